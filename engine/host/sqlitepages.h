// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/actorsql.h"
#include "engine/store/store.h"
#include "engine/tunnel/sqlitebackend.h"
#include "protocol/base/batch.h"

#include <deque>
#include <map>
#include <optional>
#include <set>

namespace rove::host {

/// The databases of actors, page by page, in the engine's store (spec/runner-envoy.md 5.2). Engine thread;
/// owned by the engine.
///
/// Each commit is one batch of the store, so its pages become visible and durable together, and is answered
/// only then. The requests for one database run one after the other, and the fence of each, the transaction
/// that its sender saw last, is held against what the one before has left. A commit that is said again,
/// because its answer was lost with a connection, is confirmed. A commit over the limit of one message is
/// staged in the store, out of sight, until it is finalised; a stage that is not, goes with the next one or
/// with the actor.
///
/// SQL runs on the pages too (`ActorSql`): what one request has committed is one batch, and its answer, be it
/// a failure after some success, leaves once that is durable.
class SqlitePages final : public tunnel::SqliteBackend {
public:
    SqlitePages(store::Store &store, net::Loop &loop);
    ~SqlitePages() override;

    void handle(ActorId actorId, envoy::v8::SqliteGetPagesRequest request,
                Answered<envoy::v8::SqliteGetPagesOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteCommitRequest request,
                Answered<envoy::v8::SqliteCommitOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteCommitStageBeginRequest request,
                Answered<envoy::v8::SqliteCommitStageBeginOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteCommitStageSegmentRequest request,
                Answered<envoy::v8::SqliteCommitStageSegmentOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteCommitFinalizeRequest request,
                Answered<envoy::v8::SqliteCommitOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteExecRequest request,
                Answered<envoy::v8::SqliteExecOk> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteExecuteRequest request,
                Answered<envoy::v8::ExecuteResult> answered) override;
    void handle(ActorId actorId, envoy::v8::SqliteExecuteBatchRequest request,
                Answered<envoy::v8::SqliteExecuteBatchOk> answered) override;

    /// Everything that an actor's database occupies.
    [[nodiscard]] static RemoveRange allOf(ActorId actorId);
    /// The actor is destroyed and its database erased: what still waits for it fails.
    void forget(ActorId actorId);

private:
    struct Head {
        std::uint64_t txid = 0; ///< The last transaction; 0 means that there is no database.
        std::uint32_t pageCount = 0;
    };
    struct Stage {
        std::uint64_t txid = 0;
        qsizetype bytes = 0;
    };
    struct Database;
    /// Gets the database with its head read, or null if it cannot be used.
    using Task = std::move_only_function<void(Database *)>;
    struct Database {
        std::optional<Head> head; ///< None until read, and after a write that failed.
        std::optional<Stage> stage;
        bool isBusy = false; ///< The head is being read, or something written.
        std::deque<Task> waiting;
    };

    void enqueue(ActorId actorId, Task task);
    void runNext(ActorId actorId);
    void readHead(ActorId actorId);
    void confirmRepeated(ActorId actorId, const Head &head,
                         const std::vector<envoy::v8::SqlitePageWrite> &dirtyPages,
                         Answered<envoy::v8::SqliteCommitOk> answered);
    void commit(ActorId actorId, Database &database, Batch pages, Head next,
                Answered<envoy::v8::SqliteCommitOk> answered);
    template <class Ok>
    void write(ActorId actorId, Database &database, Batch batch, std::optional<Head> next, Ok ok,
               Answered<Ok> answered);
    void readPages(ActorId actorId, const Head &head, std::vector<std::uint32_t> pgnos,
                   Answered<envoy::v8::SqliteGetPagesOk> answered);
    void finalize(ActorId actorId, Database &database, const envoy::v8::SqliteCommitFinalizeRequest &request,
                  Answered<envoy::v8::SqliteCommitOk> answered);

    template <class Ok, class Request>
    void runSql(ActorId actorId, Request request, Answered<Ok> answered);
    /// Keeps what SQL has changed; `kept` hears whether that went well.
    void finishSql(ActorId actorId, std::optional<ActorSql::Changes> changes,
                   std::move_only_function<void(bool)> kept);
    void fetchPages(ActorId actorId, std::uint32_t first, std::uint32_t count, ActorSql::Fetched fetched);

    store::Store &m_store;
    ActorSql m_sql;
    /// Those that were used since the engine started.
    std::map<ActorId, Database> m_databases;
};

} // namespace rove::host
