// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QDialog>

#include <chrono>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace rove::ui {

/// Asks whoever wants to change production to type the namespace's name, and for how long. GUI thread.
class UnlockDialog : public QDialog {
    Q_OBJECT
public:
    UnlockDialog(const QString &namespaceName, const QString &connectionName, int minutes,
                 QWidget *parent = nullptr);

    [[nodiscard]] std::chrono::minutes duration() const;
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QComboBox *durationBox() const { return m_duration; }
    [[nodiscard]] QPushButton *allowButton() const { return m_allow; }

private:
    QString m_expected;
    QLineEdit *m_name;
    QComboBox *m_duration;
    QPushButton *m_allow;
};

} // namespace rove::ui
