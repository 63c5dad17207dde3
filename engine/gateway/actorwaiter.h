// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/net/loop.h"
#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <functional>
#include <list>
#include <map>
#include <memory>

namespace rove::gateway {

/// Where an actor takes requests right now.
struct Placement {
    ActorId actorId;
    std::uint32_t generation = 0;
    QString envoyKey;
};

/// Wakes actors that have traffic and tells when they are ready (spec/engine-api.md 1.12,
/// spec/client-gateway.md 5.6). An actor that stops again before it was ready is woken up to eight more
/// times; each wait ends after thirty seconds. Engine thread; owned by the gateway.
class ActorWaiter {
public:
    using Ready = std::move_only_function<void(Result<Placement>)>;

    ActorWaiter(net::Loop &loop, core::Conductor &conductor);

    /// Calls `ready` once: at once if the actor takes requests already, else when it does or cannot.
    void whenReady(ActorId actorId, Ready ready);
    void actorChanged(const core::ActorChanged &change);

private:
    struct Wait {
        Ready ready;
        int wakeRetryCount = 0;
        std::unique_ptr<net::Timer> timeout;
    };
    using Waits = std::list<Wait>;

    [[nodiscard]] static std::optional<Placement> placementOf(const core::Actor &actor);
    void finishAll(ActorId actorId, const Result<Placement> &result);
    void retryAll(ActorId actorId);

    net::Loop &m_loop;
    core::Conductor &m_conductor;
    std::map<ActorId, Waits> m_waits;
};

} // namespace rove::gateway
