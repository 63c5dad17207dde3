// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/gateway/access.h"
#include "engine/gateway/kvreader.h"
#include "engine/gateway/respond.h"
#include "engine/gateway/serverlessport.h"
#include "engine/net/http.h"
#include "protocol/manager/query.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <memory>

namespace rove::gateway {

/// The REST API that administers namespaces, actors and pools (spec/engine-api.md 1.6 to 1.10). Reads from
/// the core, asks the core for changes and answers when they are durable. Engine thread; owned by the
/// gateway.
class ManagerApi {
public:
    ManagerApi(core::Conductor &conductor, KvReader &kv, const Access &access);

    void setPublicUrl(const QString &url) { m_publicUrl = url; }
    /// Before the first request.
    void setServerless(ServerlessPort &platforms) { m_serverless = &platforms; }
    void handle(const net::HttpRequest &request, ReplyContext context,
                std::shared_ptr<net::HttpResponder> responder);

private:
    struct Call;
    struct Route;
    using CallPointer = std::shared_ptr<const Call>;

    [[nodiscard]] static const std::vector<Route> &routes();

    // Each answers by the call, at once or later, or gives the error to answer with.
    Result<> health(const CallPointer &call);
    Result<> healthFanout(const CallPointer &call);
    Result<> metadata(const CallPointer &call);
    Result<> listDatacenters(const CallPointer &call);
    Result<> listNamespaces(const CallPointer &call);
    Result<> createNamespace(const CallPointer &call);
    Result<> listActors(const CallPointer &call);
    Result<> createActor(const CallPointer &call);
    Result<> upsertActor(const CallPointer &call);
    Result<> destroyActor(const CallPointer &call);
    Result<> sleepActor(const CallPointer &call);
    Result<> rescheduleActor(const CallPointer &call);
    Result<> listActorNames(const CallPointer &call);
    Result<> readActorKv(const CallPointer &call);
    Result<> listRunners(const CallPointer &call);
    Result<> listRunnerNames(const CallPointer &call);
    Result<> listEnvoys(const CallPointer &call);
    Result<> listRunnerConfigs(const CallPointer &call);
    Result<> putRunnerConfig(const CallPointer &call);
    Result<> removeRunnerConfig(const CallPointer &call);
    Result<> checkServerless(const CallPointer &call);
    Result<> refreshServerless(const CallPointer &call);

    /// The namespace, if the caller's token opens it.
    [[nodiscard]] Result<NamespaceId> enter(const Call &call, const QString &name) const;
    [[nodiscard]] Result<std::vector<const core::Actor *>>
    findActorsByIds(NamespaceId namespaceId, const QStringList &ids, const QStringList &legacyIds) const;
    /// What a request about one actor names: its namespace by the query, its id by the path.
    struct ActorAddress {
        NamespaceId namespaceId;
        ActorId actorId;
    };
    [[nodiscard]] Result<std::vector<const core::Actor *>>
    selectActors(const Call &call, const manager::ActorsListQuery &query) const;
    template <class Request>
    [[nodiscard]] Result<core::CreateActor> readCreation(const Call &call) const;
    [[nodiscard]] Result<ActorAddress> readActorAddress(const Call &call) const;
    [[nodiscard]] QJsonObject actorJson(ActorId actorId) const;

    core::Conductor &m_conductor;
    KvReader &m_kv;
    const Access &m_access;
    ServerlessPort *m_serverless = nullptr;
    QString m_publicUrl;
};

} // namespace rove::gateway
