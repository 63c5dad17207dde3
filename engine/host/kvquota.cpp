// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/kvquota.h"

#include <algorithm>

namespace rove::host {
namespace {

constexpr std::size_t accountCountMax = 4096;

} // namespace

KvQuota::KvQuota(store::Store &store, const Rules &rules)
    : m_store(store)
    , m_rules(rules)
{}

bool KvQuota::take(ActorId actorId, std::uint64_t bytes, const store::Range &everything)
{
    Account &account = accountOf(actorId);
    const bool fits = bytes <= account.room;
    if (fits) {
        account.room -= bytes;
        account.takenMeanwhile += bytes;
    }
    if (!fits || account.room < account.measureBelow)
        measure(actorId, account, everything);
    return fits;
}

void KvQuota::removed(ActorId actorId, const store::Range &everything)
{
    const auto found = m_accounts.find(actorId);
    if (found != m_accounts.end() && found->second.room < m_rules.unmeasuredBytes / 2)
        measure(actorId, found->second, everything);
}

KvQuota::Account &KvQuota::accountOf(ActorId actorId)
{
    if (const auto found = m_accounts.find(actorId); found != m_accounts.end())
        return found->second;
    // Few are left: each of them has put half of what goes unmeasured.
    if (m_accounts.size() >= accountCountMax)
        std::erase_if(m_accounts, [this](const auto &known) {
            return known.second.room >= m_rules.unmeasuredBytes / 2 && !known.second.isBeingMeasured;
        });
    const std::uint64_t room = std::min(m_rules.unmeasuredBytes, m_rules.bytesMax);
    return m_accounts.emplace(actorId, Account{.room = room, .measureBelow = room / 2}).first->second;
}

void KvQuota::measure(ActorId actorId, Account &account, const store::Range &everything)
{
    if (account.isBeingMeasured)
        return;
    account.isBeingMeasured = true;
    account.takenMeanwhile = 0;
    m_store.measure(everything, [this, actorId, alive = std::weak_ptr<const bool>(m_isAlive)](
                                    const Result<std::uint64_t> &bytes) {
        if (!alive.expired())
            measured(actorId, bytes);
    });
}

void KvQuota::measured(ActorId actorId, const Result<std::uint64_t> &bytes)
{
    Account &account = m_accounts.at(actorId);
    account.isBeingMeasured = false;
    if (!bytes)
        return; // The next write asks again.
    const std::uint64_t used = *bytes + account.takenMeanwhile;
    account.room = m_rules.bytesMax - std::min(used, m_rules.bytesMax);
    account.measureBelow = account.room / 2;
}

} // namespace rove::host
