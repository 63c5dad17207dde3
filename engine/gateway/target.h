// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

namespace rove::gateway {

/// An actor named by its id: `/gateway/{id}[@token]/…`.
struct DirectTarget {
    ActorId actorId;
};

enum class QueryMethod { Get, GetOrCreate };

/// An actor named by type and key: `/gateway/{name}/…?rvt-namespace=…&rvt-method=…`.
struct QueryTarget {
    QString namespaceName;
    QueryMethod method = QueryMethod::Get;
    QString name;
    QStringList key;
    QString pool;
    std::optional<QString> region;
    std::optional<QByteArray> input; ///< CBOR.
    core::CrashPolicy crashPolicy = core::CrashPolicy::Sleep;
};

/// Whom a request to the gateway is for, and what of it the actor sees.
struct Target {
    std::variant<DirectTarget, QueryTarget> actor;
    QByteArray path;                      ///< Begins with `/`; the user's query kept byte for byte.
    std::optional<QByteArray> token = {}; ///< As the path or its query has it.
};

/// Reads a request target that begins with `/gateway` (spec/client-gateway.md 5.2). None if it is no gateway
/// path at all, which the API then answers with 404; an error is the gateway's own.
[[nodiscard]] Result<std::optional<Target>> parseGatewayTarget(const QByteArray &target);

} // namespace rove::gateway
