// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/entryrow.h"

#include "ui/style/controls.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int textWidthMin = 120;

/// The sentence of a command's tooltip, without the shortcut in brackets behind it.
QString sentenceOf(const QAction &command)
{
    const QString text = command.toolTip();
    const qsizetype bracket = text.lastIndexOf(u" ("_s);
    return bracket > 0 && text.endsWith(u')') ? text.first(bracket) : text;
}

} // namespace

EntryRow::EntryRow(const Content &content, QWidget *parent)
    : QAbstractButton(parent)
{
    setUp();
    setContent(content);
}

EntryRow::EntryRow(QAction *command, QWidget *parent)
    : QAbstractButton(parent)
{
    setUp();
    connect(command, &QAction::changed, this, [this, command] { follow(*command); });
    connect(this, &QAbstractButton::clicked, command, &QAction::trigger);
    follow(*command);
}

void EntryRow::setUp()
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EntryRow::follow(const QAction &command)
{
    setEnabled(command.isEnabled());
    setIcon(command.icon());
    const QString reason = disabledReason(&command);
    setContent({.title = command.iconText(), .detail = reason.isEmpty() ? sentenceOf(command) : reason});
    setToolTip(command.toolTip());
}

void EntryRow::setContent(const Content &content)
{
    m_content = content;
    setText(content.title);
    setAccessibleName(content.title);
    QStringList parts{content.detail, content.end};
    parts.removeAll(QString());
    setAccessibleDescription(parts.join(u", "_s));
    setToolTip(content.detail);
    updateGeometry();
    update();
}

QSize EntryRow::sizeHint() const
{
    const int lines = fontMetrics().height() + QFontMetrics(fonts::small()).height();
    return {metrics::iconSize + textWidthMin, lines + 2 * metrics::space2 + 2};
}

QSize EntryRow::minimumSizeHint() const
{
    return sizeHint();
}

void EntryRow::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isDown() ? ColorRole::Selection : ColorRole::Panel));
        painter.drawRoundedRect(rect(), metrics::cornerRadius, metrics::cornerRadius);
    }
    QRect area = rect().adjusted(metrics::space2, metrics::space1, -metrics::space2, -metrics::space1);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRect picture(isMirrored ? area.right() - metrics::iconSize + 1 : area.left(),
                        area.center().y() - metrics::iconSize / 2, metrics::iconSize, metrics::iconSize);
    const QIcon shown =
        m_content.icon.isEmpty() ? QAbstractButton::icon() : rove::ui::icon(m_content.icon, ColorRole::Muted);
    shown.paint(&painter, picture, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    const int taken = metrics::iconSize + metrics::space3;
    area.adjust(isMirrored ? 0 : taken, 0, isMirrored ? -taken : 0, 0);
    paintTexts(painter, area);
    if (hasFocus())
        controls::paintFocusRing(painter, rect());
}

void EntryRow::paintTexts(QPainter &painter, QRect area) const
{
    const Theme &theme = Theme::instance();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto colour = [&](ColorRole role) {
        return isEnabled() ? theme.color(role) : palette().color(QPalette::Disabled, QPalette::WindowText);
    };
    if (!m_content.end.isEmpty()) {
        const int width = fontMetrics().horizontalAdvance(m_content.end) + 1;
        const QRect end(isMirrored ? area.left() : area.right() - width + 1, area.top(), width,
                        area.height());
        painter.setPen(colour(m_content.endRole));
        painter.drawText(end, Qt::AlignVCenter | Qt::AlignLeading, m_content.end);
        area.adjust(isMirrored ? width + metrics::space3 : 0, 0, isMirrored ? 0 : -width - metrics::space3,
                    0);
    }
    const QFontMetrics small(fonts::small());
    const int height = fontMetrics().height() + small.height();
    const int top = area.top() + (area.height() - height) / 2;
    const QRect title(area.left(), top, area.width(), fontMetrics().height());
    painter.setPen(colour(ColorRole::Text));
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeading,
                     fontMetrics().elidedText(m_content.title, Qt::ElideRight, title.width()));
    const QRect detail(area.left(), title.bottom() + 1, area.width(), small.height());
    painter.setFont(fonts::small());
    painter.setPen(colour(ColorRole::Muted));
    painter.drawText(detail, Qt::AlignVCenter | Qt::AlignLeading,
                     small.elidedText(m_content.detail, Qt::ElideRight, detail.width()));
}

void EntryRow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Down:
        focusNextPrevChild(true);
        return;
    case Qt::Key_Up:
        focusNextPrevChild(false);
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void EntryRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void EntryRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace rove::ui
