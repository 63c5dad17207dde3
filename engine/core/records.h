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

/// What the core knows of namespaces, actors, pools and hosts of actors. Values; the core owns them and hands
/// out const references.
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
    QString envoyKey;  ///< Where it runs or starts; empty while nowhere.
    RunnerId runnerId; ///< Of that host, if it is a runner; else null.
    /// Of the newest code that it has run on: it never goes back behind that.
    std::uint32_t hostVersion = 0;
};

/// A pool's settings, by datacenter name, in the API's own JSON (spec/engine-api.md 1.9).
struct RunnerConfig {
    std::map<QString, QJsonObject> datacenters;
};

/// Which protocol a host of actors speaks. They differ in how their commands and generations are counted
/// (spec/runner-envoy.md 3.1) and in that only runners have slots.
enum class HostKind { Envoy, Runner };

/// Why a host gets no more actors and loses those that it has.
enum class DrainReason {
    Stopping,       ///< It asked for it.
    VersionUpgrade, ///< A newer version of its pool has connected.
    Lifespan,       ///< The request that keeps its serverless process alive ends soon.
    Surplus,        ///< Its serverless pool needs fewer, or starts them elsewhere now.
};

/// One host of actors: an envoy or a regular runner (spec/engine-api.md 1.10). Both are "envoys" to the core,
/// which treats them alike but for what `HostKind` says.
struct Envoy {
    QString key; ///< Names it in events and effects: its own key, or of a runner the `runnerHostKey`.
    HostKind kind = HostKind::Envoy;
    RunnerId runnerId; ///< Made by the core, kept until the runner expires; null for envoys.
    QString runnerKey; ///< What the runner itself connected as; empty for envoys.
    NamespaceId namespaceId;
    QString pool;
    std::uint32_t version = 0;
    std::optional<std::uint32_t> totalSlots; ///< None: it takes any number.
    std::uint64_t runningActorCount = 0;
    Instant createTs;
    std::optional<Instant> drainTs;
    std::optional<DrainReason> drainReason;
    std::optional<Instant> stopTs; ///< Only of runners that are gone.
    Instant lastPingTs;
    std::optional<Instant> lastConnectedTs;
    std::chrono::milliseconds lastRtt{};
    std::optional<QJsonObject> metadata;

    /// How many actors it still takes; none if it has no limit.
    [[nodiscard]] std::optional<std::uint32_t> remainingSlots() const
    {
        if (!totalSlots)
            return std::nullopt;
        return runningActorCount < *totalSlots ? *totalSlots - static_cast<std::uint32_t>(runningActorCount)
                                               : 0;
    }
};

/// Names a runner among all hosts. Its own key is unique only within its namespace and pool
/// (spec/engine-api.md 4.3); the control characters keep it apart from every envoy's key.
[[nodiscard]] inline QString runnerHostKey(NamespaceId namespaceId, const QString &pool,
                                           const QString &runnerKey)
{
    constexpr QChar separator(0x1f);
    return separator + namespaceId.toString() + separator + pool + separator + runnerKey;
}

/// What the core has learnt of a pool, beside its configuration.
struct PoolStatus {
    /// The newest envoy protocol that its envoys have spoken. From then on it has no use for runners
    /// (spec/runner-envoy.md 3.5).
    std::optional<std::uint16_t> protocolVersion;
    bool hasHadRunners = false; ///< It is listed by `/runners/names`.
    /// What is wrong with its serverless platform, as the API's `runner_pool_error`
    /// (spec/engine-api.md 1.8); undefined while all is well.
    QJsonValue error = QJsonValue::Undefined;
};

} // namespace rove::core
