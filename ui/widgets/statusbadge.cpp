// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusbadge.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace rove::ui {
namespace {

constexpr int largeIconSize = 20;
constexpr int gap = 6;

} // namespace

StatusBadge::StatusBadge(Size size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
    , m_tone(tone::unknown)
{
    setAccessibleRole(*this, QAccessible::StaticText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (size == Size::Large)
        setFont(fonts::section());
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusBadge::setStatus(const Tone &tone, const QString &word)
{
    if (m_tone == tone && m_word == word)
        return;
    m_tone = tone;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

int StatusBadge::iconExtent() const
{
    return m_size == Size::Large ? largeIconSize : metrics::iconSize;
}

QSize StatusBadge::sizeHint() const
{
    return {iconExtent() + gap + fontMetrics().horizontalAdvance(m_word) + 1,
            std::max(iconExtent(), fontMetrics().height())};
}

QSize StatusBadge::minimumSizeHint() const
{
    return sizeHint();
}

void StatusBadge::paintEvent(QPaintEvent *)
{
    if (m_word.isEmpty())
        return;
    QPainter painter(this);
    const int extent = iconExtent();
    const QRect picture(0, (height() - extent) / 2, extent, extent);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](QRect area) {
        return mirrored ? QRect(width() - area.right() - 1, area.top(), area.width(), area.height()) : area;
    };
    icon(m_tone.icon, m_tone.color)
        .paint(&painter, placed(picture), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    painter.setPen(isEnabled() ? Theme::instance().color(m_tone.color)
                               : palette().color(QPalette::Disabled, QPalette::WindowText));
    const QRect text(extent + gap, 0, width() - extent - gap, height());
    painter.drawText(placed(text), Qt::AlignVCenter | Qt::AlignLeading, m_word);
}

void StatusBadge::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

StatusDelegate::StatusDelegate(ToneOf toneOf, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_toneOf(std::move(toneOf))
{}

void StatusDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Tone tone = m_toneOf(index);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = icon(tone.icon, tone.color);
    option->decorationSize = {metrics::iconSize, metrics::iconSize};
    const QColor color = Theme::instance().color(tone.color);
    // What is disabled stays faded.
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        option->palette.setColor(group, QPalette::Text, color);
    if (Theme::instance().hasTints())
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            option->palette.setColor(group, QPalette::HighlightedText, color);
}

} // namespace rove::ui
