// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/kvreader.h"
#include "engine/host/kvquota.h"
#include "engine/net/loop.h"
#include "engine/store/store.h"
#include "engine/tunnel/envoyhub.h"
#include "protocol/base/batch.h"

namespace rove::host {

/// The key-value data of actors, kept in the engine's store under each actor's id, with the operations and
/// limits of spec/runner-envoy.md 5.1. Engine thread; owned by the engine.
class ActorKv final : public tunnel::KvBackend, public gateway::KvReader {
public:
    ActorKv(const net::Loop &loop, store::Store &store, const KvQuota::Rules &quota = {});

    void handle(ActorId actorId, envoy::v8::KvRequestData request, Answered answered) override;
    void readKv(ActorId actorId, const QByteArray &key, Read read) override;

    /// Everything that an actor has stored.
    [[nodiscard]] static RemoveRange allOf(ActorId actorId);

private:
    void get(ActorId actorId, const envoy::v8::KvGetRequest &request, Answered answered);
    void list(ActorId actorId, const envoy::v8::KvListRequest &request, Answered answered);
    void put(ActorId actorId, const envoy::v8::KvPutRequest &request, Answered answered);
    void remove(ActorId actorId, const envoy::v8::KvDeleteRequest &request, Answered answered);
    void removeRange(ActorId actorId, RemoveRange range, envoy::v8::KvResponseData onSuccess,
                     Answered answered);
    void write(Batch batch, envoy::v8::KvResponseData onSuccess, Answered answered);

    const net::Loop &m_loop;
    store::Store &m_store;
    KvQuota m_quota;
};

} // namespace rove::host
