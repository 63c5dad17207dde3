// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueform.h"

#include "protocol/base/cbor.h"
#include "ui/style/fonts.h"
#include "ui/widgets/bytesview.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/dateform.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuesize.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

bool isOneLine(ValueKind kind)
{
    return kind == ValueKind::Integer || kind == ValueKind::Float || kind == ValueKind::BigInt;
}

} // namespace

ValueForm::ValueForm(QWidget *parent)
    : QStackedWidget(parent)
    , m_word(new QLabel(this))
    , m_line(new QLineEdit(this))
    , m_bool(new QCheckBox(this))
    , m_date(new DateForm(this))
    , m_text(new CodeEditor(CodeEditor::Language::Plain, this))
    , m_json(new CodeEditor(CodeEditor::Language::Json, this))
    , m_bytes(new BytesView(this))
{
    m_word->setFont(fonts::code());
    m_line->setFont(fonts::code());
    m_line->setAccessibleName(WidgetText::tr("Value"));
    m_bool->setFont(fonts::code());
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setAccessibleName(WidgetText::tr("Text"));
    m_bytes->setAccessibleName(WidgetText::tr("Bytes"));
    m_json->setAccessibleName(WidgetText::tr("Value as JSON"));
    for (QWidget *part : QList<QWidget *>{m_word, m_line, m_bool, m_date})
        addTop(part);
    addWidget(m_text);
    addWidget(m_json);
    addWidget(m_bytes);

    connect(m_line, &QLineEdit::textEdited, this, &ValueForm::touch);
    connect(m_line, &QLineEdit::returnPressed, this, &ValueForm::accepted);
    connect(m_bool, &QCheckBox::clicked, this, [this](bool checked) {
        m_bool->setText(checked ? u"true"_s : u"false"_s);
        touch();
        emit accepted(); // A tick needs no more typing.
    });
    connect(m_date, &DateForm::edited, this, &ValueForm::touch);
    connect(m_date, &DateForm::accepted, this, &ValueForm::accepted);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ValueForm::touch);
    connect(m_json, &QPlainTextEdit::textChanged, this, &ValueForm::touch);
    connect(m_bytes, &BytesView::bytesEdited, this, &ValueForm::touch);
    connect(m_bytes, &BytesView::copied, this, &ValueForm::copied);
}

/// A part that keeps its height, at the top of the room there is.
QWidget *ValueForm::addTop(QWidget *part)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(part);
    layout->addStretch(1);
    addWidget(page);
    return page;
}

void ValueForm::touch()
{
    if (m_isFilling)
        return;
    m_isDirty = true;
    m_json->clearError();
    emit edited();
}

void ValueForm::setValue(const QCborValue &value)
{
    m_value = value;
    m_kind = kindOf(value);
    m_isComplete = true;
    m_isFilling = true; // Editors say of this, too, that their text has changed.
    if (isOneLine(m_kind)) {
        m_line->setText(editText(value));
        setCurrentWidget(m_line->parentWidget());
    } else if (m_kind == ValueKind::Bool) {
        m_bool->setChecked(value.toBool());
        m_bool->setText(displayText(value));
        setCurrentWidget(m_bool->parentWidget());
    } else if (m_kind == ValueKind::Date) {
        m_date->setTime(value.toDateTime());
        setCurrentWidget(m_date->parentWidget());
    } else if (m_kind == ValueKind::String) {
        showText();
    } else if (m_kind == ValueKind::Bytes) {
        m_bytes->setBytes((value.isTag() ? value.taggedValue() : value).toByteArray());
        setCurrentWidget(m_bytes);
    } else if (isContainer(m_kind) || m_kind == ValueKind::Tagged) {
        showContainer();
    } else {
        m_word->setText(displayText(value));
        setCurrentWidget(m_word->parentWidget());
    }
    m_isFilling = false;
    m_isDirty = false;
    applyReadOnly();
}

void ValueForm::showText()
{
    const QString text = m_value.toString();
    // A text editor keeps no zero character and turns other line ends into its own.
    const bool isKept =
        !text.contains(QChar(u'\0')) && !text.contains(u'\r') && !text.contains(QChar(0x2029));
    m_isComplete = text.size() <= textLengthMax && isKept;
    m_text->setPlainText(text.first(std::min(text.size(), textLengthMax)));
    setCurrentWidget(m_text);
}

void ValueForm::showContainer()
{
    m_isComplete = countValues(m_value, valueCountMax) <= valueCountMax;
    QString text = m_isComplete ? toJsonText(m_value) : QString();
    m_isComplete = m_isComplete && text.size() <= textLengthMax;
    m_json->clearError();
    m_json->setPlainText(m_isComplete ? text
                                      : WidgetText::tr("%1 is too large to be written out here.",
                                                       "a container such as [100 000]")
                                            .arg(displayText(m_value)));
    setCurrentWidget(m_json);
}

void ValueForm::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    applyReadOnly();
}

void ValueForm::applyReadOnly()
{
    const bool isFixed = m_isReadOnly || !m_isComplete;
    m_line->setReadOnly(isFixed);
    m_bool->setEnabled(!isFixed);
    m_date->setReadOnly(isFixed);
    m_text->setReadOnly(isFixed);
    m_json->setReadOnly(isFixed);
    m_bytes->setReadOnly(isFixed);
}

std::expected<QCborValue, QString> ValueForm::value() const
{
    if (!m_isDirty || !m_isComplete)
        return m_value;
    if (isOneLine(m_kind))
        return parseEditText(m_line->text(), m_kind);
    switch (m_kind) {
    case ValueKind::Bool:
        return QCborValue(m_bool->isChecked());
    case ValueKind::Date:
        if (const auto time = m_date->time())
            return QCborValue(*time);
        return std::unexpected(WidgetText::tr("Not a date. Write it like 2026-11-22T07:09:46.571Z."));
    case ValueKind::String:
        return QCborValue(m_text->toPlainText());
    case ValueKind::Bytes: {
        const QCborValue bytes(m_bytes->bytes());
        return m_value.isTag() ? QCborValue(m_value.tag(), bytes) : bytes;
    }
    case ValueKind::Null:
    case ValueKind::Undefined:
        return m_value;
    default:
        return jsonValue();
    }
}

std::expected<QCborValue, QString> ValueForm::jsonValue() const
{
    const auto parsed = parseJsonText(m_json->toPlainText());
    if (parsed)
        return *parsed;
    const JsonTextError &error = parsed.error();
    m_json->setError(error.line, error.column, error.message);
    return std::unexpected(WidgetText::tr("Line %1: %2").arg(QString::number(error.line), error.message));
}

void ValueForm::goToError()
{
    if (m_json->hasError())
        m_json->goToError();
}

} // namespace rove::ui
