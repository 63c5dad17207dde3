// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "protocol/base/ensure.h"

#include <memory>

namespace rove::sim {

/// The client of a world without serverless platforms: no engine asks anybody.
class NoClient final : public net::Client {
public:
    [[nodiscard]] std::unique_ptr<net::Exchange> send(net::ClientRequest, Handlers) override
    {
        return nobody();
    }
    [[nodiscard]] std::unique_ptr<net::Exchange> fetch(net::ClientRequest, qsizetype, Fetched) override
    {
        return nobody();
    }
    [[nodiscard]] std::unique_ptr<net::Exchange> openWebSocket(net::ClientRequest, QByteArrayList,
                                                               Opened) override
    {
        return nobody();
    }

private:
    static std::unique_ptr<net::Exchange> nobody()
    {
        ENSURE(false && "a world has no platforms");
        return nullptr;
    }
};

} // namespace rove::sim
