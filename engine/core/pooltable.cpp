// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/pooltable.h"

#include <algorithm>

namespace rove::core {

const PoolEntry *PoolTable::find(const PoolName &pool) const
{
    const auto found = m_entries.find(pool);
    return found == m_entries.end() ? nullptr : &found->second;
}

PoolEntry *PoolTable::find(const PoolName &pool)
{
    const auto found = m_entries.find(pool);
    return found == m_entries.end() ? nullptr : &found->second;
}

void PoolTable::configure(const PoolName &pool, std::optional<PoolSettings> settings)
{
    m_entries[pool].settings = std::move(settings);
}

// --- How its platform does ---

void PoolTable::succeeded(const PoolName &pool, const Policy &policy)
{
    PoolEntry &entry = m_entries[pool];
    entry.failureCount = 0;
    entry.successCount = std::min(entry.successCount + 1, policy.poolErrorSuccessesToClear);
    if (entry.successCount == policy.poolErrorSuccessesToClear)
        entry.status.error = QJsonValue::Undefined;
}

void PoolTable::failed(const PoolName &pool, const QJsonValue &error)
{
    PoolEntry &entry = m_entries[pool];
    entry.successCount = 0;
    entry.status.error = error;
}

void PoolTable::rest(Instant now, const PoolName &pool, const Policy &policy)
{
    PoolEntry &entry = m_entries[pool];
    if (entry.restsUntil)
        return;
    if (entry.lastFailureTs < now - policy.serverlessRetryResetDuration)
        entry.failureCount = 0;
    const int exponent = std::min(entry.failureCount, policy.serverlessBackoffMaxExponent);
    entry.failureCount = exponent + 1;
    entry.lastFailureTs = now;
    entry.restsUntil = now + policy.serverlessBaseRetryTimeout * (1LL << exponent);
    m_resting.emplace(*entry.restsUntil, pool);
}

void PoolTable::endRest(const PoolName &pool)
{
    PoolEntry &entry = m_entries[pool];
    if (entry.restsUntil)
        m_resting.erase({*entry.restsUntil, pool});
    entry.restsUntil.reset();
}

std::optional<Instant> PoolTable::nextDue() const
{
    return m_resting.empty() ? std::nullopt : std::optional(m_resting.begin()->first);
}

std::optional<PoolName> PoolTable::due(Instant now) const
{
    return m_resting.empty() || m_resting.begin()->first > now ? std::nullopt
                                                               : std::optional(m_resting.begin()->second);
}

} // namespace rove::core
