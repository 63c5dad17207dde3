// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"
#include "ui/models/lifecycle.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace rove::ui {

class ActorEventRecorder;
class ActorSession;

/// Everything that was noticed about one actor, in the order in which this machine heard of it.
///
/// No Rivet endpoint has a feed of events, so the log is assembled by its recorder from what the inspector
/// pushes, from the record and from what this window does itself; what happens while nothing is connected
/// shows as a gap. It lives with the open actor, across sleep and reconnects. Rows and payloads are bounded
/// (actoreventlimits.h): the oldest go first and are counted. `append` only queues; what is new is told at
/// most 60 times a second. The session outlives it. GUI thread.
class ActorEventLog : public QObject {
    Q_OBJECT
public:
    explicit ActorEventLog(ActorSession &session, QObject *parent = nullptr);
    ~ActorEventLog() override;

    /// Takes an event and gives back its id; `at` is set if it was not.
    quint64 append(ActorEvent event);
    /// Changes an event that is still there: how an action ended, what a comparison found. The payload and
    /// its size are taken from `event`.
    void update(const ActorEvent &event);
    /// Forgets all rows; those to come get higher ids.
    void clear();
    /// Tells what is new now; for tests, and before reading what was just appended.
    void flush();

    /// The event, told or not; null once it is gone.
    [[nodiscard]] const ActorEvent *find(quint64 id) const;
    /// Ids run without a hole from `firstId()` to `lastId()`, the last one told; none if `count()` is 0.
    [[nodiscard]] quint64 firstId() const { return m_firstId; }
    [[nodiscard]] quint64 lastId() const { return m_firstId + quint64(m_toldCount) - 1; }
    [[nodiscard]] qsizetype count() const { return m_toldCount; }
    /// Of these there are so many.
    [[nodiscard]] qsizetype countOf(EventKind kind) const { return m_kindCounts[size_t(kind)]; }
    /// Rows that were let go for want of room since the last `clear()`.
    [[nodiscard]] quint64 evictedCount() const { return m_evictedCount; }
    [[nodiscard]] qsizetype payloadBytes() const { return m_payloadBytes; }
    /// When the log began, for times since then.
    [[nodiscard]] manager::Instant beganAt() const { return m_beganAt; }
    /// What this event probably brought about, in order.
    [[nodiscard]] std::vector<quint64> effectsOf(quint64 id) const;
    /// A copy of the events with these ids that are still there.
    [[nodiscard]] std::vector<ActorEvent> copyOf(const std::vector<quint64> &ids) const;

    /// What was seen of the actor's life, oldest first; kept when rows are let go.
    [[nodiscard]] const QList<LifecycleMark> &lifecycle() const { return m_lifecycle; }
    void noteLifecycle(const LifecycleMark &mark);

    [[nodiscard]] ActorSession &session() const { return m_session; }

signals:
    void appended(quint64 firstId, quint64 lastId);
    /// Rows before `firstKept` go; they can still be read while this is told.
    void evicting(quint64 firstKept);
    void changed(const QList<quint64> &ids);
    /// All rows are gone.
    void cleared();
    void lifecycleChanged();

private:
    void evict();
    void dropPayloads();
    void countIn(const ActorEvent &event, int sign);

    ActorSession &m_session;
    std::deque<ActorEvent> m_events;
    quint64 m_firstId = 1;
    /// The front of `m_events` that has been told of.
    qsizetype m_toldCount = 0;
    std::array<qsizetype, eventKindCount> m_kindCounts{};
    quint64 m_evictedCount = 0;
    qsizetype m_payloadBytes = 0;
    /// Events before this one have no payload any more.
    quint64 m_firstPayloadId = 1;
    QSet<quint64> m_changed;
    QTimer m_flushTimer;
    manager::Instant m_beganAt;
    QList<LifecycleMark> m_lifecycle;
    std::unique_ptr<ActorEventRecorder> m_recorder;
};

} // namespace rove::ui
