// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/outgoing.h"

#include <functional>
#include <memory>

namespace rove::sim {

/// An engine's way to those whom it asks by HTTP. Belongs to the engine's life.
class SimClient final : public net::Client {
public:
    /// Hears of each request, when it has arrived.
    using Asked = std::function<void(std::shared_ptr<Outgoing>)>;

    SimClient(const Surroundings &around, Asked asked);

    [[nodiscard]] std::unique_ptr<net::Exchange> send(net::ClientRequest request, Handlers handlers) override;
    [[nodiscard]] std::unique_ptr<net::Exchange> fetch(net::ClientRequest request, qsizetype bodyBytesMax,
                                                       Fetched fetched) override;
    /// No engine opens one.
    [[nodiscard]] std::unique_ptr<net::Exchange>
    openWebSocket(net::ClientRequest request, QByteArrayList subprotocols, Opened opened) override;

private:
    Surroundings m_around;
    Asked m_asked;
};

} // namespace rove::sim
