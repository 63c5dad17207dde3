// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/uint.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <variant>

/// Client protocol version 4, the newest (spec/client-gateway.md 2). The structs are the schema: BARE fields
/// in order, a variant's alternatives in tag order.
///
/// A QByteArray is a user's value: CBOR in compat form (protocol/base/cbor.h), whatever encoding and version
/// the peer speaks. protocol/client/codec.h converts where the wire differs; read it with
/// `cbor::decodeCompat`.
namespace rove::client::v4 {

using bare::Uint;

struct ActorSpecifier {
    QString actorId;
    Uint generation;
    std::optional<QString> key; ///< As text, protocol/base/key.h.
};

// --- Server to client on /connect ---

struct Init {
    QString actorId;
    QString connectionId;
};
struct Error {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata;
    std::optional<Uint> actionId; ///< None: the error is the connection's.
    std::optional<ActorSpecifier> actor;
};
struct ActionResponse {
    Uint id;
    QByteArray output;
};
struct Event {
    QString name;
    QByteArray args; ///< An array, the listener's arguments.
};
using ToClient = std::variant<Init, Error, ActionResponse, Event>;

// --- Client to server on /connect ---

struct ActionRequest {
    Uint id;
    QString name;
    QByteArray args; ///< An array.
};
struct SubscriptionRequest {
    QString eventName;
    bool subscribe = true;
};
using ToServer = std::variant<ActionRequest, SubscriptionRequest>;

// --- HTTP bodies ---

struct HttpActionRequest {
    QByteArray args; ///< An array.
};
struct HttpActionResponse {
    QByteArray output;
};
struct HttpQueueSendRequest {
    QByteArray body;
    std::optional<QString> name;
    std::optional<bool> wait;
    std::optional<std::uint64_t> timeout; ///< Milliseconds.
};
struct HttpQueueSendResponse {
    QString status; ///< "completed" or "timedOut".
    std::optional<QByteArray> response;
};
struct HttpResponseError {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata;
    std::optional<ActorSpecifier> actor;
};
struct HttpResolveResponse {
    QString actorId;
};

} // namespace rove::client::v4
