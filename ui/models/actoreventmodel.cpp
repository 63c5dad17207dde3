// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventmodel.h"

#include "ui/models/actoreventlog.h"
#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds deltaSecondsMax(60);

/// "+0", "+12", "+1.2 s", "+3 min": short, as it stands in every row.
QString shortDelta(std::chrono::milliseconds delta)
{
    using namespace std::chrono_literals;
    const QLocale locale;
    if (delta < 1s)
        return ModelsText::tr("+%1 ms").arg(locale.toString(qint64(delta.count())));
    if (delta < deltaSecondsMax)
        return ModelsText::tr("+%1 s").arg(locale.toString(double(delta.count()) / 1000, 'f', 1));
    if (delta < 1h)
        return ModelsText::tr("+%1 min").arg(locale.toString(qint64(delta / 1min)));
    return ModelsText::tr("+%1 h").arg(locale.toString(qint64(delta / 1h)));
}

} // namespace

bool ActorEventFilter::accepts(const ActorEvent &event) const
{
    if (isHidden[size_t(event.kind)] || event.level < levelMin)
        return false;
    return !matches || matches(event);
}

bool ActorEventFilter::acceptsAll() const
{
    return !matches && levelMin == EventLevel::Detail && std::ranges::none_of(isHidden, std::identity());
}

ActorEventModel::ActorEventModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void ActorEventModel::setLog(ActorEventLog *log)
{
    if (m_log == log)
        return;
    if (m_log)
        m_log->disconnect(this);
    m_log = log;
    m_pausedAt.reset();
    if (log) {
        connect(log, &ActorEventLog::appended, this, &ActorEventModel::onAppended);
        connect(log, &ActorEventLog::evicting, this, &ActorEventModel::onEvicting);
        connect(log, &ActorEventLog::changed, this, &ActorEventModel::onChanged);
        connect(log, &ActorEventLog::cleared, this, &ActorEventModel::rebuild);
        connect(log, &QObject::destroyed, this, &ActorEventModel::rebuild);
    }
    rebuild();
}

void ActorEventModel::setFilter(ActorEventFilter filter)
{
    m_filter = std::move(filter);
    rebuild();
}

void ActorEventModel::setTimeMode(TimeMode mode)
{
    if (m_timeMode == mode)
        return;
    m_timeMode = mode;
    emit headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (!m_ids.empty())
        emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

void ActorEventModel::setPaused(bool paused)
{
    if (paused == isPaused() || !m_log)
        return;
    if (paused) {
        m_pausedAt = m_log->lastId();
        return;
    }
    const quint64 shown = *std::exchange(m_pausedAt, std::nullopt);
    m_waitingCount = 0;
    insertBetween(std::max(shown + 1, m_log->firstId()), m_log->lastId());
    emit waitingChanged();
}

int ActorEventModel::waitingCount() const
{
    return m_waitingCount;
}

void ActorEventModel::rebuild()
{
    beginResetModel();
    m_ids.clear();
    m_waitingCount = 0;
    if (m_log && m_log->count() > 0) {
        for (quint64 id = m_log->firstId(); id <= m_log->lastId(); ++id) {
            if (!m_filter.accepts(*m_log->find(id)))
                continue;
            if (m_pausedAt && id > *m_pausedAt)
                ++m_waitingCount;
            else
                m_ids.push_back(id);
        }
    }
    endResetModel();
    emit waitingChanged();
}

void ActorEventModel::onAppended(quint64 first, quint64 last)
{
    if (!isPaused())
        return insertBetween(first, last);
    for (quint64 id = first; id <= last; ++id)
        m_waitingCount += m_filter.accepts(*m_log->find(id)) ? 1 : 0;
    emit waitingChanged();
}

void ActorEventModel::insertBetween(quint64 first, quint64 last)
{
    if (!m_log)
        return;
    std::vector<quint64> fresh;
    for (quint64 id = first; id <= last; ++id)
        if (const ActorEvent *event = m_log->find(id); event && m_filter.accepts(*event))
            fresh.push_back(id);
    if (fresh.empty())
        return;
    const int row = rowCount();
    beginInsertRows({}, row, row + int(fresh.size()) - 1);
    m_ids.insert(m_ids.end(), fresh.begin(), fresh.end());
    endInsertRows();
    emit grew(int(fresh.size()));
}

void ActorEventModel::onEvicting(quint64 firstKept)
{
    const auto kept = std::ranges::lower_bound(m_ids, firstKept);
    const int count = int(kept - m_ids.begin());
    if (count > 0) {
        beginRemoveRows({}, 0, count - 1);
        m_ids.erase(m_ids.begin(), kept);
        endRemoveRows();
    }
    if (!m_pausedAt || *m_pausedAt + 1 >= firstKept)
        return;
    // Some of those that wait go, too.
    for (quint64 id = std::max(*m_pausedAt + 1, m_log->firstId()); id < firstKept; ++id)
        m_waitingCount -= m_filter.accepts(*m_log->find(id)) ? 1 : 0;
    m_pausedAt = firstKept - 1;
    emit waitingChanged();
}

void ActorEventModel::onChanged(const QList<quint64> &ids)
{
    for (const quint64 id : ids)
        if (const int row = rowOf(id); row >= 0)
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const ActorEvent *ActorEventModel::eventAt(int row) const
{
    return m_log && row >= 0 && row < rowCount() ? m_log->find(m_ids[size_t(row)]) : nullptr;
}

quint64 ActorEventModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_ids[size_t(row)] : 0;
}

int ActorEventModel::rowOf(quint64 id) const
{
    const auto found = std::ranges::lower_bound(m_ids, id);
    return found != m_ids.end() && *found == id ? int(found - m_ids.begin()) : -1;
}

int ActorEventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int ActorEventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ActorEventModel::timeText(manager::Instant at) const
{
    const qint64 milliseconds = at.time_since_epoch().count();
    switch (m_timeMode) {
    case TimeMode::Local:
        return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(u"HH:mm:ss.zzz"_s);
    case TimeMode::Utc:
        return QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC).toString(u"HH:mm:ss.zzz"_s);
    case TimeMode::SinceStart:
        break;
    }
    const qint64 since = std::max<qint64>((at - m_log->beganAt()).count(), 0);
    constexpr qint64 hour = 3'600'000;
    return u"%1:%2"_s.arg(since / hour)
        .arg(QTime::fromMSecsSinceStartOfDay(int(since % hour)).toString(u"mm:ss.zzz"_s));
}

