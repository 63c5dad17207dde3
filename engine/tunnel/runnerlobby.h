// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/event.h"
#include "engine/tunnel/runnersocket.h"

#include <functional>
#include <map>
#include <memory>

namespace rove::tunnel {

/// Where runners wait that have connected and not yet said who they are. Engine thread; owned by the hub. Who
/// does not say so in time is shown out; as many wait as the listener lets in.
class RunnerLobby {
public:
    /// A runner that has said who it is, and what else it said.
    using Introduced =
        std::move_only_function<void(core::EnvoyJoined, std::unique_ptr<RunnerSocket>, envoy::v8::ToRivet)>;

    RunnerLobby(net::Loop &loop, Introduced introduced);

    /// `runner` holds what its URL says: namespace, key and protocol version.
    void enter(core::EnvoyJoined runner, std::unique_ptr<net::WebSocket> socket, const QByteArray &rayId);

private:
    struct Guest {
        core::EnvoyJoined runner;
        std::unique_ptr<RunnerSocket> socket;
    };

    void introduce(std::uint64_t number, runner::v7::ToServerInit init);

    net::Loop &m_loop;
    Introduced m_introduced;
    std::map<std::uint64_t, Guest> m_guests;
    std::uint64_t m_guestCount = 0; ///< Of all times.
};

} // namespace rove::tunnel
