// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/policy.h"
#include "engine/core/poolsettings.h"
#include "engine/core/records.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace rove::core {

/// One pool: its settings here, what is known of it, and how its serverless platform does of late.
struct PoolEntry {
    std::optional<PoolSettings> settings; ///< None: it is not configured, or not here.
    PoolStatus status;
    bool isDescribed = false; ///< Its platform has said what it speaks, since the engine started.
    int successCount = 0;     ///< In a row, since the error.
    int failureCount = 0;     ///< In a row; sets how long it rests.
    Instant lastFailureTs{};
    std::optional<Instant> restsUntil; ///< No request is opened before.

    [[nodiscard]] bool isServerless() const { return settings && settings->serverless; }
    /// Each of its actors is started by a request of its own.
    [[nodiscard]] bool startsByRequest() const { return isServerless() && status.protocolVersion; }
    [[nodiscard]] HostKind hostKind() const
    {
        return status.protocolVersion ? HostKind::Envoy : HostKind::Runner;
    }
};

/// The pools that are configured or have had hosts. The core owns it; it writes no rows.
class PoolTable {
public:
    [[nodiscard]] const PoolEntry *find(const PoolName &pool) const;
    [[nodiscard]] PoolEntry *find(const PoolName &pool);
    /// An entry that is made if there is none.
    [[nodiscard]] PoolEntry &ensure(const PoolName &pool) { return m_entries[pool]; }
    [[nodiscard]] const std::map<PoolName, PoolEntry> &entries() const { return m_entries; }
    void configure(const PoolName &pool, std::optional<PoolSettings> settings);

    /// Something of its serverless platform went well; enough of that in a row ends the error.
    void succeeded(const PoolName &pool, const Policy &policy);
    /// Something went wrong, and is shown until all is well again.
    void failed(const PoolName &pool, const QJsonValue &error);
    /// Opens no request for a while, twice as long each time (spec/engine-api.md 3.2). Those that fail
    /// together, while it rests, count once.
    void rest(Instant now, const PoolName &pool, const Policy &policy);
    void endRest(const PoolName &pool);
    [[nodiscard]] std::optional<Instant> nextDue() const;
    /// A pool whose rest is over.
    [[nodiscard]] std::optional<PoolName> due(Instant now) const;

private:
    std::map<PoolName, PoolEntry> m_entries;
    std::set<std::pair<Instant, PoolName>> m_resting;
};

} // namespace rove::core
