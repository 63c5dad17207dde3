// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/envoy/steps.h"

#include "protocol/bare/step.h"

#include <utility>

namespace rove::envoy::steps {

using namespace Qt::StringLiterals;
using bare::step;

namespace {

v8::AbortReason newer(v7::AbortReason reason)
{
    using Older = v7::AbortKind;
    v8::AbortKind kind = v8::AbortKind::InternalError;
    if (reason.kind == Older::Unknown)
        kind = v8::AbortKind::Unknown;
    else if (reason.kind == Older::ClientDisconnect)
        kind = v8::AbortKind::Cancelled;
    else if (reason.kind == Older::HandlerError)
        kind = v8::AbortKind::HandlerError;
    return {.kind = kind, .detail = std::move(reason.detail)};
}

v7::AbortReason older(v8::AbortReason reason)
{
    using Newer = v8::AbortKind;
    v7::AbortKind kind = v7::AbortKind::Unknown;
    if (reason.kind == Newer::Cancelled)
        kind = v7::AbortKind::ClientDisconnect;
    else if (reason.kind == Newer::HandlerError)
        kind = v7::AbortKind::HandlerError;
    else if (reason.kind == Newer::InternalError)
        kind = v7::AbortKind::InternalError;
    return {.kind = kind, .detail = std::move(reason.detail)};
}

/// The answer to a request for a database, with another error, or another success where one of the cases says
/// so.
template <class To, class From, class... Cases>
To answer(From &&from, Cases... cases)
{
    return {.requestId = from.requestId,
            .result = step<decltype(To::result)>(std::forward<From>(from).result, cases...)};
}

v8::SqliteError newerError(v4::SqliteError &&error)
{
    // What Rivet's engine makes of an error that is only a text.
    return {.group = u"core"_s, .code = u"internal_error"_s, .message = std::move(error.message)};
}

v4::SqliteError olderError(v8::SqliteError &&error)
{
    return {.message = std::move(error.message)};
}

} // namespace

// --- Envoy to engine ---

v4::ToRivet toV4(v3::ToRivet message)
{
    return step<v4::ToRivet>(std::move(message));
}

v6::ToRivet toV6(v5::ToRivet message)
{
    return step<v6::ToRivet>(std::move(message));
}

v7::ToRivet toV7(v6::ToRivet message)
{
    using To = v7::ToRivet;
    return step<To>(std::move(message), [](v6::ToRivetTunnelMessage &&tunnel) -> To {
        using Kind = v7::ToRivetTunnelKind;
        return v7::ToRivetTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(std::move(tunnel.messageKind),
                                      [](v6::ResponseAbort &&) -> Kind { return v7::ResponseAbort{}; })};
    });
}

v8::ToRivet toV8(v7::ToRivet message)
{
    using To = v8::ToRivet;
    return step<To>(std::move(message), [](v7::ToRivetTunnelMessage &&tunnel) -> To {
        using Kind = v8::ToRivetTunnelKind;
        return v8::ToRivetTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(std::move(tunnel.messageKind), [](v7::ResponseAbort &&abort) -> Kind {
                return v8::ResponseAbort{newer(std::move(abort.reason))};
            })};
    });
}

std::optional<v7::ToRivet> toV7(v8::ToRivet message)
{
    using To = std::optional<v7::ToRivet>;
    return step<To>(
        std::move(message),
        [](v8::ToRivetTunnelMessage &&tunnel) -> To {
            using Kind = std::optional<v7::ToRivetTunnelKind>;
            auto kind = step<Kind>(
                std::move(tunnel.messageKind),
                [](v8::ResponseAbort &&abort) -> Kind {
                    return v7::ResponseAbort{older(std::move(abort.reason))};
                },
                [](v8::RequestBodyWindowUpdate &&) -> Kind { return std::nullopt; },
                [](v8::RequestBodyCancel &&) -> Kind { return std::nullopt; });
            if (!kind)
                return std::nullopt;
            return v7::ToRivetTunnelMessage{.messageId = tunnel.messageId, .messageKind = *std::move(kind)};
        },
        [](v8::SqliteCommitStageBeginRequest &&) -> To { return std::nullopt; },
        [](v8::SqliteCommitStageSegmentRequest &&) -> To { return std::nullopt; },
        [](v8::SqliteCommitFinalizeRequest &&) -> To { return std::nullopt; });
}

