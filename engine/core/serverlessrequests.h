// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/effect.h"
#include "engine/core/records.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::core {

/// A request to a serverless platform that the shell holds open.
struct ServerlessRequest {
    ServerlessRequestId id{};
    PoolName pool;
    std::optional<ServerlessStart> start; ///< None: it is for a runner.
    QByteArray endpoint;                  ///< Where it went.
    QString runner;                       ///< The host that lives by it, once its id is known.
    bool hasSucceeded = false;            ///< What it was opened for has come.
    bool isDraining = false;              ///< It counts no more, and closes when the time is up.
    bool isClosed = false;                ///< The shell was told to end it.
    std::optional<Instant> dueAt;         ///< When it is drained, or if it is, closed.
};

/// The requests that are open. The core owns it. Ids go up, so that the newest is the last.
class ServerlessRequests {
public:
    ServerlessRequest &add(ServerlessRequest request);
    [[nodiscard]] ServerlessRequest *find(ServerlessRequestId id);
    [[nodiscard]] ServerlessRequest *findStart(ActorId actorId, std::uint32_t generation);
    void remove(ServerlessRequestId id);
    /// Those for runners of the pool that are not draining.
    [[nodiscard]] std::vector<ServerlessRequestId> runnersOf(const PoolName &pool) const;

    void setDue(ServerlessRequest &request, std::optional<Instant> dueAt);
    void drain(ServerlessRequest &request, Instant closeAt);
    [[nodiscard]] std::optional<Instant> nextDue() const;
    [[nodiscard]] ServerlessRequest *due(Instant now);

    /// An envoy may still take this generation over from a request although the core has given it up.
    void abandon(ActorId actorId, std::uint32_t generation, Instant now);
    [[nodiscard]] bool isAbandoned(ActorId actorId, std::uint32_t generation) const;

    void checkInvariants() const;

private:
    using Start = std::pair<ActorId, std::uint32_t>;

    std::map<ServerlessRequestId, ServerlessRequest> m_entries;
    std::map<Start, ServerlessRequestId> m_starts;
    std::map<PoolName, std::set<ServerlessRequestId>> m_runners;
    std::set<std::pair<Instant, ServerlessRequestId>> m_due;
    std::set<Start> m_abandoned;
    std::deque<std::pair<Instant, Start>> m_abandonedOrder; ///< Oldest first.
    std::uint64_t m_lastId = 0;
};

} // namespace rove::core
