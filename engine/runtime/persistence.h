// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/storedactor.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace rove::runtime {

/// What Persistence writes, asked for at the moment of writing.
class PersistenceSource {
public:
    virtual ~PersistenceSource() = default;
    /// The actor's record: state and schedules.
    [[nodiscard]] virtual QByteArray actorRecord() const = 0;
    /// The record of a connection that outlives a sleep; none if it is gone.
    [[nodiscard]] virtual std::optional<QByteArray> connectionRecord(const QString &connectionId) = 0;
    /// The connection's record as last asked for is durable.
    virtual void connectionSaved(const QString &connectionId) = 0;
};

/// Keeps an actor's storage up with its memory. Whoever may have changed something says so with `touch`; what
/// really changed is found by comparing records when it is time to write, at most once an interval, so that
/// an action itself pays nothing. State and connections go in one write: after a crash the messages that the
/// gateway repeats meet the state from before them. A state that is too large for one value is written in
/// parts, before the index that makes them count. A failed write is logged and tried again after the
/// interval. Owned by the actor's instance, on its thread.
class Persistence : public QObject {
    Q_OBJECT

public:
    Persistence(EngineLink &link, QString actorId, PersistenceSource &source,
                std::chrono::milliseconds interval);

    /// What was stored already when the actor started.
    void setStored(const StoredActor &stored);
    /// Goes along with the next write.
    void alsoPut(KvEntry entry) { m_extras.push_back(std::move(entry)); }
    void alsoRemove(const QByteArray &key) { m_extraRemovals.push_back(key); }
    void touch();
    void connectionChanged(const QString &connectionId);
    void connectionRemoved(const QString &connectionId);

    /// Writes now; `done` runs when everything that had changed before this call is durable, or could not be
    /// written.
    void save(DoneHandler done);
    /// Nothing is written by itself any more.
    void stop();

signals:
    void failed(const QString &message);

private:
    struct Changes {
        std::vector<KvEntry> puts;
        std::vector<QByteArray> removals;
        std::optional<QByteArray> record;
        std::vector<KvEntry> parts;   ///< Of the record.
        std::optional<Error> problem; ///< Why it cannot be written.
        QSet<QString> connections;
        QSet<QString> removedConnections;
    };

    Changes takeChanges();
    void takeRecord(Changes &changes);
    void write(std::vector<DoneHandler> waiters);
    void carryOut(const std::shared_ptr<Changes> &changes, DoneHandler done);
    void written(const Changes &changes, const Result<> &result);

    EngineLink &m_link;
    QString m_actorId;
    PersistenceSource &m_source;
    std::chrono::milliseconds m_interval;
    std::optional<QByteArray> m_storedRecord;
    std::uint64_t m_partsEpoch = 0; ///< The last one that a write has used.
    bool m_hasParts = false;        ///< There may be some in the storage.
    std::vector<KvEntry> m_extras;
    std::vector<QByteArray> m_extraRemovals;
    QSet<QString> m_changedConnections;
    QSet<QString> m_storedConnections;
    QSet<QString> m_removedConnections;
    std::chrono::steady_clock::time_point m_lastLook{};
    bool m_writing = false;
    bool m_touchedWhileWriting = false;
    bool m_stopped = false;
    std::vector<DoneHandler> m_waiters; ///< For the write after the present one.
    QTimer m_timer;
};

} // namespace rove::runtime
