// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuekind.h"

#include <QtCore/QCborValue>
#include <QtWidgets/QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace rove::ui {

/// One line that edits a value of any plain kind: a button with the type, which can be changed, and a field
/// that fits it. What does not fit the type is marked and said, and value() is empty then. Owned by its
/// parent; used in cells and forms.
class ValueEditor : public QWidget {
    Q_OBJECT

public:
    explicit ValueEditor(QWidget *parent = nullptr);

    void setValue(const QCborValue &value);
    /// What was typed, if it fits the type.
    [[nodiscard]] std::optional<QCborValue> value() const;
    [[nodiscard]] ValueKind kind() const { return m_kind; }
    void setKind(ValueKind kind);
    /// Why value() is empty; empty itself otherwise.
    [[nodiscard]] QString error() const { return m_error; }

signals:
    void valueEdited();
    /// Enter was pressed and the value fits.
    void accepted();
    /// A choice was made that needs no more typing.
    void chosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void showValue();
    void check();

    ValueKind m_kind = ValueKind::Null;
    QCborValue m_value;
    QString m_error;
    QToolButton *m_type;
    QLineEdit *m_line;
    QComboBox *m_choice;
};

} // namespace rove::ui
