// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueeditor.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QEvent>
#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include <array>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array offeredKinds{
    ValueKind::String,    ValueKind::Integer, ValueKind::BigInt, ValueKind::Bool,   ValueKind::Null,
    ValueKind::Undefined, ValueKind::Date,    ValueKind::Bytes,  ValueKind::Object, ValueKind::Array};

/// JavaScript has one number type; int and float only tell how it looks.
QString offeredName(ValueKind kind)
{
    return kind == ValueKind::Integer || kind == ValueKind::Float ? u"number"_s : kindName(kind);
}

bool isTyped(ValueKind kind)
{
    return !isContainer(kind) && kind != ValueKind::Bool && kind != ValueKind::Null &&
           kind != ValueKind::Undefined && kind != ValueKind::Tagged;
}

} // namespace

ValueEditor::ValueEditor(QWidget *parent)
    : QWidget(parent)
    , m_type(new QToolButton(this))
    , m_line(new QLineEdit(this))
    , m_choice(new QComboBox(this))
{
    setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_type);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_choice, 1);

    m_type->setAutoRaise(true);
    m_type->setPopupMode(QToolButton::InstantPopup);
    m_type->setFont(fonts::small());
    m_type->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_type->setAccessibleName(WidgetText::tr("Type of the value"));
    auto *menu = new QMenu(m_type);
    for (const ValueKind kind : offeredKinds)
        connect(menu->addAction(offeredName(kind)), &QAction::triggered, this,
                [this, kind] { setKind(kind); });
    m_type->setMenu(menu);

    m_line->setFrame(false);
    m_line->setFont(fonts::code());
    m_line->setAccessibleName(WidgetText::tr("Value"));
    connect(m_line, &QLineEdit::textEdited, this, &ValueEditor::check);
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        if (value())
            emit accepted();
    });

    m_choice->setFrame(false);
    m_choice->setFont(fonts::code());
    m_choice->setAccessibleName(WidgetText::tr("Value"));
    m_choice->addItems({u"false"_s, u"true"_s});
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_value = index == 1;
        check();
        emit chosen();
    });
    for (QWidget *part :
         {static_cast<QWidget *>(m_type), static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_choice)})
        part->installEventFilter(this);
    showValue();
}

void ValueEditor::setValue(const QCborValue &value)
{
    m_value = value;
    m_kind = kindOf(value);
    showValue();
}

void ValueEditor::setKind(ValueKind kind)
{
    const QCborValue typed = value().value_or(QCborValue(m_line->text()));
    m_value = convertedTo(typed, kind);
    m_kind = kind;
    showValue();
    emit valueEdited();
    if (isTyped(kind) || kind == ValueKind::Bool)
        focusProxy()->setFocus(Qt::OtherFocusReason);
    else
        emit chosen();
}

std::optional<QCborValue> ValueEditor::value() const
{
    if (!isTyped(m_kind))
        return m_value;
    // Nothing typed: the value is kept as it was, down to what one line cannot show.
    if (m_line->text() == editText(m_value))
        return m_value;
    const auto parsed = parseEditText(m_line->text(), m_kind);
    if (!parsed)
        return std::nullopt;
    if (m_kind == ValueKind::Bytes && m_value.isTag())
        return QCborValue(m_value.tag(), *parsed);
    return *parsed;
}

void ValueEditor::showValue()
{
    m_type->setText(offeredName(m_kind));
    const bool isChoice = m_kind == ValueKind::Bool;
    m_choice->setVisible(isChoice);
    m_choice->setCurrentIndex(isChoice && m_value.toBool() ? 1 : 0);
    m_line->setVisible(!isChoice);
    m_line->setText(editText(m_value));
    m_line->setReadOnly(!isTyped(m_kind));
    m_line->selectAll();
    setFocusProxy(isChoice ? static_cast<QWidget *>(m_choice) : m_line);
    check();
}

void ValueEditor::check()
{
    const auto parsed =
        isTyped(m_kind) ? parseEditText(m_line->text(), m_kind) : std::expected<QCborValue, QString>(m_value);
    m_error = value() ? QString() : parsed.error_or(QString());
    m_line->setToolTip(m_error);
    m_line->setAccessibleDescription(m_error);
    QPalette palette;
    if (!m_error.isEmpty())
        palette.setColor(QPalette::Text, Theme::instance().color(ColorRole::Error));
    m_line->setPalette(palette);
    update();
    emit valueEdited();
}

void ValueEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    painter.fillRect(rect(), theme.color(ColorRole::Base));
    painter.setPen(theme.color(m_error.isEmpty() ? ColorRole::Focus : ColorRole::Error));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool ValueEditor::eventFilter(QObject *object, QEvent *event)
{
    // Whoever manages this editor watches it, not its parts: it has lost the focus when no part has it any
    // more.
    if (event->type() == QEvent::FocusOut) {
        const auto *focus = static_cast<QFocusEvent *>(event);
        const QWidget *now = QApplication::focusWidget();
        if (focus->reason() != Qt::PopupFocusReason && !(now && isAncestorOf(now))) {
            QFocusEvent lost(QEvent::FocusOut, focus->reason());
            QApplication::sendEvent(this, &lost);
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace rove::ui
