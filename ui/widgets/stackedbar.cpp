// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stackedbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int barHeight = 12;
constexpr int partWidthMin = 6;
constexpr int gap = 2;

QString numberOf(const BarPart &part)
{
    return QLocale().toString(part.count);
}

} // namespace

StackedBar::StackedBar(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleRole(*this, QAccessible::Chart);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StackedBar::setParts(const QList<BarPart> &parts)
{
    m_parts = parts;
    m_parts.removeIf([](const BarPart &part) { return part.count <= 0; });
    QStringList words;
    for (const BarPart &part : m_parts)
        words.append(u"%1 %2"_s.arg(numberOf(part), part.word));
    setAccessibleDescription(words.join(u", "_s));
    updateGeometry();
    update();
}

int StackedBar::lineHeight() const
{
    return std::max(fontMetrics().height(), metrics::iconSize) + metrics::space1;
}

int StackedBar::entryWidth(const BarPart &part) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return metrics::iconSize + metrics::space1 + QFontMetrics(bold).horizontalAdvance(numberOf(part)) +
           metrics::space1 + fontMetrics().horizontalAdvance(part.word);
}

QList<QRect> StackedBar::legend(int width) const
{
    QList<QRect> places;
    int x = 0;
    int y = barHeight + metrics::space2;
    for (const BarPart &part : m_parts) {
        const int wanted = entryWidth(part);
        if (x > 0 && x + wanted > width) {
            x = 0;
            y += lineHeight();
        }
        places.append(QRect(x, y, wanted, lineHeight()));
        x += wanted + metrics::space4;
    }
    return places;
}

int StackedBar::heightForWidth(int width) const
{
    const QList<QRect> places = legend(width);
    return places.isEmpty() ? barHeight : places.last().bottom() + 1;
}

QSize StackedBar::sizeHint() const
{
    constexpr int usualWidth = 360;
    return {usualWidth, heightForWidth(usualWidth)};
}

QSize StackedBar::minimumSizeHint() const
{
    int widest = 0;
    for (const BarPart &part : m_parts)
        widest = std::max(widest, entryWidth(part));
    return {widest, heightForWidth(std::max(width(), widest))};
}

void StackedBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void StackedBar::paintBar(QPainter &painter, const QRect &area) const
{
    const Theme &theme = Theme::instance();
    QPainterPath shape;
    shape.addRoundedRect(area, metrics::cornerRadius, metrics::cornerRadius);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(area, theme.color(ColorRole::Panel));
    const qint64 total = std::accumulate(m_parts.begin(), m_parts.end(), qint64(0),
                                         [](qint64 sum, const BarPart &part) { return sum + part.count; });
    const auto room = area.width() - static_cast<int>(m_parts.size()) * (partWidthMin + gap);
    int x = area.left();
    for (const BarPart &part : m_parts) {
        const int share = static_cast<int>(std::max(room, 0) * part.count / total) + partWidthMin;
        const bool isLast = &part == &m_parts.last();
        QRect piece(x, area.top(), isLast ? area.right() - x + 1 : share, area.height());
        x += share + gap;
        if (isRightToLeft())
            piece.moveLeft(area.left() + area.right() - piece.right());
        painter.fillRect(piece, theme.color(part.tone.color));
    }
    painter.restore();
}

void StackedBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBar(painter, QRect(0, 0, width(), barHeight));
    const QList<QRect> places = legend(width());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const BarPart &part = m_parts[i];
        const auto placed = [this](const QRect &area) {
            return isRightToLeft()
                       ? QRect(width() - area.right() - 1, area.top(), area.width(), area.height())
                       : area;
        };
        QRect area = places[i];
        const QRect picture(area.left(), area.top() + (area.height() - metrics::iconSize) / 2,
                            metrics::iconSize, metrics::iconSize);
        icon(part.tone.icon, part.tone.color).paint(&painter, placed(picture));
        area.setLeft(picture.right() + 1 + metrics::space1);
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignLeading, numberOf(part));
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(numberOf(part)) + metrics::space1);
        painter.setFont(font());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignLeading, part.word);
    }
}

} // namespace rove::ui
