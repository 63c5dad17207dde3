// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/lifecyclestrip.h"

#include "ui/pages/actor/actortext.h"
#include "ui/style/controls.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/relativetime.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr int spacingMin = 64;
constexpr int spacingMax = 150;
constexpr int markExtent = 14;
constexpr int bandWidth = 3;
constexpr int earlierWidth = 40;

QDateTime timeOf(manager::Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
}

} // namespace

Tone toneOf(LifecycleMark::Kind kind)
{
    switch (kind) {
    case LifecycleMark::Kind::Created:
        return {ColorRole::Starting, "plus-lg"_L1};
    case LifecycleMark::Kind::Waited:
        return tone::pending;
    case LifecycleMark::Kind::Woke:
        return tone::running;
    case LifecycleMark::Kind::Restarted:
        return {ColorRole::Running, "arrow-clockwise"_L1};
    case LifecycleMark::Kind::Slept:
        return tone::sleeping;
    case LifecycleMark::Kind::Crashed:
        return tone::crashed;
    case LifecycleMark::Kind::Rescheduled:
        return tone::backoff;
    case LifecycleMark::Kind::Moved:
        return {ColorRole::Accent, "arrow-left-right"_L1};
    case LifecycleMark::Kind::Destroyed:
        return tone::destroyed;
    }
    return tone::unknown;
}

LifecycleStrip::LifecycleStrip(QWidget *parent)
    : QWidget(parent)
{
    setFont(fonts::small());
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(*this, QAccessible::Chart);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(ActorText::tr("Life of the actor"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    m_ageTimer.setInterval(1s);
    connect(&m_ageTimer, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void LifecycleStrip::setMarks(const QList<LifecycleMark> &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    m_current = std::min(m_current, marks.size() - 1);
    QStringList texts;
    for (const LifecycleMark &mark : marks)
        texts.append(textOf(mark));
    setAccessibleDescription(texts.join(u"; "_s));
    updateGeometry();
    update();
}

QString LifecycleStrip::textOf(const LifecycleMark &mark)
{
    const QString line = ActorText::tr("%1, %2", "a moment in a life and its time")
                             .arg(lifecycleWord(mark.kind), absoluteTimeText(timeOf(mark.at)));
    return mark.detail.isEmpty() ? line : ActorText::tr("%1: %2").arg(line, mark.detail);
}

QSize LifecycleStrip::sizeHint() const
{
    return {spacingMin * 2, fontMetrics().height() + markExtent + metrics::space1};
}

QSize LifecycleStrip::minimumSizeHint() const
{
    return {spacingMin, sizeHint().height()};
}

qsizetype LifecycleStrip::shownCount() const
{
    // One stretch more than marks: the last one goes on until now.
    const qsizetype all = width() / spacingMin;
    if (m_marks.size() <= all)
        return m_marks.size();
    return std::max<qsizetype>((width() - earlierWidth) / spacingMin, 1);
}

QRect LifecycleStrip::markRect(qsizetype mark) const
{
    const qsizetype shown = shownCount();
    const int left = shown < m_marks.size() ? earlierWidth : 0;
    const int spacing = std::min((width() - left) / std::max(int(shown), 1), spacingMax);
    const int x = left + int(mark - firstShown()) * spacing;
    return {x, height() - markExtent - 1, markExtent, markExtent};
}

qsizetype LifecycleStrip::markAt(const QPoint &position) const
{
    for (qsizetype mark = firstShown(); mark < m_marks.size(); ++mark)
        if (markRect(mark)
                .adjusted(-metrics::space1, -height(), metrics::space1, metrics::space1)
                .contains(position))
            return mark;
    return -1;
}

void LifecycleStrip::paintStretch(QPainter &painter, qsizetype mark) const
{
    const Theme &theme = Theme::instance();
    const QRect from = markRect(mark);
    const bool isLast = mark + 1 == m_marks.size();
    const LifecycleMark::Kind kind = m_marks[mark].kind;
    if (isLast && kind == LifecycleMark::Kind::Destroyed)
        return;
    const int begin = from.right() + metrics::space1;
    const int end = isLast ? std::min(from.left() + spacingMax, width()) : markRect(mark + 1).left();
    const QRect band(begin, from.center().y() - bandWidth / 2, end - begin - metrics::space1, bandWidth);
    const Tone tone = toneOf(kind);
    painter.fillRect(band, theme.color(tone.color));
    const QDateTime until = isLast ? QDateTime::currentDateTimeUtc() : timeOf(m_marks[mark + 1].at);
    const QDateTime since = timeOf(m_marks[mark].at);
    if (until < since)
        return;
    const QString text = spanText(since, until);
    painter.setPen(theme.color(ColorRole::Muted));
    if (fontMetrics().horizontalAdvance(text) <= band.width())
        painter.drawText(QRect(band.left(), 0, band.width(), fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
}

void LifecycleStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    const qsizetype first = firstShown();
    if (first > 0) {
        painter.setPen(theme.color(ColorRole::Muted));
        painter.drawText(QRect(0, height() - markExtent - 1, earlierWidth, markExtent),
                         Qt::AlignLeft | Qt::AlignVCenter, u"+%1 …"_s.arg(first));
    }
    for (qsizetype mark = first; mark < m_marks.size(); ++mark) {
        paintStretch(painter, mark);
        const Tone tone = toneOf(m_marks[mark].kind);
        icon(tone.icon, tone.color).paint(&painter, markRect(mark));
        if (hasFocus() && mark == m_current)
            controls::paintFocusRing(painter, markRect(mark).adjusted(-2, -2, 2, 1));
    }
    if (hasFocus() && m_current < first)
        controls::paintFocusRing(painter, rect());
}

bool LifecycleStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qsizetype mark = markAt(help->pos());
    if (mark >= 0)
        QToolTip::showText(help->globalPos(), textOf(m_marks[mark]).toHtmlEscaped(), this);
    else
        QToolTip::showText(help->globalPos(),
                           ActorText::tr("The actor's life. Press Enter to see it as a list."), this);
    return true;
}

void LifecycleStrip::setCurrent(qsizetype mark)
{
    if (m_marks.isEmpty())
        return;
    m_current = std::clamp<qsizetype>(mark, 0, m_marks.size() - 1);
    update();
    announce(*this, textOf(m_marks[m_current]));
}

void LifecycleStrip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(m_current < 0 ? m_marks.size() - 1 : m_current - 1);
    case Qt::Key_Right:
        return setCurrent(m_current + 1);
    case Qt::Key_Home:
        return setCurrent(firstShown());
    case Qt::Key_End:
        return setCurrent(m_marks.size() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        emit activated();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LifecycleStrip::mousePressEvent(QMouseEvent *event)
{
    if (const qsizetype mark = markAt(event->position().toPoint()); mark >= 0)
        setCurrent(mark);
}

void LifecycleStrip::mouseDoubleClickEvent(QMouseEvent *)
{
    emit activated();
}

void LifecycleStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ageTimer.start();
}

void LifecycleStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ageTimer.stop();
}

} // namespace rove::ui
