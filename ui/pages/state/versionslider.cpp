// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/versionslider.h"

#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionSlider>

namespace rove::ui {
namespace {

constexpr int markHeight = 5;
constexpr int shortestGroove = 120;

} // namespace

VersionSlider::VersionSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setPageStep(10);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VersionSlider::setMarks(const QList<Mark> &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    update();
}

QSize VersionSlider::minimumSizeHint() const
{
    const int height = std::max(QSlider::minimumSizeHint().height() + 2 * markHeight, metrics::hitTarget);
    return {shortestGroove, height};
}

void VersionSlider::paintEvent(QPaintEvent *event)
{
    QSlider::paintEvent(event);
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    const int span = groove.width() - handle.width();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().color(ColorRole::Accent), 1.5));
    for (const Mark &mark : m_marks) {
        const int x = groove.left() + handle.width() / 2 +
                      QStyle::sliderPositionFromValue(minimum(), maximum(), mark.value, span);
        const int bottom = height() - 1;
        const int slant = mark.kind == Mark::Kind::Restored ? markHeight - 1 : 0;
        painter.drawLine(QPointF(x - slant / 2.0, bottom), QPointF(x + slant / 2.0, bottom - markHeight));
    }
}

} // namespace rove::ui
