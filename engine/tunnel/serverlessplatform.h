// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "engine/core/serverlessfault.h"
#include "engine/net/client.h"

#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>

/// Platforms that run a pool's code when the engine asks for it by HTTP (spec/runner-envoy.md 6).
namespace rove::tunnel {

/// Where a platform is.
struct ServerlessPlatform {
    QString url; ///< Of the pool's configuration, as it stands there.
    net::Headers headers;
    std::chrono::milliseconds pollInterval{};

    /// A request to `path` below the URL; none if that leads nowhere or a header is malformed.
    [[nodiscard]] std::optional<net::ClientRequest> request(const QByteArray &method,
                                                            const QByteArray &path) const;

    friend bool operator==(const ServerlessPlatform &left, const ServerlessPlatform &right);
};

/// The platform of a pool in one datacenter; none if it has none there.
[[nodiscard]] std::optional<ServerlessPlatform> platformOf(const core::RunnerConfig &config,
                                                           const QString &datacenter);
/// Headers as a configuration has them.
[[nodiscard]] net::Headers headersOf(const QJsonObject &headers);

/// What a platform says of itself at `{url}/metadata`.
struct PlatformMetadata {
    QString version;                                   ///< Of RivetKit.
    std::optional<std::uint16_t> envoyProtocolVersion; ///< None: it speaks the runner protocol.
    std::uint32_t codeVersion = 0;
    std::map<QString, QJsonObject> actorNames;
};

/// Why that could not be had, as the manager API says it (spec/engine-api.md 1.9).
struct MetadataFault {
    QString message;
    std::optional<QString> details; ///< What the platform answered; cut.
    QJsonObject metadata;           ///< With `kind`, and what belongs to it.

    [[nodiscard]] QJsonObject toJson() const;
    /// The same as the pool's error.
    [[nodiscard]] core::ServerlessFault toPoolFault() const;
};

using MetadataResult = std::expected<PlatformMetadata, MetadataFault>;

/// What an answer, or the lack of one, says.
[[nodiscard]] MetadataResult readPlatformMetadata(const Result<net::HttpResponse> &answer);
/// For a platform whose URL or headers make no request.
[[nodiscard]] MetadataFault invalidPlatform();

} // namespace rove::tunnel
