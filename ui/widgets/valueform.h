// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuekind.h"

#include <QtCore/QCborValue>
#include <QtWidgets/QStackedWidget>

#include <expected>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace rove::ui {

class BytesView;
class CodeEditor;
class DateForm;

/// The full editor of one value: a field for numbers, a tick for bools, three fields for dates, text with
/// wrapped lines for strings, four views for bytes, JSON for containers. A container or text that is too
/// large for that is shown in part and cannot be edited here; isComplete() says so. GUI thread.
class ValueForm : public QStackedWidget {
    Q_OBJECT

public:
    /// A container with more values than this is not written out, and of a longer text only so much is shown.
    static constexpr qsizetype valueCountMax = 2000;
    static constexpr qsizetype textLengthMax = 200'000;

    explicit ValueForm(QWidget *parent = nullptr);

    void setValue(const QCborValue &value);
    /// What is in the editor, or why it is no value.
    [[nodiscard]] std::expected<QCborValue, QString> value() const;
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isDirty() const { return m_isDirty; }
    /// False if only a part of the value is shown.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// Puts the cursor at what is wrong, if the text knows where that is.
    void goToError();

    [[nodiscard]] QLineEdit *lineField() const { return m_line; }
    [[nodiscard]] CodeEditor *textEditor() const { return m_text; }
    [[nodiscard]] CodeEditor *jsonEditor() const { return m_json; }
    [[nodiscard]] DateForm *dateForm() const { return m_date; }
    [[nodiscard]] BytesView *bytesView() const { return m_bytes; }
    [[nodiscard]] QCheckBox *boolBox() const { return m_bool; }

signals:
    void edited();
    /// Enter was pressed in a field of one line.
    void accepted();
    void copied(const QString &what);

private:
    QWidget *addTop(QWidget *part);
    void touch();
    void showContainer();
    void showText();
    void applyReadOnly();
    [[nodiscard]] std::expected<QCborValue, QString> jsonValue() const;

    QCborValue m_value;
    ValueKind m_kind = ValueKind::Undefined;
    bool m_isDirty = false;
    bool m_isFilling = false;
    bool m_isComplete = true;
    bool m_isReadOnly = false;

    QLabel *m_word;
    QLineEdit *m_line;
    QCheckBox *m_bool;
    DateForm *m_date;
    CodeEditor *m_text;
    CodeEditor *m_json;
    BytesView *m_bytes;
};

} // namespace rove::ui
