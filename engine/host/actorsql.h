// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/sqlthreads.h"
#include "engine/net/loop.h"
#include "engine/store/pagedatabase.h"
#include "protocol/base/id.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace rove::host {

/// Runs SQL on the databases of actors, each on a connection that stays open while its actor's generation
/// asks for more, so that a transaction may span requests as it does on Rivet's engine. Engine thread; the
/// SQL runs on threads of its own. The owner sees to it that there is one job for a database at a time and
/// that nobody else changes it meanwhile.
class ActorSql {
public:
    /// Pages from the first on, at most so many. Called on the engine thread; the answer too.
    using Fetched = std::move_only_function<void(Result<store::Pages>)>;
    using Fetch =
        std::function<void(ActorId actorId, std::uint32_t first, std::uint32_t count, Fetched fetched)>;

    /// Which database, and which of its states is the last.
    struct Target {
        ActorId actorId;
        std::uint64_t generation = 0;
        std::uint64_t txid = 0;
        std::uint32_t pageCount = 0;
    };
    /// What a job has committed.
    struct Changes {
        store::Pages pages;
        std::uint32_t pageCount = 0;
    };
    /// On a thread for SQL. Not called if the database does not open, or to answer for a transaction that was
    /// cut off.
    using Work = std::move_only_function<void(store::PageDatabase &)>;
    /// On the engine thread.
    using Done = std::move_only_function<void(std::optional<Changes>)>;

    ActorSql(net::Loop &loop, Fetch fetch);
    ~ActorSql();

    void run(const Target &target, Work work, Done done);
    /// The changes of the last job are kept as this transaction.
    void committed(ActorId actorId, std::uint64_t txid);
    /// Ends the connection, and with it what was not committed.
    void forget(ActorId actorId)
    {
        m_sessions.erase(actorId);
        m_cutOff.erase(actorId);
    }

private:
    class Source;
    struct Session;

    [[nodiscard]] std::shared_ptr<Session> sessionFor(const Target &target);
    void dropOldest(ActorId kept);
    [[nodiscard]] bool takeCutOff(const Target &target);

    net::Loop &m_loop;
    const Fetch m_fetch;
    std::map<ActorId, std::shared_ptr<Session>> m_sessions;
    /// Those whose connection had to go while a transaction was open, with its generation: what comes next
    /// would believe to be part of it.
    std::map<ActorId, std::uint64_t> m_cutOff;
    std::uint64_t m_useCount = 0;
    /// What is posted looks whether this is still there.
    const std::shared_ptr<char> m_life = std::make_shared<char>();
    SqlThreads m_threads; ///< Last: they end before what they use.
};

} // namespace rove::host
