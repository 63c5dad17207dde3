// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborMap>
#include <QtCore/QString>

#include <expected>
#include <utility>

namespace rove {

/// Every failure that Rove itself raises or tells apart, one for one with a `group.code` of the wire.
/// What a peer reports and this list does not know is `Foreign`; its group and code are kept as text.
/// Source of the wire names: spec/engine-api.md 1.3, spec/client-gateway.md 5.6 and 7, spec/inspector.md 1.4
/// and 4.2.
enum class ErrorCode {
    Foreign,
    // Manager API.
    ApiBadRequest,
    ApiForbidden,
    ApiNotFound,
    ApiUnauthorized,
    InternalError,
    ValidationInvalidInput,
    ValidationTooManyActorIds,
    NamespaceNotFound,
    NamespaceNameNotUnique,
    NamespaceFailedToCreate,
    DatacenterNotFound,
    RunnerConfigInvalid,
    RunnerConfigNotFound,
    // Actors, as the engine sees them.
    ActorNotFound,
    ActorDuplicateKey,
    ActorEmptyKey,
    ActorKeyTooLarge,
    ActorInputTooLarge,
    ActorNoRunnerConfigConfigured,
    ActorDestroyedDuringCreation,
    ActorDestroyedWhileWaitingForReady,
    ActorKvKeyNotFound,
    // Gateway.
    GuardNoRoute,
    GuardMissingHeader,
    GuardInvalidHeader,
    GuardQueryInvalidParams,
    GuardQueryDuplicateParam,
    GuardQueryPathTokenSyntax,
    GuardQueryEmptyActorName,
    GuardQueryInvalidPercentEncoding,
    GuardQueryGetDisallowedParams,
    GuardQueryMissingPool,
    GuardQueryInvalidBase64Input,
    GuardQueryInvalidCborInput,
    GuardActorReadyTimeout,
    GuardActorWakeRetriesExceeded,
    GuardActorStoppedWhileWaiting,
    GuardRequestTimeout,
    GuardServiceUnavailable,
    GuardInvalidRequestBody,
    GuardWebsocketNotSupported,
    GuardWebsocketOpenTimeout,
    GuardWebsocketPendingLimitReached,
    GuardWebsocketGarbageCollected,
    // Inside an actor.
    ActorActionNotFound,
    ActorActionTimedOut,
    ActorMethodNotAllowed,
    ActorInvalidRequest,
    ActorStateNotEnabled,
    ActorStopped,
    ActorStopping,
    ActorOverloaded,
    ActorUnsupportedWebsocketEncoding,
    ActorSendFailed,
    RivetkitInternalError,
    UserError,
    MessageIncomingTooLong,
    MessageOutgoingTooLong,
    QueueFull,
    QueueMessageTooLarge,
    AuthForbidden,
    InspectorUnauthorized,
    InspectorInvalidProtocolVersion,
    InspectorInvalidRequest,
    // Storage.
    StoreFailed,
    StoreLocked,
    StoreTooNew,
    // Decoding.
    BareInvalid,
    CborInvalid,
    IdInvalid,
    // Rove's own clients.
    ClientUnreachable,
    ClientTls,
    ClientNotRivet,
    ClientTimeout,
    ClientCancelled,
    ClientClosed,
    ClientProtocol,
    ClientInvalidEndpoint,
    ClientReadOnly,
    KeychainFailed,
    // This machine.
    AddressInUse,
    AddressInvalid,
    IoFailed,
};

/// A failure as a value: what kind, an English sentence for logs and peers, and what the wire carries beside
/// it. The window turns the code into translated text; it never parses `message`.
struct Error {
    ErrorCode code = ErrorCode::InternalError;
    QString message;
    QCborMap metadata = {};
    /// Group and code as a peer wrote them; used where `code` is `Foreign` or `UserError`.
    QString foreignGroup = {};
    QString foreignCode = {};

    /// An error with the code's usual sentence.
    static Error of(ErrorCode code, const QCborMap &metadata = {});
    /// An error that a peer reported; becomes the known code where this list has it.
    static Error fromWire(const QString &group, const QString &code, const QString &message,
                          const QCborMap &metadata = {});

    [[nodiscard]] QString group() const;
    [[nodiscard]] QString codeName() const;
    /// `group.code`.
    [[nodiscard]] QString wireName() const;

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T = void>
using Result = std::expected<T, Error>;

/// Shorthand for returning a failure: `return failure(ErrorCode::IdInvalid, u"…"_s);`.
[[nodiscard]] std::unexpected<Error> failure(ErrorCode code);
[[nodiscard]] std::unexpected<Error> failure(ErrorCode code, const QString &message,
                                             const QCborMap &metadata = {});

} // namespace rove

#define ROVE_CONCAT_(a, b) a##b
#define ROVE_CONCAT(a, b) ROVE_CONCAT_(a, b)
#define ROVE_TRY_(expr, name)                                                                                \
    __extension__({                                                                                          \
        auto name = (expr);                                                                                  \
        if (!name)                                                                                           \
            return std::unexpected(std::move(name).error());                                                 \
        std::move(name).value();                                                                             \
    })

/// The value of a Result, or its error returned from the enclosing function.
#define TRY(expr) ROVE_TRY_(expr, ROVE_CONCAT(tryResult, __COUNTER__))
