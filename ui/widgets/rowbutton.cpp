// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowbutton.h"

#include "ui/style/controls.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

namespace rove::ui {
namespace {

constexpr int rowHeight = 28;
constexpr int sideMargin = 6;
constexpr qreal hoverShare = 0.5;

} // namespace

RowButton::RowButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RowButton::setRow(const Tone &tone, const QString &text, const QString &detail, const QString &value)
{
    m_tone = tone;
    m_detail = detail;
    m_value = value;
    // Text and name are shown as they are: an ampersand in a key is no mnemonic.
    setText(text);
    setShortcut({});
    QStringList parts{text};
    for (const QString &part : {detail, value})
        if (!part.isEmpty())
            parts.append(part);
    setAccessibleName(parts.join(QStringLiteral(", ")));
    setToolTip(detail.isEmpty() ? text : QString(text % u'\n' % detail));
    updateGeometry();
    update();
}

QRect RowButton::placed(const QRect &area) const
{
    return QStyle::visualRect(layoutDirection(), rect(), area);
}

QSize RowButton::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(this->text());
    const int detail = m_detail.isEmpty() ? 0 : metrics::space3 + fontMetrics().horizontalAdvance(m_detail);
    const int value = m_value.isEmpty() ? 0 : metrics::space3 + fontMetrics().horizontalAdvance(m_value);
    return {2 * sideMargin + metrics::iconSize + metrics::space2 + text + detail + value,
            std::max(rowHeight, fontMetrics().height() + metrics::space2)};
}

QSize RowButton::minimumSizeHint() const
{
    return {metrics::hitTarget * 4, sizeHint().height()};
}

void RowButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    if (isEnabled() && (underMouse() || isDown())) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? theme.color(ColorRole::Selection)
                                  : theme.blended(ColorRole::Selection, ColorRole::Base, hoverShare));
        painter.drawRoundedRect(rect(), metrics::cornerRadius, metrics::cornerRadius);
    }
    QRect area = rect().adjusted(sideMargin, 0, -sideMargin, 0);
    const QRect picture(area.left(), area.top() + (area.height() - metrics::iconSize) / 2, metrics::iconSize,
                        metrics::iconSize);
    if (!m_tone.icon.isEmpty())
        ui::icon(m_tone.icon, m_tone.color).paint(&painter, placed(picture));
    area.setLeft(picture.right() + 1 + metrics::space2);

    painter.setFont(fonts::tabular());
    if (!m_value.isEmpty()) {
        const int width = painter.fontMetrics().horizontalAdvance(m_value);
        painter.setPen(theme.color(ColorRole::Muted));
        painter.drawText(placed(QRect(area.right() - width, area.top(), width + 1, area.height())),
                         Qt::AlignVCenter | Qt::AlignTrailing, m_value);
        area.setRight(area.right() - width - metrics::space3);
    }
    painter.setFont(font());
    painter.setPen(theme.color(isEnabled() ? ColorRole::Text : ColorRole::Muted));
    // One more, as widths are rounded.
    const int textWidth = std::min(fontMetrics().horizontalAdvance(text()) + 1, area.width());
    painter.drawText(placed(QRect(area.left(), area.top(), textWidth + 1, area.height())),
                     Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, textWidth));
    area.setLeft(area.left() + textWidth + metrics::space3);
    if (area.width() > metrics::hitTarget) {
        painter.setPen(theme.color(ColorRole::Muted));
        painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_detail, Qt::ElideRight, area.width()));
    }
    if (hasFocus())
        controls::paintFocusRing(painter, rect());
}

void RowButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void RowButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void RowButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RowButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace rove::ui
