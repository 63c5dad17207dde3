// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/searchbox.h"

#include "ui/shell/shelltext.h"
#include "ui/style/controls.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/zoom.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

namespace rove::ui {
namespace {

constexpr int usualWidth = 480;
constexpr int smallestWidth = 120;

} // namespace

SearchBox::SearchBox(QAction *command, QWidget *parent)
    : QAbstractButton(parent)
    , m_command(command)
{
    setFocusPolicy(Qt::TabFocus);
    setText(ShellText::tr("Go to actor, key, view or command"));
    setShortcut({});
    setAccessibleName(text());
    setToolTip(command->toolTip());
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(zoomed(usualWidth + usualWidth / 4));
    connect(this, &QAbstractButton::clicked, command, &QAction::trigger);
    connect(command, &QAction::changed, this, [this] {
        setToolTip(m_command->toolTip());
        update();
    });
}

QSize SearchBox::sizeHint() const
{
    return {zoomed(usualWidth), std::max(metrics::hitTarget + 4, fontMetrics().height() + metrics::space2)};
}

QSize SearchBox::minimumSizeHint() const
{
    return {smallestWidth, sizeHint().height()};
}

void SearchBox::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(underMouse() ? ColorRole::BorderStrong : ColorRole::Border));
    painter.setBrush(theme.color(ColorRole::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cornerRadius,
                            metrics::cornerRadius);
    const auto placed = [this](const QRect &area) {
        return QStyle::visualRect(layoutDirection(), rect(), area);
    };
    QRect area = rect().adjusted(metrics::space2, 0, -metrics::space2, 0);
    const QRect picture(area.left(), (height() - metrics::iconSize) / 2, metrics::iconSize,
                        metrics::iconSize);
    ui::icon(QLatin1StringView("search"), ColorRole::Muted).paint(&painter, placed(picture));
    area.setLeft(picture.right() + metrics::space2);

    painter.setPen(theme.color(ColorRole::Muted));
    painter.setFont(fonts::small());
    const QString keys = m_command->shortcut().toString(QKeySequence::NativeText);
    const int keysWidth = painter.fontMetrics().horizontalAdvance(keys);
    if (area.width() > 2 * keysWidth) {
        painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignTrailing, keys);
        area.setRight(area.right() - keysWidth - metrics::space2);
    }
    painter.setFont(font());
    painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignLeading,
                     fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
    if (hasFocus())
        controls::paintFocusRing(painter, rect());
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void SearchBox::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void SearchBox::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace rove::ui
