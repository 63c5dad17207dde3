// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QPointer>

#include <array>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace rove::ui {

/// Which rows of a log are shown.
struct ActorEventFilter {
    /// By kind; true hides.
    std::array<bool, eventKindCount> isHidden{};
    EventLevel levelMin = EventLevel::Detail;
    /// What the filter text says; none lets everything through.
    std::function<bool(const ActorEvent &)> matches = {};

    [[nodiscard]] bool accepts(const ActorEvent &event) const;
    [[nodiscard]] bool acceptsAll() const;
};

/// The rows of an actor's log that pass a filter, oldest first.
///
/// It keeps ids only; the log, which belongs to the caller and may go at any time, has the events. Follows
/// the log until paused: then new rows are counted and wait. Rows that the log lets go vanish here too,
/// paused or not. GUI thread.
class ActorEventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        DeltaColumn,
        KindColumn,
        SummaryColumn,
        ConnectionColumn,
        DurationColumn,
        ColumnCount
    };
    enum class TimeMode { Local, Utc, SinceStart };
    enum Role {
        /// EventKind as int, in every column.
        KindRole = roleOf(TableRole::Stale) + 1,
        /// quint64.
        IdRole,
        /// bool: something failed.
        FailureRole,
        /// bool: something is still going on.
        RunningRole,
    };

    explicit ActorEventModel(QObject *parent = nullptr);

    void setLog(ActorEventLog *log);
    [[nodiscard]] ActorEventLog *log() const { return m_log; }
    void setFilter(ActorEventFilter filter);
    [[nodiscard]] const ActorEventFilter &filter() const { return m_filter; }
    void setTimeMode(TimeMode mode);
    [[nodiscard]] TimeMode timeMode() const { return m_timeMode; }
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_pausedAt.has_value(); }
    /// Rows that would pass the filter and wait while paused.
    [[nodiscard]] int waitingCount() const;

    [[nodiscard]] const ActorEvent *eventAt(int row) const;
    [[nodiscard]] quint64 idAt(int row) const;
    /// The row of an event, or −1 if it is not shown.
    [[nodiscard]] int rowOf(quint64 id) const;
    [[nodiscard]] std::vector<quint64> ids() const { return {m_ids.begin(), m_ids.end()}; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// Rows were added at the end, at once.
    void grew(int count);
    void waitingChanged();

private:
    void onAppended(quint64 first, quint64 last);
    void onEvicting(quint64 firstKept);
    void onChanged(const QList<quint64> &ids);
    void rebuild();
    void insertBetween(quint64 first, quint64 last);
    [[nodiscard]] QString timeText(manager::Instant at) const;
    [[nodiscard]] QString deltaText(int row) const;
    [[nodiscard]] QString toolTip(const ActorEvent &event, int column) const;
    [[nodiscard]] QString display(const ActorEvent &event, int row, int column) const;

    QPointer<ActorEventLog> m_log;
    std::deque<quint64> m_ids;
    ActorEventFilter m_filter;
    TimeMode m_timeMode = TimeMode::Local;
    /// The last id that was there when it was paused.
    std::optional<quint64> m_pausedAt;
    int m_waitingCount = 0;
};

} // namespace rove::ui
