// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/client/codec.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <optional>

/// What a client says when it opens a request or socket, before any message: all of it in headers and the
/// URL.
namespace rove::runtime {

struct SplitPath {
    QString path;
    QString query; ///< Without the question mark.
};
[[nodiscard]] SplitPath splitPath(const QString &pathAndQuery);

[[nodiscard]] QString headerValue(const envoy::v8::Headers &headers, const QString &name);

/// The rest of the first offered subprotocol that starts with `prefix`; none if there is none.
[[nodiscard]] std::optional<QString> subprotocolValue(const envoy::v8::Headers &headers, QStringView prefix);

/// The encoding of a `/connect` socket; `ActorUnsupportedWebsocketEncoding` for a name that is not one.
[[nodiscard]] Result<client::Encoding> socketEncoding(const envoy::v8::Headers &headers);
/// Undefined if there are none; `ActorInvalidRequest` for text that is not JSON.
[[nodiscard]] Result<QCborValue> socketParams(const envoy::v8::Headers &headers);

/// JSON where there is none, or one that is not known (spec/client-gateway.md 4.1).
[[nodiscard]] client::Encoding requestEncoding(const envoy::v8::Headers &headers);
[[nodiscard]] Result<QCborValue> requestParams(const envoy::v8::Headers &headers);

/// The inspector token that an upgrade or a request brings: the subprotocol first, then `Authorization`;
/// empty if none.
[[nodiscard]] QString inspectorToken(const envoy::v8::Headers &headers);
/// Takes as long for a wrong token as for the right one.
[[nodiscard]] bool isSameToken(const QByteArray &expected, const QString &given);

} // namespace rove::runtime
