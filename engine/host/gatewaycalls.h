// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "engine/runtime/actorcall.h"

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

#include <cstdint>
#include <map>
#include <memory>

namespace rove::host {

/// The way of a runtime's actors to the gateway of their engine: over HTTP, as any client. `ask` may be
/// called from any thread and is silent once this is closed; the rest belongs to the loop, which outlives
/// this. More than `callsMax` at once are `ActorOverloaded`.
class GatewayCalls : public std::enable_shared_from_this<GatewayCalls> {
public:
    static constexpr std::size_t callsMax = 1024;

    /// `token` is for the traffic of actors; empty for none.
    GatewayCalls(net::Loop &loop, net::Client &client, const QUrl &endpoint, QByteArray token);

    void ask(runtime::HttpRequest request, std::function<void(const Result<runtime::HttpResponse> &)> done);
    /// For `RuntimeOptions`; keeps this alive.
    [[nodiscard]] runtime::AskGateway asker();
    /// Drops what is under way, before the client goes.
    void close();

private:
    using Done = std::function<void(const Result<runtime::HttpResponse> &)>;

    void send(const runtime::HttpRequest &request, Done done);

    net::Loop &m_loop;
    net::Client *m_client; ///< Null once closed.
    QByteArray m_base;
    QByteArray m_token;
    std::uint64_t m_nextCall = 0;
    std::map<std::uint64_t, std::unique_ptr<net::Exchange>> m_calls;
};

} // namespace rove::host
