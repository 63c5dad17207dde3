// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/network.h"
#include "tests/sim/socketclient.h"

#include <memory>
#include <set>
#include <vector>

namespace rove::sim {

/// Everybody who wants something of the engine: they create, use and destroy actors through its API and its
/// gateway, at random; and at the end of a world they look whether everything works. Belongs to the world.
class Clients {
public:
    Clients(const Surroundings &around, Network &network, Oracle &oracle);

    /// Says once, or until it is heard, what serverless platforms there are.
    void configurePools();
    /// Does one thing more.
    void act();
    /// Calls each actor that has not answered since `calmDown`, and sends once more on each open socket.
    void lookAround();
    void destroyAll();
    /// Everybody answers from here on, or it is a failure.
    void calmDown();
    /// What does not work yet.
    [[nodiscard]] std::optional<QString> missing() const;
    /// A socket that outlived its actor.
    [[nodiscard]] std::optional<QString> left() const;

private:
    void createActor();
    void callByKey();
    void call(ActorId id);
    void call(const QByteArray &target, std::optional<ActorId> expected);
    void answered(const Ending &ending, const QByteArray &operation, std::optional<ActorId> expected);
    void destroy(ActorId id);
    void putConfig();
    void useSocket();
    void post(const QByteArray &method, const QByteArray &target, const QByteArray &body = {});
    [[nodiscard]] net::HttpRequest make(const QByteArray &method, const QByteArray &target,
                                        const QByteArray &body = {}) const;
    [[nodiscard]] QByteArray nextOperation() { return QByteArray::number(++m_operationCount); }

    Surroundings m_around;
    Network &m_network;
    Oracle &m_oracle;
    std::vector<std::unique_ptr<SocketClient>> m_sockets;
    std::set<ActorId> m_working;    ///< Those that answered since `calmDown`.
    std::set<QString> m_configured; ///< Pools whose configuration was taken since `calmDown`.
    bool m_isCalm = false;
    std::uint64_t m_operationCount = 0;
};

} // namespace rove::sim
