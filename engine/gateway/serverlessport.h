// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/id.h"

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <expected>
#include <functional>

namespace rove::gateway {

/// The manager API's way to the platforms of serverless pools. Engine thread; the host joins it to the
/// tunnel.
class ServerlessPort {
public:
    /// The platform's version, or the API's JSON of what is wrong with it (spec/engine-api.md 1.9). May come
    /// at once.
    using Checked = std::move_only_function<void(std::expected<QString, QJsonObject>)>;

    ServerlessPort() = default;
    ServerlessPort(const ServerlessPort &) = delete;
    ServerlessPort &operator=(const ServerlessPort &) = delete;
    virtual ~ServerlessPort() = default;

    /// Asks a platform, whether or not it is some pool's.
    virtual void check(const QString &url, const QJsonObject &headers, Checked checked) = 0;
    /// Asks the platform of a pool again; false if the pool has none.
    [[nodiscard]] virtual bool refresh(NamespaceId namespaceId, const QString &pool, Checked checked) = 0;
};

} // namespace rove::gateway
