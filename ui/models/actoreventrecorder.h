// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"
#include "ui/models/actorsession.h"

#include <QtCore/QMap>
#include <QtCore/QObject>

#include <deque>
#include <optional>

namespace rove::ui {

class ActorEventLog;

/// Listens to a session and writes down what changes: the state, connections, queue, schedules, the record,
/// the inspector connection, and what this window does.
///
/// What is pushed right after connecting is compared with what was known before, so a change that happened in
/// between is told, after a gap that says from when to when nothing was heard. A large state is compared on
/// another thread, and its line completed when that is done. It only listens and so never wakes the actor.
/// Owned by the log; the session outlives both. GUI thread.
class ActorEventRecorder : public QObject {
    Q_OBJECT
public:
    ActorEventRecorder(ActorSession &session, ActorEventLog &log);

private:
    /// A deed of ours that may still have effects.
    struct Cause {
        quint64 deedId;
        quint64 eventId;
        manager::Instant beganAt;
        /// None while it goes on.
        std::optional<manager::Instant> endedAt = {};
        SessionDeed::Kind kind = SessionDeed::Kind::Action;
    };
    struct Comparison {
        quint64 eventId;
        QCborValue before;
        QCborValue after;
    };
    struct Compared {
        QString line;
        qsizetype bytes;
    };
    using Connections = QMap<QString, QCborMap>;
    using Schedules = QMap<QString, inspector::v6::Schedule>;

    void onInspectorPhase(InspectorSession::Phase phase);
    void onLost(const std::optional<Error> &error);
    void onLive();
    void onState(const InspectedState &state);
    void onConnections();
    void onQueueSize();
    void onSchedules();
    void onComplaint(const Error &error);
    void onRecord();
    void onDeedBegan(const SessionDeed &deed);
    void onDeedEnded(const SessionDeed &deed);

    void noteState(const QCborValue &before, const QCborValue &after);
    static Compared compare(const QCborValue &before, const QCborValue &after);
    void takeCompared(const Comparison &comparison, const Compared &compared);
    void compareNext();
    void noteSchedule(const inspector::v6::Schedule *before, const inspector::v6::Schedule *after);
    void noteStatus(const manager::Actor &actor);

    quint64 append(EventKind kind, EventLevel level, const QString &summary, const QCborMap &details = {},
                   const QString &connectionId = {});
    [[nodiscard]] quint64 causeOf(EventKind kind) const;
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] Connections connectionsNow() const;
    [[nodiscard]] Schedules schedulesNow() const;

    ActorSession &m_session;
    ActorEventLog &m_log;
    /// False until the inspector was live once: what it tells first is no change.
    bool m_hasBaseline = false;
    std::optional<QCborValue> m_state;
    Connections m_connections;
    quint64 m_queueSize = 0;
    Schedules m_schedules;
    std::optional<manager::Actor> m_record;
    InspectorSession::Phase m_inspectorPhase;
    /// Since when nothing has been heard although the actor may run.
    std::optional<manager::Instant> m_lostAt;
    std::deque<Cause> m_causes;
    std::deque<Comparison> m_comparisons;
    bool m_isComparing = false;
};

} // namespace rove::ui
