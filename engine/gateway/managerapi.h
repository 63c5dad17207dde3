// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/gateway/kvreader.h"
#include "engine/gateway/respond.h"
#include "engine/net/http.h"

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
    ManagerApi(core::Conductor &conductor, KvReader &kv);

    void setPublicUrl(const QString &url) { m_publicUrl = url; }
    void handle(const net::HttpRequest &request, ReplyContext context,
                std::shared_ptr<net::HttpResponder> responder);

private:
    struct Call;
    struct Route;
    using CallPointer = std::shared_ptr<const Call>;

    [[nodiscard]] static const std::vector<Route> &routes();

    void health(const CallPointer &call);
    void healthFanout(const CallPointer &call);
    void metadata(const CallPointer &call);
    void listDatacenters(const CallPointer &call);
    void listNamespaces(const CallPointer &call);
    void createNamespace(const CallPointer &call);
    void listActors(const CallPointer &call);
    void createActor(const CallPointer &call);
    void upsertActor(const CallPointer &call);
    void destroyActor(const CallPointer &call);
    void sleepActor(const CallPointer &call);
    void rescheduleActor(const CallPointer &call);
    void listActorNames(const CallPointer &call);
    void readActorKv(const CallPointer &call);
    void listRunners(const CallPointer &call);
    void listRunnerNames(const CallPointer &call);
    void listEnvoys(const CallPointer &call);
    void listRunnerConfigs(const CallPointer &call);
    void putRunnerConfig(const CallPointer &call);
    void removeRunnerConfig(const CallPointer &call);

    [[nodiscard]] Result<NamespaceId> findNamespace(const QString &name) const;
    [[nodiscard]] Result<std::vector<const core::Actor *>>
    findActorsByIds(NamespaceId namespaceId, const QStringList &ids, const QStringList &legacyIds) const;
    /// What a request about one actor names: its namespace by the query, its id by the path.
    struct ActorAddress {
        NamespaceId namespaceId;
        ActorId actorId;
    };
    [[nodiscard]] Result<ActorAddress> readActorAddress(const Call &call) const;
    [[nodiscard]] QJsonObject actorJson(ActorId actorId) const;

    core::Conductor &m_conductor;
    KvReader &m_kv;
    QString m_publicUrl;
};

} // namespace rove::gateway
