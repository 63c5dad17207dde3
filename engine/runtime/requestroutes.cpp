// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/requestroutes.h"

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

} // namespace rove::runtime
