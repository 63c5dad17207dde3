// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/id.h"
#include "protocol/envoy/v8.h"

#include <functional>
#include <variant>

namespace rove::tunnel {

/// Where the databases of actors are kept, page by page, and where SQL runs on them. Engine thread. The
/// caller has checked that the actor runs, where the request came from, in the generation that it names.
/// Answers may come later, for each actor in the order of the calls.
class SqliteBackend {
public:
    template <class Ok>
    using Answered = std::move_only_function<void(std::variant<Ok, envoy::v8::SqliteError>)>;

    SqliteBackend() = default;
    SqliteBackend(const SqliteBackend &) = delete;
    SqliteBackend &operator=(const SqliteBackend &) = delete;
    virtual ~SqliteBackend() = default;

    virtual void handle(ActorId actorId, envoy::v8::SqliteGetPagesRequest request,
                        Answered<envoy::v8::SqliteGetPagesOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteCommitRequest request,
                        Answered<envoy::v8::SqliteCommitOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteCommitStageBeginRequest request,
                        Answered<envoy::v8::SqliteCommitStageBeginOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteCommitStageSegmentRequest request,
                        Answered<envoy::v8::SqliteCommitStageSegmentOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteCommitFinalizeRequest request,
                        Answered<envoy::v8::SqliteCommitOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteExecRequest request,
                        Answered<envoy::v8::SqliteExecOk> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteExecuteRequest request,
                        Answered<envoy::v8::ExecuteResult> answered) = 0;
    virtual void handle(ActorId actorId, envoy::v8::SqliteExecuteBatchRequest request,
                        Answered<envoy::v8::SqliteExecuteBatchOk> answered) = 0;
};

} // namespace rove::tunnel
