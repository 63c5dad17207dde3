// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/directory.h"
#include "engine/core/idmaker.h"
#include "engine/core/lifecycle.h"
#include "engine/core/outbox.h"
#include "engine/core/policy.h"
#include "engine/core/serverless.h"

namespace rove::core {

/// What the manager API and the gateway ask of the core: checks each request (spec/engine-api.md 1.7 to 1.9),
/// refuses it with the error that the API shows, or carries it out. The core owns it. Each request gets one
/// reply; a refusal leaves at once unless it rests on something that is not yet durable, such as the actor
/// that has the key.
class Requests {
public:
    Requests(const Policy &policy, IdMaker &ids, Directory &directory, ActorTable &actors, Outbox &outbox,
             Lifecycle &lifecycle, Serverless &serverless);

    void handle(Instant now, const CreateNamespace &request);
    void handle(Instant now, const CreateActor &request);
    void handle(Instant now, const DestroyActor &request);
    void handle(Instant now, const WakeActor &request);
    void handle(Instant now, const SleepActor &request);
    void handle(Instant now, const RescheduleActor &request);
    void handle(Instant now, const PutRunnerConfig &request);

    void addNamespace(Instant now, const QString &name, const QString &displayName);
    /// What a pool gets whose first host comes before anybody configured it.
    void addDefaultConfig(Instant now, const PoolName &pool);
    void addActorName(NamespaceId namespaceId, const QString &name, const QJsonObject &metadata);

private:
    [[nodiscard]] Result<> check(const CreateActor &request) const;
    [[nodiscard]] Result<> checkPool(const CreateActor &request) const;
    [[nodiscard]] Result<> check(const PutRunnerConfig &request) const;
    [[nodiscard]] Result<Answer> existing(const CreateActor &request, const Actor &actor) const;
    /// Binds a key that was never used to this datacenter; fails if it is bound to another
    /// (spec/engine-api.md 5.1).
    [[nodiscard]] Result<> reserve(const ActorKey &key);
    void create(Instant now, const CreateActor &request);
    void setConfig(Instant now, const PoolName &pool, std::optional<RunnerConfig> config);
    [[nodiscard]] ActorEntry *findVisible(NamespaceId namespaceId, ActorId actorId);
    void refuse(Ticket ticket, Error error);
    void answer(Ticket ticket, Answer answer);
    [[nodiscard]] ActorId makeActorId();
    [[nodiscard]] NamespaceId makeNamespaceId();

    const Policy &m_policy;
    IdMaker &m_ids;
    Directory &m_directory;
    ActorTable &m_actors;
    Outbox &m_outbox;
    Lifecycle &m_lifecycle;
    Serverless &m_serverless;
};

} // namespace rove::core
