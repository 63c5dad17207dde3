// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "protocol/envoy/codec.h"

#include <map>
#include <memory>
#include <vector>

namespace rove::join::test {

/// The engine's end of an envoy's WebSocket, as a test plays it; it must outlive the socket.
struct EngineEnd {
    void send(const envoy::v8::ToEnvoy &message)
    {
        handlers.onMessage(envoy::encode(message), net::FrameKind::Binary);
    }
    void close(const QByteArray &reason)
    {
        isGone = true;
        handlers.onClosed(1011, reason);
    }

    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const envoy::v8::ToRivet &message : received)
            if (const auto *known = std::get_if<Kind>(&message))
                found.push_back(*known);
        return found;
    }

    std::vector<envoy::v8::ToRivet> received;
    std::optional<std::pair<std::uint16_t, QByteArray>> closed; ///< By the envoy.
    bool isGone = false;
    net::WebSocket::Handlers handlers;
};

/// A client of no network: requests are answered from a list, and WebSockets open when the test says so.
class ScriptedClient final : public net::Client {
public:
    explicit ScriptedClient(net::Loop &loop)
        : m_loop(loop)
    {}

    [[nodiscard]] std::unique_ptr<net::Exchange> send(net::ClientRequest, Handlers) override { return {}; }
    [[nodiscard]] std::unique_ptr<net::Exchange> fetch(net::ClientRequest request, qsizetype,
                                                       Fetched fetched) override;
    [[nodiscard]] std::unique_ptr<net::Exchange>
    openWebSocket(net::ClientRequest request, QByteArrayList subprotocols, Opened opened) override;

    /// Whether a WebSocket waits to be opened.
    [[nodiscard]] bool isOpening() const { return static_cast<bool>(m_opened); }
    /// Opens it; gives its other end.
    EngineEnd &open();
    void refuse(const Error &error);

    /// By method and path, without the query.
    std::map<QByteArray, Result<net::HttpResponse>> answers;
    std::vector<net::ClientRequest> requests;
    net::ClientRequest socketRequest;
    QByteArrayList offered;

private:
    net::Loop &m_loop;
    Opened m_opened;
    std::vector<std::unique_ptr<EngineEnd>> m_ends;
};

} // namespace rove::join::test