v6::ToRivet toV6(v7::ToRivet message)
{
    using To = v6::ToRivet;
    return step<To>(std::move(message), [](v7::ToRivetTunnelMessage &&tunnel) -> To {
        using Kind = v6::ToRivetTunnelKind;
        return v6::ToRivetTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(std::move(tunnel.messageKind),
                                      [](v7::ResponseAbort &&) -> Kind { return v6::ResponseAbort{}; })};
    });
}

std::optional<v5::ToRivet> toV5(v6::ToRivet message)
{
    using To = std::optional<v5::ToRivet>;
    return step<To>(std::move(message), [](v6::SqliteExecuteBatchRequest &&) -> To { return std::nullopt; });
}

std::optional<v3::ToRivet> toV3(v4::ToRivet message)
{
    using To = std::optional<v3::ToRivet>;
    return step<To>(
        std::move(message), [](v4::SqliteExecRequest &&) -> To { return std::nullopt; },
        [](v4::SqliteExecuteRequest &&) -> To { return std::nullopt; });
}

// --- Engine to envoy ---

v4::ToEnvoy toV4(v3::ToEnvoy message)
{
    return step<v4::ToEnvoy>(std::move(message));
}

v5::ToEnvoy toV5(v4::ToEnvoy message)
{
    using To = v5::ToEnvoy;
    return step<To>(
        std::move(message),
        [](v4::SqliteGetPagesResponse &&response) -> To {
            using Result = decltype(v5::SqliteGetPagesResponse::result);
            return answer<v5::SqliteGetPagesResponse>(
                std::move(response),
                [](v4::SqliteGetPagesOk &&ok) -> Result {
                    return v8::SqliteGetPagesOk{.pages = std::move(ok.pages), .headTxid = {}};
                },
                [](v4::SqliteError &&error) -> Result { return newerError(std::move(error)); });
        },
        [](v4::SqliteCommitResponse &&response) -> To {
            using Result = decltype(v5::SqliteCommitResponse::result);
            return answer<v5::SqliteCommitResponse>(
                std::move(response), [](v4::SqliteCommitOk &&) -> Result { return v8::SqliteCommitOk{}; },
                [](v4::SqliteError &&error) -> Result { return newerError(std::move(error)); });
        },
        [](v4::SqliteExecResponse &&response) -> To {
            using Result = decltype(v5::SqliteExecResponse::result);
            return answer<v5::SqliteExecResponse>(std::move(response), [](v4::SqliteError &&error) -> Result {
                return newerError(std::move(error));
            });
        },
        [](v4::SqliteExecuteResponse &&response) -> To {
            using Result = decltype(v5::SqliteExecuteResponse::result);
            return answer<v5::SqliteExecuteResponse>(
                std::move(response),
                [](v4::SqliteError &&error) -> Result { return newerError(std::move(error)); });
        });
}

v6::ToEnvoy toV6(v5::ToEnvoy message)
{
    return step<v6::ToEnvoy>(std::move(message));
}

v7::ToEnvoy toV7(v6::ToEnvoy message)
{
    using To = v7::ToEnvoy;
    return step<To>(std::move(message), [](v6::ToEnvoyTunnelMessage &&tunnel) -> To {
        using Kind = v7::ToEnvoyTunnelKind;
        return v7::ToEnvoyTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(std::move(tunnel.messageKind),
                                      [](v6::RequestAbort &&) -> Kind { return v7::RequestAbort{}; })};
    });
}

v8::ToEnvoy toV8(v7::ToEnvoy message)
{
    using To = v8::ToEnvoy;
    return step<To>(std::move(message), [](v7::ToEnvoyTunnelMessage &&tunnel) -> To {
        using Kind = v8::ToEnvoyTunnelKind;
        return v8::ToEnvoyTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(
                std::move(tunnel.messageKind),
                [](v7::RequestStart &&start) -> Kind {
                    return v8::RequestStart{.actorId = std::move(start.actorId),
                                            .actorGeneration = {},
                                            .method = std::move(start.method),
                                            .path = std::move(start.path),
                                            .headers = std::move(start.headers),
                                            .body = std::move(start.body),
                                            .stream = start.stream,
                                            .responseStream = false};
                },
                [](v7::RequestAbort &&abort) -> Kind {
                    return v8::RequestAbort{
                        .actorId = {}, .actorGeneration = {}, .reason = newer(std::move(abort.reason))};
                },
                [](v7::WebSocketOpen &&open) -> Kind {
                    return v8::WebSocketOpen{.actorId = std::move(open.actorId),
                                             .actorGeneration = {},
                                             .path = std::move(open.path),
                                             .headers = std::move(open.headers)};
                })};
    });
}

