// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/requestroutes.h"

#include <algorithm>

namespace rove::runtime {

RequestKey requestKey(const envoy::v8::GatewayId &gatewayId, const envoy::v8::RequestId &requestId)
{
    std::uint64_t key = 0;
    for (const std::uint8_t byte : gatewayId)
        key = (key << 8) | byte;
    for (const std::uint8_t byte : requestId)
        key = (key << 8) | byte;
    return RequestKey(key);
}

void RequestRoutes::add(RequestKey key, const QString &actorId)
{
    const std::lock_guard lock(m_mutex);
    m_actorIds.insert(key, actorId);
}

void RequestRoutes::remove(RequestKey key)
{
    const std::lock_guard lock(m_mutex);
    m_actorIds.remove(key);
}

std::optional<QString> RequestRoutes::find(RequestKey key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_actorIds.constFind(key);
    return found == m_actorIds.cend() ? std::nullopt : std::optional(*found);
}

void RequestRoutes::noteClose(RequestKey key, MissedClose close)
{
    const std::lock_guard lock(m_mutex);
    if (m_missedCloses.size() >= missedClosesMax)
        m_missedCloses.pop_front();
    m_missedCloses.emplace_back(key, std::move(close));
}

std::optional<RequestRoutes::MissedClose> RequestRoutes::takeClose(RequestKey key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_missedCloses, key, &std::pair<RequestKey, MissedClose>::first);
    if (found == m_missedCloses.end())
        return std::nullopt;
    MissedClose close = std::move(found->second);
    m_missedCloses.erase(found);
    return close;
}

} // namespace rove::runtime
