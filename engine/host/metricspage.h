// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/gateway.h"
#include "engine/host/coreshell.h"
#include "engine/net/server.h"

namespace rove::host {

/// `GET /metrics` for Prometheus, on a port of its own without a token (spec/engine-api.md 1.1), which is why
/// only this machine can reach it. Numbers are asked of those who have them when somebody looks. Engine
/// thread.
class MetricsPage final : public net::Handler {
public:
    MetricsPage(const gateway::Gateway &gateway, const CoreShell &shell);

    [[nodiscard]] qsizetype bodyBytesMax(const net::HttpRequest &head) const override;
    [[nodiscard]] bool streamsBody(const net::HttpRequest &) const override { return false; }
    [[nodiscard]] net::HttpResponse refuse(const net::HttpRequest &head, net::Refusal reason) override;
    void handleRequest(net::HttpRequest request, std::shared_ptr<net::HttpResponder> responder) override;
    void handleUpgrade(net::HttpRequest request, std::shared_ptr<net::WebSocketUpgrade> upgrade) override;

    [[nodiscard]] QByteArray text() const;

private:
    const gateway::Gateway &m_gateway;
    const CoreShell &m_shell;
};

} // namespace rove::host
