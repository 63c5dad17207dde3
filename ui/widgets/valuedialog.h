// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/codeeditor.h"

#include <QtCore/QCborValue>
#include <QtWidgets/QDialog>

#include <optional>

namespace rove::ui {

class MessageBar;

/// Edits one value that needs more than a line: a string as its text, anything else as JSON.
/// Accepting is refused, with the place marked, while the text is not a value. Ctrl+Enter accepts. Owned by
/// its caller.
class ValueDialog : public QDialog {
    Q_OBJECT

public:
    ValueDialog(const QString &pathText, const QCborValue &value, QWidget *parent = nullptr);

    /// The value when accepted.
    [[nodiscard]] QCborValue value() const { return m_value; }
    [[nodiscard]] CodeEditor *editor() const { return m_editor; }

    void accept() override;

private:
    QCborValue m_value;
    CodeEditor *m_editor;
    MessageBar *m_message;
};

} // namespace rove::ui
