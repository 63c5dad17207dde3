// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QFormLayout;
class QLabel;
class QToolButton;

namespace rove::ui {

/// A part of a dialog that most people never open: a heading that folds its form away, with a summary beside
/// it that says what is set inside. GUI thread.
class ConnectionDialogSection : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionDialogSection(const QString &title, QWidget *parent = nullptr);

    /// Where the owner puts its rows.
    [[nodiscard]] QFormLayout *form() const { return m_form; }
    void setSummary(const QString &summary);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;

private:
    void updateArrow();

    QToolButton *m_heading;
    QLabel *m_summary;
    QWidget *m_content;
    QFormLayout *m_form;
};

/// A form's usual spacing, one for the whole dialog.
void setUpConnectionForm(QFormLayout &form);

} // namespace rove::ui
