// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/serverlessport.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <functional>

/// The two routes of the manager API that ask a serverless platform (spec/engine-api.md 1.9).
namespace rove::gateway {

using RouteAnswer = std::function<void(const Result<QJsonObject> &)>;

/// `POST /runner-configs/serverless-health-check`: always answers, also that the platform is ill. Fails for a
/// body that names none.
[[nodiscard]] Result<> checkServerlessPlatform(ServerlessPort &platforms, const QByteArray &body,
                                               RouteAnswer answer);

/// `POST /runner-configs/{pool}/refresh-metadata`: fails for a pool without a platform.
[[nodiscard]] Result<> refreshServerlessPool(ServerlessPort &platforms, NamespaceId namespaceId,
                                             const QString &pool, RouteAnswer answer);

} // namespace rove::gateway
