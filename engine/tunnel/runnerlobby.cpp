// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/runnerlobby.h"

#include "protocol/runner/envoysteps.h"

#include <utility>

namespace rove::tunnel {

RunnerLobby::RunnerLobby(net::Loop &loop, Introduced introduced)
    : m_loop(loop)
    , m_introduced(std::move(introduced))
{}

void RunnerLobby::enter(core::EnvoyJoined runner, std::unique_ptr<net::WebSocket> socket,
                        const QByteArray &rayId)
{
    const std::uint64_t number = ++m_guestCount;
    auto guest = std::make_unique<RunnerSocket>(std::move(socket), rayId, runner.protocolVersion);
    RunnerSocket &waiting = *guest;
    m_guests.emplace(number, Guest{.runner = std::move(runner), .socket = std::move(guest)});
    waiting.awaitInit(
        m_loop,
        {.onInit = [this, number](runner::v7::ToServerInit init) { introduce(number, std::move(init)); },
         .onRefused = [this, number] { m_guests.erase(number); }});
}

void RunnerLobby::introduce(std::uint64_t number, runner::v7::ToServerInit init)
{
    Guest guest = std::move(m_guests.extract(number).mapped());
    core::EnvoyJoined &runner = guest.runner;
    runner.pool = init.name;
    runner.version = init.version;
    runner.totalSlots = init.totalSlots;
    runner.envoyKey = core::runnerHostKey(runner.namespaceId, runner.pool, runner.runnerKey);
    m_introduced(std::move(guest.runner), std::move(guest.socket), runner::steps::toEnvoy(std::move(init)));
}

} // namespace rove::tunnel
