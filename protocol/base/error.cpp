// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/error.h"

#include <QtCore/QHash>
#include <QtCore/QLatin1StringView>

#include <array>

namespace rove {
namespace {

struct Row {
    ErrorCode code;
    QLatin1StringView group;
    QLatin1StringView name;
    QLatin1StringView message;
};

using E = ErrorCode;
using L = QLatin1StringView;

// The sentences are those that Rivet's engine sends where one was recorded (spec/vectors).
constexpr std::array rows{
    Row{E::ApiBadRequest, L("api"), L("bad_request"), L("The request is invalid")},
    Row{E::ApiForbidden, L("api"), L("forbidden"), L("Access denied")},
    Row{E::ApiNotFound, L("api"), L("not_found"), L("The requested resource was not found")},
    Row{E::ApiUnauthorized, L("api"), L("unauthorized"), L("Authentication required")},
    Row{E::InternalError, L("core"), L("internal_error"), L("An internal error occurred")},
    Row{E::ValidationInvalidInput, L("validation"), L("invalid_input"), L("Invalid input")},
    Row{E::ValidationTooManyActorIds, L("validation"), L("too_many_actor_ids"), L("Too many actor IDs")},
    Row{E::NamespaceNotFound, L("namespace"), L("not_found"), L("The namespace does not exist.")},
    Row{E::NamespaceNameNotUnique, L("namespace"), L("name_not_unique"), L("Namespace name must be unique.")},
    Row{E::NamespaceFailedToCreate, L("namespace"), L("failed_to_create"), L("Failed to create namespace.")},
    Row{E::DatacenterNotFound, L("datacenter"), L("not_found"), L("The provided datacenter does not exist.")},
    Row{E::RunnerConfigInvalid, L("runner_config"), L("invalid"), L("Invalid runner config.")},
    Row{E::RunnerConfigNotFound, L("runner_config"), L("not_found"), L("No config for this runner exists.")},
    Row{E::ActorNotFound, L("actor"), L("not_found"), L("The actor does not exist or was destroyed.")},
    Row{E::ActorDuplicateKey, L("actor"), L("duplicate_key"), L("Actor key already in use.")},
    Row{E::ActorEmptyKey, L("actor"), L("empty_key"), L("Key label cannot be empty.")},
    Row{E::ActorKeyTooLarge, L("actor"), L("key_too_large"), L("Actor key is too large.")},
    Row{E::ActorInputTooLarge, L("actor"), L("input_too_large"), L("Actor input is too large.")},
    Row{E::ActorNoRunnerConfigConfigured, L("actor"), L("no_runner_config_configured"),
        L("No runner config was found for this pool.")},
    Row{E::ActorDestroyedDuringCreation, L("actor"), L("destroyed_during_creation"),
        L("The actor was destroyed during creation.")},
    Row{E::ActorDestroyedWhileWaitingForReady, L("actor"), L("destroyed_while_waiting_for_ready"),
        L("The actor was destroyed while waiting for it to become ready.")},
    Row{E::ActorKvKeyNotFound, L("actor"), L("kv_key_not_found"),
        L("The KV key does not exist for this actor.")},
    Row{E::GuardNoRoute, L("guard"), L("no_route"), L("No route found.")},
    Row{E::GuardMissingHeader, L("guard"), L("missing_header"), L("A required header is missing.")},
    Row{E::GuardInvalidHeader, L("guard"), L("invalid_header"), L("A header is invalid.")},
    Row{E::GuardQueryInvalidParams, L("guard"), L("query_invalid_params"),
        L("Invalid query gateway parameters.")},
    Row{E::GuardQueryDuplicateParam, L("guard"), L("query_duplicate_param"),
        L("Duplicate query gateway parameter.")},
    Row{E::GuardQueryPathTokenSyntax, L("guard"), L("query_path_token_syntax"),
        L("Query gateway paths must not use @token syntax.")},
    Row{E::GuardQueryEmptyActorName, L("guard"), L("query_empty_actor_name"),
        L("Query gateway actor name must not be empty.")},
    Row{E::GuardQueryInvalidPercentEncoding, L("guard"), L("query_invalid_percent_encoding"),
        L("Invalid percent-encoding in a query gateway parameter.")},
    Row{E::GuardQueryGetDisallowedParams, L("guard"), L("query_get_disallowed_params"),
        L("Query gateway method=get does not allow these parameters.")},
    Row{E::GuardQueryMissingPool, L("guard"), L("query_missing_pool"),
        L("Query gateway method=getOrCreate needs a pool.")},
    Row{E::GuardQueryInvalidBase64Input, L("guard"), L("query_invalid_base64_input"),
        L("Query gateway input is not base64url.")},
    Row{E::GuardQueryInvalidCborInput, L("guard"), L("query_invalid_cbor_input"),
        L("Query gateway input is not CBOR.")},
    Row{E::GuardActorReadyTimeout, L("guard"), L("actor_ready_timeout"),
        L("Timed out waiting for the actor to become ready.")},
    Row{E::GuardActorWakeRetriesExceeded, L("guard"), L("actor_wake_retries_exceeded"),
        L("The actor stopped each time it was woken.")},
    Row{E::GuardActorStoppedWhileWaiting, L("guard"), L("actor_stopped_while_waiting"),
        L("The actor stopped while the request was waiting.")},
    Row{E::GuardRequestTimeout, L("guard"), L("request_timeout"), L("The request timed out.")},
    Row{E::GuardServiceUnavailable, L("guard"), L("service_unavailable"), L("The service is unavailable.")},
    Row{E::GuardInvalidRequestBody, L("guard"), L("invalid_request_body"), L("Invalid request body.")},
    Row{E::GuardWebsocketNotSupported, L("guard"), L("websocket_not_supported"),
        L("This route does not support WebSockets.")},
    Row{E::GuardWebsocketOpenTimeout, L("guard"), L("websocket_open_timeout"),
        L("The actor did not accept the WebSocket in time.")},
    Row{E::GuardWebsocketPendingLimitReached, L("guard"), L("websocket_pending_limit_reached"),
        L("Too many messages wait for the actor.")},
    Row{E::GuardWebsocketGarbageCollected, L("guard"), L("websocket_garbage_collected"),
        L("The actor did not acknowledge a message in time.")},
    Row{E::ActorActionNotFound, L("actor"), L("action_not_found"), L("Action was not found.")},
    Row{E::ActorActionTimedOut, L("actor"), L("action_timed_out"), L("Action timed out")},
    Row{E::ActorMethodNotAllowed, L("actor"), L("method_not_allowed"), L("Method not allowed")},
    Row{E::ActorInvalidRequest, L("actor"), L("invalid_request"), L("Invalid request.")},
    Row{E::ActorStateNotEnabled, L("actor"), L("state_not_enabled"),
        L("State is not enabled for this actor.")},
    Row{E::ActorStopped, L("actor"), L("stopped"), L("The actor stopped.")},
    Row{E::ActorStopping, L("actor"), L("stopping"), L("The actor is stopping.")},
    Row{E::ActorOverloaded, L("actor"), L("overloaded"), L("The actor has too many messages waiting.")},
    Row{E::ActorUnsupportedWebsocketEncoding, L("actor"), L("unsupported_websocket_encoding"),
        L("The WebSocket encoding is not supported.")},
    Row{E::ActorSendFailed, L("actor"), L("send_failed"), L("A message could not be sent.")},
    Row{E::RivetkitInternalError, L("rivetkit"), L("internal_error"), L("An internal error occurred")},
    Row{E::UserError, L("user"), L("user_error"), L("The actor raised an error.")},
    Row{E::MessageIncomingTooLong, L("message"), L("incoming_too_long"), L("Incoming message too long")},
    Row{E::MessageOutgoingTooLong, L("message"), L("outgoing_too_long"), L("Outgoing message too long")},
    Row{E::QueueFull, L("queue"), L("full"), L("The queue is full.")},
    Row{E::QueueMessageTooLarge, L("queue"), L("message_too_large"), L("The queue message is too large.")},
    Row{E::AuthForbidden, L("auth"), L("forbidden"), L("Forbidden")},
    Row{E::InspectorUnauthorized, L("inspector"), L("unauthorized"),
        L("Inspector request requires a valid bearer token")},
    Row{E::InspectorInvalidProtocolVersion, L("inspector"), L("invalid_protocol_version"),
        L("The inspector protocol version is not supported.")},
    Row{E::InspectorInvalidRequest, L("inspector"), L("invalid_request"), L("Invalid inspector request.")},
    Row{E::StoreFailed, L("store"), L("failed"), L("The store could not do that.")},
    Row{E::StoreLocked, L("store"), L("locked"), L("Another engine uses this data folder.")},
    Row{E::StoreTooNew, L("store"), L("too_new"), L("The data folder was written by a newer version.")},
    Row{E::BareInvalid, L("bare"), L("invalid"), L("Not a valid BARE message.")},
    Row{E::CborInvalid, L("cbor"), L("invalid"), L("Not valid CBOR.")},
    Row{E::IdInvalid, L("id"), L("invalid"), L("Not a valid id.")},
    Row{E::ClientUnreachable, L("client"), L("unreachable"), L("The endpoint cannot be reached.")},
    Row{E::ClientTls, L("client"), L("tls"), L("The endpoint's certificate is not trusted.")},
    Row{E::ClientNotRivet, L("client"), L("not_rivet"), L("The endpoint does not answer as a Rivet engine.")},
    Row{E::ClientTimeout, L("client"), L("timeout"), L("The endpoint did not answer in time.")},
    Row{E::ClientCancelled, L("client"), L("cancelled"), L("Cancelled.")},
    Row{E::ClientClosed, L("client"), L("closed"), L("The connection was closed.")},
    Row{E::ClientProtocol, L("client"), L("protocol"), L("The endpoint sent something unexpected.")},
    Row{E::ClientInvalidEndpoint, L("client"), L("invalid_endpoint"), L("Not a valid endpoint.")},
    Row{E::ClientReadOnly, L("client"), L("read_only"), L("The connection is read-only.")},
    Row{E::KeychainFailed, L("keychain"), L("failed"), L("The keychain is not available.")},
    Row{E::AddressInUse, L("net"), L("address_in_use"), L("The address is already in use.")},
    Row{E::AddressInvalid, L("net"), L("address_invalid"), L("Not a valid address.")},
    Row{E::IoFailed, L("io"), L("failed"), L("Input or output failed.")},
};

const Row *rowOf(ErrorCode code)
{
    static const auto byCode = [] {
        QHash<int, const Row *> map;
        for (const Row &row : rows)
            map.insert(static_cast<int>(row.code), &row);
        return map;
    }();
    return byCode.value(static_cast<int>(code), nullptr);
}

} // namespace

Error Error::of(ErrorCode code, const QCborMap &metadata)
{
    const Row *row = rowOf(code);
    return {.code = code, .message = row ? QString(row->message) : QString(), .metadata = metadata};
}

Error Error::fromWire(const QString &group, const QString &code, const QString &message,
                      const QCborMap &metadata)
{
    Error error{.code = ErrorCode::Foreign, .message = message, .metadata = metadata};
    if (group == rowOf(ErrorCode::UserError)->group)
        error.code = ErrorCode::UserError;
    else
        for (const Row &row : rows)
            if (row.group == group && row.name == code)
                error.code = row.code;
    if (error.code == ErrorCode::Foreign || error.code == ErrorCode::UserError) {
        error.foreignGroup = group;
        error.foreignCode = code;
    }
    return error;
}

QString Error::group() const
{
    if (!foreignGroup.isEmpty())
        return foreignGroup;
    const Row *row = rowOf(code);
    return row ? QString(row->group) : QString();
}

QString Error::codeName() const
{
    if (!foreignCode.isEmpty())
        return foreignCode;
    const Row *row = rowOf(code);
    return row ? QString(row->name) : QString();
}

QString Error::wireName() const
{
    return group() % u'.' % codeName();
}

std::unexpected<Error> failure(ErrorCode code)
{
    return std::unexpected(Error::of(code));
}

std::unexpected<Error> failure(ErrorCode code, const QString &message, const QCborMap &metadata)
{
    return std::unexpected(Error{.code = code, .message = message, .metadata = metadata});
}

} // namespace rove
