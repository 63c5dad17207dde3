// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/persistence.h"

#include "engine/runtime/recordparts.h"
#include "protocol/persist/keys.h"

#include <algorithm>

namespace rove::runtime {

using namespace std::chrono;

Persistence::Persistence(EngineLink &link, QString actorId, PersistenceSource &source, milliseconds interval)
    : m_link(link)
    , m_actorId(std::move(actorId))
    , m_source(source)
    , m_interval(interval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { write({}); });
}

void Persistence::setStored(const StoredActor &stored)
{
    m_storedRecord = stored.record;
    m_partsEpoch = stored.partsEpoch.value_or(0);
    m_hasParts = stored.partsEpoch.has_value();
    for (const persist::v4::PersistedConnection &connection : stored.connections)
        m_storedConnections.insert(connection.id);
}

void Persistence::touch()
{
    if (m_writing)
        m_touchedWhileWriting = true;
    else if (!m_stopped && !m_timer.isActive())
        m_timer.start(std::max(ceil<milliseconds>(m_lastLook + m_interval - steady_clock::now()), 0ms));
}

void Persistence::connectionChanged(const QString &connectionId)
{
    m_changedConnections.insert(connectionId);
    touch();
}

void Persistence::connectionRemoved(const QString &connectionId)
{
    m_changedConnections.remove(connectionId);
    if (!m_storedConnections.contains(connectionId))
        return;
    m_removedConnections.insert(connectionId);
    touch();
}

void Persistence::save(DoneHandler done)
{
    if (m_writing)
        return m_waiters.push_back(std::move(done));
    std::vector<DoneHandler> waiters;
    waiters.push_back(std::move(done));
    write(std::move(waiters));
}

void Persistence::stop()
{
    m_stopped = true;
    m_timer.stop();
}

Persistence::Changes Persistence::takeChanges()
{
    Changes changes;
    takeRecord(changes);
    for (KvEntry &entry : std::exchange(m_extras, {}))
        changes.puts.push_back(std::move(entry));
    for (const QString &id : std::exchange(m_changedConnections, {}))
        if (std::optional<QByteArray> record = m_source.connectionRecord(id)) {
            changes.puts.emplace_back(persist::connectionKey(id), *std::move(record));
            changes.connections.insert(id);
            // From here on it may be there, whatever becomes of the answer.
            m_storedConnections.insert(id);
        }
    changes.removals = std::exchange(m_extraRemovals, {});
    changes.removedConnections = std::exchange(m_removedConnections, {});
    for (const QString &id : std::as_const(changes.removedConnections))
        changes.removals.push_back(persist::connectionKey(id));
    return changes;
}

void Persistence::takeRecord(Changes &changes)
{
    QByteArray record = m_source.actorRecord();
    if (record == m_storedRecord)
        return;
    auto laidOut = layOut(record, m_partsEpoch + 1);
    if (!laidOut) {
        changes.problem = std::move(laidOut.error());
        return;
    }
    if (!laidOut->parts.empty()) {
        ++m_partsEpoch;
        m_hasParts = true;
    }
    changes.puts.emplace_back(persist::actorKey(), std::move(laidOut->head));
    changes.parts = std::move(laidOut->parts);
    changes.record = std::move(record);
}

void Persistence::write(std::vector<DoneHandler> waiters)
{
    m_timer.stop();
    m_writing = true;
    m_touchedWhileWriting = false;
    // Also when nothing turns out to have changed: a look at a large state is not free either.
    m_lastLook = steady_clock::now();
    auto changes = std::make_shared<Changes>(takeChanges());
    auto finish = [this, changes, waiters = std::move(waiters)](const Result<> &result) mutable {
        written(*changes, result);
        for (DoneHandler &done : waiters)
            done(result);
        if (!m_writing && !m_waiters.empty())
            write(std::exchange(m_waiters, {}));
    };
    carryOut(changes, std::move(finish));
}

void Persistence::carryOut(const std::shared_ptr<Changes> &changes, DoneHandler done)
{
    if (changes->problem)
        return done(std::unexpected(*changes->problem));
    if (changes->parts.empty())
        return m_link.writeKv(m_actorId, changes->puts, changes->removals, this, std::move(done));
    auto writeRest = [this, changes, done = std::move(done)](const Result<> &partsWritten) mutable {
        if (!partsWritten)
            return done(partsWritten);
        m_link.writeKv(m_actorId, changes->puts, changes->removals, this, std::move(done));
    };
    m_link.writeKv(m_actorId, changes->parts, {}, this, std::move(writeRest));
}

void Persistence::written(const Changes &changes, const Result<> &result)
{
    m_writing = false;
    if (result) {
        if (changes.record)
            m_storedRecord = changes.record;
        if (changes.record && m_hasParts) {
            const auto partCount = static_cast<std::uint32_t>(changes.parts.size());
            removeOtherParts(m_link, m_actorId, m_partsEpoch, partCount, this);
            m_hasParts = partCount > 0;
        }
        for (const QString &id : changes.connections)
            m_source.connectionSaved(id);
        m_storedConnections -= changes.removedConnections;
    } else {
        m_changedConnections += changes.connections;
        m_removedConnections += changes.removedConnections;
        m_touchedWhileWriting = true;
        emit failed(result.error().message);
    }
    if (std::exchange(m_touchedWhileWriting, false))
        touch();
}

} // namespace rove::runtime
