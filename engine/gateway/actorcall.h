// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/actorwaiter.h"
#include "engine/gateway/respond.h"
#include "engine/gateway/traffic.h"
#include "engine/net/http.h"

#include <memory>

namespace rove::gateway {

/// What calls and sockets need of the gateway around them; all outlive every exchange.
struct Services {
    net::Loop &loop;
    core::Conductor &conductor;
    ActorWaiter &waiter;
    Traffic &traffic;
};

/// The header lines of a client's request as an actor sees them: one value a name, with the ray id.
[[nodiscard]] envoy::v8::Headers actorHeaders(const net::Headers &headers, const QByteArray &rayId);

/// One HTTP request on its way to an actor and back (spec/client-gateway.md 5.6). Wakes the actor, sends the
/// request, and sends it again, up to seven times with growing pauses, if it met an actor that was just
/// leaving and so was not delivered. An answer that an envoy sends in chunks is collected, up to the limit of
/// a body, and given to the client whole. Lives as long as somebody waits for it: the waiter, a timer or
/// `Traffic`.
class ActorCall final : public Exchange, public std::enable_shared_from_this<ActorCall> {
public:
    ActorCall(const Services &services, ActorId actorId, net::HttpRequest request, ReplyContext context,
              std::shared_ptr<net::HttpResponder> responder);

    /// Call once, on an object owned by a shared_ptr. `request.target` is the path that the actor sees.
    void start();

    void receive(envoy::v8::ToRivetTunnelKind message) override;
    void actorLeft(core::ActorPhase phase) override;
    void checkDeadline(std::chrono::steady_clock::time_point now) override;

private:
    void attempt();
    void deliver(const Placement &placement);
    void collect(const envoy::v8::ResponseChunk &chunk);
    void abortRequest(const QString &why);
    void retryOrFail(const Error &error);
    void fail(const Error &error);
    void finish(envoy::v8::ResponseStart response);
    void abandon();
    void closeExchange();

    Services m_services;
    ActorId m_actorId;
    net::HttpRequest m_request;
    ReplyContext m_context;
    std::shared_ptr<net::HttpResponder> m_responder; ///< Null once answered or abandoned.
    std::optional<Traffic::Number> m_number;
    Placement m_placement;
    std::optional<envoy::v8::ResponseStart>
        m_streamed; ///< An answer that comes in chunks, as far as it has come.
    std::chrono::steady_clock::time_point m_sentAt;
    int m_attemptCount = 0;
    std::unique_ptr<net::Timer> m_retryTimer;
};

} // namespace rove::gateway
