// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/relativetime.h"

#include "ui/style/theme.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QHelpEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QToolTip>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds nowLimit = 100ms;
constexpr milliseconds tenthsLimit = 1s;
constexpr milliseconds delegateInterval = 1s;
/// A distance has no calendar: leap days count as days.
constexpr int daysAYear = 365;

milliseconds distance(const QDateTime &then, const QDateTime &now)
{
    return milliseconds(std::abs(then.msecsTo(now)));
}

QString distanceText(milliseconds span)
{
    if (span < tenthsLimit)
        return WidgetText::tr("%1 s", "seconds").arg(QLocale().toString(double(span / 100ms) / 10, 'f', 1));
    if (span < 1min)
        return WidgetText::tr("%1 s", "seconds").arg(span / 1s);
    if (span < 1h)
        return WidgetText::tr("%1 min", "minutes").arg(span / 1min);
    if (span < 24h)
        return WidgetText::tr("%1 h", "hours").arg(span / 1h);
    const auto days = span / 24h;
    if (days < daysAYear)
        return WidgetText::tr("%1 d", "days").arg(days);
    const auto rest = days % daysAYear;
    return rest == 0 ? WidgetText::tr("%1 y", "years").arg(days / daysAYear)
                     : WidgetText::tr("%1 y %2 d", "years and days").arg(days / daysAYear).arg(rest);
}

// The application shows times in one zone, as it has one language.
bool showsUtc = false;

/// The unit in which the distance counts.
milliseconds stepOf(milliseconds span)
{
    if (span < tenthsLimit)
        return 100ms;
    if (span < 1min)
        return 1s;
    return span < 1h ? milliseconds(1min) : milliseconds(1h);
}

} // namespace

QString spanText(const QDateTime &since, const QDateTime &until)
{
    return distanceText(distance(since, until));
}

QString relativeTimeText(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid())
        return u"—"_s;
    const milliseconds span = distance(then, now);
    if (span < nowLimit)
        return WidgetText::tr("now");
    return then > now ? WidgetText::tr("in %1", "a distance in time").arg(distanceText(span))
                      : distanceText(span);
}

QString agoText(const QDateTime &then, const QDateTime &now)
{
    const QString text = relativeTimeText(then, now);
    const bool isPast = then.isValid() && then <= now && distance(then, now) >= nowLimit;
    return isPast ? WidgetText::tr("%1 ago", "a distance in time").arg(text) : text;
}

void setTimesInUtc(bool utc)
{
    showsUtc = utc;
}

bool areTimesInUtc()
{
    return showsUtc;
}

QDateTime shownTime(const QDateTime &then)
{
    return showsUtc ? then.toUTC() : then.toLocalTime();
}

QString absoluteTimeText(const QDateTime &then)
{
    if (!then.isValid())
        return {};
    const QDateTime local = shownTime(then);
    return local.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s) + u' ' + local.timeZoneAbbreviation();
}

milliseconds relativeTimeLife(const QDateTime &then, const QDateTime &now)
{
    const milliseconds span = distance(then, now);
    const milliseconds step = stepOf(span);
    const milliseconds into = span % step;
    return then > now ? into + 1ms : step - into;
}

RelativeTimeLabel::RelativeTimeLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RelativeTimeLabel::refresh);
    refresh();
}

void RelativeTimeLabel::setTime(const QDateTime &time)
{
    m_time = time;
    refresh();
}

void RelativeTimeLabel::setCompact(bool compact)
{
    m_isCompact = compact;
    refresh();
}

void RelativeTimeLabel::showEvent(QShowEvent *event)
{
    QLabel::showEvent(event);
    refresh();
}

void RelativeTimeLabel::hideEvent(QHideEvent *event)
{
    QLabel::hideEvent(event);
    m_timer.stop();
}

void RelativeTimeLabel::refresh()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    setText(m_isCompact ? relativeTimeText(m_time, now) : agoText(m_time, now));
    setToolTip(absoluteTimeText(m_time));
    if (isVisible() && m_time.isValid())
        m_timer.start(relativeTimeLife(m_time, now));
}

RelativeTimeDelegate::RelativeTimeDelegate(QAbstractItemView *view, int column)
    : QStyledItemDelegate(view)
    , m_view(view)
    , m_column(column)
{
    m_timer.setInterval(delegateInterval);
    connect(&m_timer, &QTimer::timeout, this, &RelativeTimeDelegate::repaintColumn);
    m_timer.start();
}

QString RelativeTimeDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    if (value.metaType() != QMetaType::fromType<QDateTime>())
        return QStyledItemDelegate::displayText(value, locale);
    return relativeTimeText(value.toDateTime(), QDateTime::currentDateTimeUtc());
}

bool RelativeTimeDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                     const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QDateTime time = index.data().toDateTime();
    if (event->type() != QEvent::ToolTip || !time.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), absoluteTimeText(time), view);
    return true;
}

void RelativeTimeDelegate::repaintColumn()
{
    const QAbstractItemModel *model = m_view->model();
    if (!model || !m_view->isVisible())
        return;
    const QRect cell = m_view->visualRect(model->index(0, m_column, m_view->rootIndex()));
    m_view->viewport()->update(QRect(cell.left(), 0, cell.width(), m_view->viewport()->height()));
}

} // namespace rove::ui