QString ActorEventModel::deltaText(int row) const
{
    const ActorEvent *before = eventAt(row - 1);
    const ActorEvent *event = eventAt(row);
    if (!before || !event)
        return {};
    return shortDelta(std::max(event->at - before->at, std::chrono::milliseconds(0)));
}

QString ActorEventModel::display(const ActorEvent &event, int row, int column) const
{
    switch (column) {
    case TimeColumn:
        return timeText(event.at);
    case DeltaColumn:
        return deltaText(row);
    case KindColumn:
        return eventKindWord(event.kind);
    case SummaryColumn:
        return event.summary;
    case ConnectionColumn:
        return event.connectionId;
    case DurationColumn:
        return eventDurationText(event.duration);
    default:
        return {};
    }
}

QString ActorEventModel::toolTip(const ActorEvent &event, int column) const
{
    if (column == TimeColumn)
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(event.at.time_since_epoch().count()),
                                  QLocale::LongFormat);
    return column == SummaryColumn ? event.summary.toHtmlEscaped() : event.connectionId.toHtmlEscaped();
}

QVariant ActorEventModel::data(const QModelIndex &index, int role) const
{
    const ActorEvent *event = index.isValid() ? eventAt(index.row()) : nullptr;
    if (!event)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(*event, index.row(), column);
    case Qt::ToolTipRole:
        return toolTip(*event, column);
    case Qt::AccessibleTextRole:
        return column == KindColumn && event->isFailure
                   ? ModelsText::tr("%1, failed", "%1 is a kind of event").arg(eventKindWord(event->kind))
                   : display(*event, index.row(), column);
    case Qt::TextAlignmentRole: {
        const bool isNumber = column == DeltaColumn || column == DurationColumn;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case roleOf(TableRole::Key):
    case IdRole:
        return event->id;
    case KindRole:
        return int(event->kind);
    case FailureRole:
        return event->isFailure;
    case RunningRole:
        return event->kind == EventKind::Action && !event->duration;
    default:
        return {};
    }
}

QVariant ActorEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == DeltaColumn || section == DurationColumn;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section == DeltaColumn)
        return ModelsText::tr("Time since the row above");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        if (m_timeMode == TimeMode::SinceStart)
            return ModelsText::tr("Since start", "column: time since the log began");
        return ModelsText::tr("Time (%1)", "column; %1 is the time zone")
            .arg(m_timeMode == TimeMode::Utc ? u"UTC"_s
                                             : QDateTime::currentDateTime().timeZoneAbbreviation());
    case DeltaColumn:
        return u"Δ"_s;
    case KindColumn:
        return ModelsText::tr("Kind", "column");
    case SummaryColumn:
        return ModelsText::tr("Summary", "column");
    case ConnectionColumn:
        return ModelsText::tr("Connection", "column");
    case DurationColumn:
        return ModelsText::tr("Duration", "column");
    default:
        return {};
    }
}

} // namespace rove::ui
