// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/server.h"
#include "tests/sim/oracle.h"
#include "tests/sim/surroundings.h"
#include "tests/sim/wire.h"

#include <functional>
#include <memory>
#include <vector>

namespace rove::sim {

/// How a request ended, as its client saw it.
struct Ending {
    enum class Kind {
        Answered,
        Refused, ///< Nobody listened.
        Broken,  ///< The connection ended without an answer.
        GaveUp,  ///< The client did not want to wait any more.
    };
    Kind kind = Kind::Answered;
    net::HttpResponse response;

    [[nodiscard]] bool isOk() const { return kind == Kind::Answered && response.status == 200; }
};

/// The way to the engine, whichever one is there at the time: it takes the place of the listener. Brings
/// requests and handshakes to the engine's gateway and their ends back, each on a connection of its own.
/// Belongs to the world.
class Network {
public:
    using Ended = std::move_only_function<void(Ending)>;
    /// The wire, or none if the handshake was refused or lost.
    using Opened = Wire::Opened;

    Network(const Surroundings &around, Oracle &oracle);

    void engineListens(net::Handler &gateway) { m_gateway = &gateway; }
    /// Before its parts go: what they drop from here on was not dropped by a mistake.
    void engineDies();
    [[nodiscard]] bool isUp() const { return m_gateway != nullptr; }

    /// `ended` is called once. The client waits for as long as it takes, unless it loses its patience.
    void request(net::HttpRequest request, Ended ended, Wire::After patience = {});
    void open(net::HttpRequest request, Opened opened);

private:
    class PiecewiseAnswer;
    class Responder;
    class Upgrade;
    struct Exchange;

    void arrive(const std::shared_ptr<Exchange> &exchange, net::HttpRequest request);
    void finish(const std::shared_ptr<Exchange> &exchange, Ending ending);
    /// As soon as the answer has come its way.
    void finishLater(const std::shared_ptr<Exchange> &exchange, Ending ending);

    Surroundings m_around;
    Oracle &m_oracle;
    net::Handler *m_gateway = nullptr;
    std::uint64_t m_life = 0; ///< Counts the engines.
    std::vector<std::weak_ptr<Exchange>> m_open;
    std::vector<std::weak_ptr<Wire>> m_wires;
};

} // namespace rove::sim
