// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/id.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

/// What the core knows of namespaces, actors, pools and envoys. Values; the core owns them and hands out
/// const references.
namespace rove::core {

/// Unix time in milliseconds, as every timestamp of the API.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

enum class CrashPolicy { Restart, Sleep, Destroy };

struct Namespace {
    NamespaceId id;
    QString name;
    QString displayName;
    Instant createTs;
};

/// One actor as the manager API shows it (spec/engine-api.md 1.8). Timestamps are none where the API says
/// null.
struct Actor {
    ActorId id;
    NamespaceId namespaceId;
    QString name;
    std::optional<QString> key;
    std::optional<QByteArray> input;
    QString pool;
    CrashPolicy crashPolicy = CrashPolicy::Sleep;
    Instant createTs;
    std::optional<Instant> startTs;
    std::optional<Instant> pendingAllocationTs;
    std::optional<Instant> connectableTs;
    std::optional<Instant> sleepTs;
    std::optional<Instant> rescheduleTs;
    std::optional<Instant> destroyTs;
    QJsonValue error = QJsonValue::Undefined; ///< As the API's `error`: a string or an object.
    std::uint32_t generation = 0;
    QString envoyKey; ///< Where it runs or starts; empty while nowhere.
};

/// A pool's settings, by datacenter name, in the API's own JSON (spec/engine-api.md 1.9).
struct RunnerConfig {
    std::map<QString, QJsonObject> datacenters;
};

/// One connected host of actors (spec/engine-api.md 1.10).
struct Envoy {
    QString key;
    NamespaceId namespaceId;
    QString pool;
    std::uint32_t version = 0;
    std::uint64_t runningActorCount = 0;
    Instant createTs;
    std::optional<Instant> stopTs;
    Instant lastPingTs;
    std::optional<Instant> lastConnectedTs;
    std::chrono::milliseconds lastRtt{};
    std::optional<QJsonObject> metadata;
};

} // namespace rove::core
