// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/access.h"
#include "engine/gateway/actorcall.h"
#include "engine/gateway/actorwaiter.h"
#include "engine/gateway/answercounts.h"
#include "engine/gateway/envoyconnect.h"
#include "engine/gateway/kvreader.h"
#include "engine/gateway/managerapi.h"
#include "engine/gateway/target.h"
#include "engine/gateway/traffic.h"
#include "engine/net/server.h"

#include <QtCore/QRandomGenerator>

#include <functional>
#include <memory>

namespace rove::gateway {

/// The engine's front door: takes what the listener has read, tells actor traffic from the manager API, and
/// answers (spec/client-gateway.md 5, spec/engine-api.md 1). Owns all traffic under way. Engine thread; owned
/// by the host.
///
/// The gateway trusts nothing that it receives: what does not parse is answered with the error that Rivet's
/// engine gives.
class Gateway final : public net::Handler, public core::Conductor::Watcher {
public:
    Gateway(net::Loop &loop, core::Conductor &conductor, KvReader &kv, Uplink &uplink, EnvoyPort &envoys,
            const AccessRules &rules = {}, const SocketRules &sockets = {});
    ~Gateway() override;

    /// What the API calls this engine's own address, once it is known.
    void setPublicUrl(const QString &url);
    /// Where the API asks serverless platforms; before the first request.
    void setServerless(ServerlessPort &platforms);
    [[nodiscard]] Traffic &traffic() { return m_traffic; }
    [[nodiscard]] const Traffic &traffic() const { return m_traffic; }
    [[nodiscard]] const AnswerCounts &answerCounts() const { return *m_answerCounts; }

    [[nodiscard]] qsizetype bodyBytesMax(const net::HttpRequest &head) const override;
    [[nodiscard]] bool streamsBody(const net::HttpRequest &head) const override;
    [[nodiscard]] net::HttpResponse refuse(const net::HttpRequest &head, net::Refusal reason) override;
    void handleRequest(net::HttpRequest request, std::shared_ptr<net::HttpResponder> responder) override;
    void handleUpgrade(net::HttpRequest request, std::shared_ptr<net::WebSocketUpgrade> upgrade) override;

    void actorChanged(const core::ActorChanged &change) override;

private:
    using Resolved = std::move_only_function<void(Result<ActorId>)>;

    [[nodiscard]] RayId makeRayId();
    [[nodiscard]] ReplyContext contextOf(const net::HttpRequest &request, Surface surface);
    void resolve(const Target &target, Resolved resolved);
    void resolveQuery(const QueryTarget &target, Resolved resolved);
    void handleActorRequest(Target target, net::HttpRequest request, ReplyContext context,
                            std::shared_ptr<net::HttpResponder> responder);
    [[nodiscard]] Result<std::optional<Target>> findTarget(const net::HttpRequest &request) const;
    [[nodiscard]] Result<std::optional<Target>> findSocketTarget(const net::HttpRequest &request) const;
    [[nodiscard]] Result<core::EnvoyJoined> readEnvoy(const net::HttpRequest &request) const;
    [[nodiscard]] Result<core::EnvoyJoined> readRunner(const net::HttpRequest &request) const;
    void handleHost(core::HostKind kind, const net::HttpRequest &request, net::WebSocketUpgrade &upgrade);
    [[nodiscard]] net::HttpResponse greetHost(core::HostKind kind, const net::HttpRequest &request);
    /// Whether the request's token opens the actor's namespace.
    [[nodiscard]] Result<> permit(const Target &target, const net::HttpRequest &request) const;
    [[nodiscard]] Services services();

    net::Loop &m_loop;
    core::Conductor &m_conductor;
    QRandomGenerator64 m_random = QRandomGenerator64::securelySeeded();
    EnvoyPort &m_envoys;
    const Access m_access;
    const SocketRules m_sockets;
    ActorWaiter m_waiter;
    Traffic m_traffic;
    ManagerApi m_api;
    const std::shared_ptr<AnswerCounts> m_answerCounts = std::make_shared<AnswerCounts>();
};

} // namespace rove::gateway
