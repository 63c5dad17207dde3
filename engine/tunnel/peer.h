// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/id.h"
#include "protocol/envoy/v8.h"

#include <chrono>
#include <optional>

namespace rove::tunnel {

/// What a host of actors hears first of all.
struct Greeting {
    /// Cut off for longer, it must stop its actors: they count as lost by then.
    std::chrono::milliseconds lostThreshold{};
    std::chrono::milliseconds actorStopThreshold{};
    RunnerId runnerId; ///< Null for an envoy.
    /// Of a runner whose pool is serverless: how long it has to end when its request does.
    std::optional<std::chrono::milliseconds> drainGracePeriod;
};

/// The engine's end of the connection to one host of actors: the runtime in this process or, over a
/// WebSocket, another process. It speaks of everything in the words of the newest envoy protocol. Engine
/// thread. Order is kept; what cannot be sent any more is dropped, and the hub learns of the loss by `leave`.
class Peer {
public:
    Peer() = default;
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;
    virtual ~Peer() = default;

    /// Once, before anything is sent. As envoys are greeted unless a peer knows better.
    virtual void greet(const Greeting &greeting);
    virtual void send(envoy::v8::ToEnvoy message) = 0;
    /// Whether bodies of requests and answers may go through in pieces, each with a window
    /// (spec/runner-envoy.md 4.2); else they are whole.
    [[nodiscard]] virtual bool streamsBodies() const { return false; }
    /// Whether answers may, whatever is with requests.
    [[nodiscard]] virtual bool streamsAnswers() const { return streamsBodies(); }
    /// Bytes that wait to be sent; who sends much looks here first.
    [[nodiscard]] virtual qsizetype queuedBytes() const { return 0; }
};

} // namespace rove::tunnel