std::optional<v7::ToEnvoy> toV7(v8::ToEnvoy message)
{
    using To = std::optional<v7::ToEnvoy>;
    return step<To>(
        std::move(message),
        [](v8::ToEnvoyTunnelMessage &&tunnel) -> To {
            using Kind = std::optional<v7::ToEnvoyTunnelKind>;
            auto kind = step<Kind>(
                std::move(tunnel.messageKind),
                [](v8::RequestStart &&start) -> Kind {
                    return v7::RequestStart{.actorId = std::move(start.actorId),
                                            .method = std::move(start.method),
                                            .path = std::move(start.path),
                                            .headers = std::move(start.headers),
                                            .body = std::move(start.body),
                                            .stream = start.stream};
                },
                [](v8::RequestAbort &&abort) -> Kind {
                    return v7::RequestAbort{older(std::move(abort.reason))};
                },
                [](v8::WebSocketOpen &&open) -> Kind {
                    return v7::WebSocketOpen{.actorId = std::move(open.actorId),
                                             .path = std::move(open.path),
                                             .headers = std::move(open.headers)};
                },
                [](v8::ResponseBodyCancel &&) -> Kind { return std::nullopt; },
                [](v8::ResponseBodyWindowUpdate &&) -> Kind { return std::nullopt; });
            if (!kind)
                return std::nullopt;
            return v7::ToEnvoyTunnelMessage{.messageId = tunnel.messageId, .messageKind = *std::move(kind)};
        },
        [](v8::SqliteCommitStageBeginResponse &&) -> To { return std::nullopt; },
        [](v8::SqliteCommitStageSegmentResponse &&) -> To { return std::nullopt; },
        [](v8::SqliteCommitFinalizeResponse &&) -> To { return std::nullopt; });
}

v6::ToEnvoy toV6(v7::ToEnvoy message)
{
    using To = v6::ToEnvoy;
    return step<To>(std::move(message), [](v7::ToEnvoyTunnelMessage &&tunnel) -> To {
        using Kind = v6::ToEnvoyTunnelKind;
        return v6::ToEnvoyTunnelMessage{
            .messageId = tunnel.messageId,
            .messageKind = step<Kind>(std::move(tunnel.messageKind),
                                      [](v7::RequestAbort &&) -> Kind { return v6::RequestAbort{}; })};
    });
}

std::optional<v5::ToEnvoy> toV5(v6::ToEnvoy message)
{
    using To = std::optional<v5::ToEnvoy>;
    return step<To>(std::move(message), [](v6::SqliteExecuteBatchResponse &&) -> To { return std::nullopt; });
}

v4::ToEnvoy toV4(v5::ToEnvoy message)
{
    using To = v4::ToEnvoy;
    return step<To>(
        std::move(message),
        [](v5::SqliteGetPagesResponse &&response) -> To {
            using Result = decltype(v4::SqliteGetPagesResponse::result);
            return answer<v4::SqliteGetPagesResponse>(
                std::move(response),
                [](v8::SqliteGetPagesOk &&ok) -> Result { return v4::SqliteGetPagesOk{std::move(ok.pages)}; },
                [](v8::SqliteError &&error) -> Result { return olderError(std::move(error)); });
        },
        [](v5::SqliteCommitResponse &&response) -> To {
            using Result = decltype(v4::SqliteCommitResponse::result);
            return answer<v4::SqliteCommitResponse>(
                std::move(response), [](v8::SqliteCommitOk &&) -> Result { return v4::SqliteCommitOk{}; },
                [](v8::SqliteError &&error) -> Result { return olderError(std::move(error)); });
        },
        [](v5::SqliteExecResponse &&response) -> To {
            using Result = decltype(v4::SqliteExecResponse::result);
            return answer<v4::SqliteExecResponse>(std::move(response), [](v8::SqliteError &&error) -> Result {
                return olderError(std::move(error));
            });
        },
        [](v5::SqliteExecuteResponse &&response) -> To {
            using Result = decltype(v4::SqliteExecuteResponse::result);
            return answer<v4::SqliteExecuteResponse>(
                std::move(response),
                [](v8::SqliteError &&error) -> Result { return olderError(std::move(error)); });
        });
}

std::optional<v3::ToEnvoy> toV3(v4::ToEnvoy message)
{
    using To = std::optional<v3::ToEnvoy>;
    return step<To>(
        std::move(message), [](v4::SqliteExecResponse &&) -> To { return std::nullopt; },
        [](v4::SqliteExecuteResponse &&) -> To { return std::nullopt; });
}

} // namespace rove::envoy::steps
