// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/factchips.h"

#include "ui/pages/actor/actortext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int iconExtent = 12;
constexpr int sidePadding = 6;
constexpr int widthMin = 40;

} // namespace

FactChips::FactChips(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleRole(*this, QAccessible::StaticText);
    setFont(fonts::small());
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FactChips::setFacts(const QList<Fact> &facts)
{
    if (m_facts == facts)
        return;
    m_facts = facts;
    QStringList texts;
    for (const Fact &fact : facts)
        texts.append(ActorText::tr("%1: %2", "a fact about an actor").arg(fact.name, fact.value));
    setAccessibleName(texts.join(u"; "_s));
    updateGeometry();
    update();
}

int FactChips::chipHeight() const
{
    return fontMetrics().height() + metrics::space1;
}

QList<QRect> FactChips::placed(int width) const
{
    QList<QRect> rects;
    int x = 0;
    int y = 0;
    for (const Fact &fact : m_facts) {
        const int wanted =
            2 * sidePadding + iconExtent + metrics::space1 + fontMetrics().horizontalAdvance(fact.value) + 1;
        const int chip = std::clamp(wanted, widthMin, std::max(width, widthMin));
        if (x > 0 && x + chip > width) {
            x = 0;
            y += chipHeight() + metrics::space1;
        }
        rects.append(QRect(x, y, chip, chipHeight()));
        x += chip + metrics::space1;
    }
    return rects;
}

QSize FactChips::sizeHint() const
{
    return {widthMin, m_facts.isEmpty() ? 0 : chipHeight()};
}

QSize FactChips::minimumSizeHint() const
{
    return sizeHint();
}

int FactChips::heightForWidth(int width) const
{
    const QList<QRect> rects = placed(width);
    return rects.isEmpty() ? 0 : rects.last().bottom() + 1;
}

void FactChips::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = Theme::instance();
    const QList<QRect> rects = placed(width());
    for (qsizetype i = 0; i < rects.size(); ++i) {
        const QRect rect = QStyle::visualRect(layoutDirection(), this->rect(), rects[i]);
        painter.setPen(theme.color(ColorRole::Border));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cornerRadius,
                                metrics::cornerRadius);
        const QRect inner = rect.adjusted(sidePadding, 0, -sidePadding, 0);
        const QRect picture(inner.left(), inner.center().y() - iconExtent / 2 + 1, iconExtent, iconExtent);
        icon(m_facts[i].icon, ColorRole::Muted)
            .paint(&painter, QStyle::visualRect(layoutDirection(), inner, picture));
        const QRect text = inner.adjusted(iconExtent + metrics::space1, 0, 0, 0);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QStyle::visualRect(layoutDirection(), inner, text),
                         Qt::AlignVCenter | Qt::AlignLeading,
                         fontMetrics().elidedText(m_facts[i].value, Qt::ElideRight, text.width()));
    }
}

bool FactChips::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QList<QRect> rects = placed(width());
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (!QStyle::visualRect(layoutDirection(), rect(), rects[i]).contains(help->pos()))
            continue;
        QToolTip::showText(help->globalPos(),
                           ActorText::tr("%1: %2", "a fact about an actor")
                               .arg(m_facts[i].name, m_facts[i].value)
                               .toHtmlEscaped(),
                           this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

} // namespace rove::ui
