// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/inspector/v6.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QStringView>

#include <optional>

/// Inspector frames: which schema a socket speaks, and the newest schema's structs to and from its bytes.
/// Pure functions; each failure is a value. Source: spec/inspector.md 2.2 and 2.3.
namespace rove::inspector {

inline constexpr int versionMin = 3;
inline constexpr int versionMax = 6;
/// What a server sends to a client that asked for no version.
inline constexpr int embeddedServerVersion = 5;

enum class Framing {
    Embedded,   ///< Each frame begins with its version, 16 bits, little endian.
    Negotiated, ///< The version stands in the URL; frames are bare.
};

/// How one socket frames its messages. With `Embedded`, `version` is the one to write; reading goes by the
/// frame.
struct Dialect {
    Framing framing = Framing::Negotiated;
    int version = versionMax;

    friend bool operator==(const Dialect &, const Dialect &) = default;
};

/// Client: the dialect of a server, told by its first frame, which is always Init, after
/// `?protocol_version=N` was asked.
[[nodiscard]] Result<Dialect> detect(QByteArrayView firstServerFrame, int requestedVersion);
/// Server: the dialect that a client asks for by the first value of `protocol_version`, none if it is not
/// there. `InspectorInvalidProtocolVersion` if it is not a version that we speak.
[[nodiscard]] Result<Dialect> negotiate(std::optional<QStringView> protocolVersion);

/// `InspectorInvalidRequest` if an older schema cannot say it.
[[nodiscard]] Result<QByteArray> encodeToServer(const v6::ToServer &message, Dialect dialect);
[[nodiscard]] Result<v6::ToServer> decodeToServer(QByteArrayView frame, Dialect dialect);

/// An answer that an older schema cannot say becomes an `Error` "inspector.…_dropped"; none for a push that
/// such a client is not sent at all.
[[nodiscard]] std::optional<QByteArray> encodeToClient(const v6::ToClient &message, Dialect dialect);
/// Fields that an older server does not know are empty.
[[nodiscard]] Result<v6::ToClient> decodeToClient(QByteArrayView frame, Dialect dialect);

} // namespace rove::inspector
