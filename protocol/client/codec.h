// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/client/v4.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QCborArray>

#include <optional>

/// The client protocol's bytes in its three encodings and four versions (spec/client-gateway.md 1.1, 2 and
/// 4). Pure functions; each failure is a value.
namespace rove::client {

enum class Encoding { Json, Cbor, Bare };

inline constexpr int versionMin = 1;
inline constexpr int versionMax = 4;

/// The encoding of an `x-rivet-encoding` header or a `rivet_encoding.` subprotocol; none if none has that
/// name.
[[nodiscard]] std::optional<Encoding> encodingFromName(QByteArrayView name);
[[nodiscard]] QByteArray encodingName(Encoding encoding);
/// What HTTP bodies in the encoding are labelled with.
[[nodiscard]] QByteArray contentType(Encoding encoding);
/// The version to answer with where a peer has not told it: by its `user-agent`, else the newest (1.1, rule
/// 1).
[[nodiscard]] int versionFromUserAgent(QByteArrayView userAgent);

template <class Message>
struct Received {
    Message message;
    std::optional<int> version; ///< The peer's; only BARE carries it.
};

/// `Message` is v4::ToClient, v4::ToServer or one of the v4::Http… bodies. Fails with `ActorInvalidRequest`
/// for bytes that are no such message, an unknown version or tag, and bytes left over. What a version lacks
/// is empty.
template <class Message>
[[nodiscard]] Result<Received<Message>> decode(QByteArrayView bytes, Encoding encoding);

/// Writes for a peer of `version`, which JSON and CBOR need too: before 4 there is no `actor`, CBOR values
/// are native, and JSON has null for undefined. Fails with `ActorSendFailed` if a user's value is not CBOR in
/// compat form, or the version has no such message.
template <class Message>
[[nodiscard]] Result<QByteArray> encode(const Message &message, Encoding encoding, int version = versionMax);

/// The positional arguments in a user's value: an array's items, none for null, undefined and no bytes at
/// all, and any other value as the only one (spec/inspector.md 3.5). `CborInvalid` if it is not CBOR in
/// compat form.
[[nodiscard]] Result<QCborArray> decodeArguments(QByteArrayView value);

} // namespace rove::client
