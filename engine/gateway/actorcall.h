// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/actorwaiter.h"
#include "engine/gateway/channel.h"
#include "engine/gateway/download.h"
#include "engine/gateway/respond.h"
#include "engine/gateway/socketrules.h"
#include "engine/gateway/traffic.h"
#include "engine/gateway/upload.h"
#include "engine/net/http.h"

#include <memory>

namespace rove::gateway {

/// What calls and sockets need of the gateway around them; all outlive every exchange.
struct Services {
    net::Loop &loop;
    core::Conductor &conductor;
    ActorWaiter &waiter;
    Traffic &traffic;
    SocketRules sockets = {};
};

/// The header lines of a client's request as an actor sees them: one value a name, with the ray id.
[[nodiscard]] envoy::v8::Headers actorHeaders(const net::Headers &headers, const QByteArray &rayId);

/// One HTTP request on its way to an actor and back (spec/client-gateway.md 5.6, spec/runner-envoy.md 4.2).
/// Wakes the actor and sends the request. Where the actor's host can, bodies go through piece by piece, both
/// ways; another gets the body as a whole.
///
/// A request is delivered at most once: it is sent again, up to seven times with growing pauses, only if its
/// host says that the actor is not there, and if none of its body was read beyond what is still held. Lives
/// as long as somebody waits for it: the waiter, the client's body, a timer or `Traffic`.
class ActorCall final : public Exchange, public std::enable_shared_from_this<ActorCall> {
public:
    ActorCall(const Services &services, ActorId actorId, net::HttpRequest request, ReplyContext context,
              std::shared_ptr<net::HttpResponder> responder);

    /// Call once, on an object owned by a shared_ptr. `request.target` is the path that the actor sees.
    void start();

    void receive(envoy::v8::ToRivetTunnelKind message) override;
    void actorLeft(core::ActorPhase phase) override;
    void checkDeadline(std::chrono::steady_clock::time_point now) override;
    [[nodiscard]] Kind kind() const override { return Kind::Request; }

private:
    void attempt();
    void deliver(const Placement &placement);
    void collectBody();
    void sendRequest();
    void startUpload();

    void take(envoy::v8::ResponseStart response);
    void take(const envoy::v8::ResponseChunk &chunk);
    [[nodiscard]] bool isUndelivered(const envoy::v8::ResponseStart &response) const;
    void retryLater(const envoy::v8::ResponseStart &response);
    void finish(envoy::v8::ResponseStart response);
    [[nodiscard]] net::HttpResponse answerOf(envoy::v8::ResponseStart response) const;

    void refuse(net::Refusal reason);
    void abandon();
    /// Tells the actor that nobody waits any more.
    void abort(const QString &why);
    /// Ends with an error, or cuts the answer that has begun.
    void fail(const Error &error);
    void fail(net::HttpResponse response);
    void closeExchange();

    Services m_services;
    ActorId m_actorId;
    net::HttpRequest m_request;
    ReplyContext m_context;
    std::shared_ptr<net::HttpResponder> m_responder; ///< Null once answered or abandoned.
    std::optional<Channel> m_channel;                ///< While the request is with the actor.
    bool m_isStreamed = false;                       ///< The actor's host takes bodies in pieces.
    bool m_isAnswerStreamed = false;                 ///< It gives them so.
    std::optional<Upload> m_upload;
    std::optional<Download> m_download; ///< Once the answer has begun, if it comes in pieces.
    std::uint32_t m_generation = 0;
    std::chrono::steady_clock::time_point m_sentAt;
    int m_attemptCount = 0;
    std::unique_ptr<net::Timer> m_retryTimer;
    std::unique_ptr<net::Timer> m_collectTimer; ///< While the body is waited for as a whole.
};

} // namespace rove::gateway
