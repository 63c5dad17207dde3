// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <cstdint>
#include <mutex>
#include <optional>

namespace rove::runtime {

/// A request or socket of a gateway, as one number.
enum class RequestKey : std::uint64_t {};

[[nodiscard]] RequestKey requestKey(const envoy::v8::GatewayId &gatewayId,
                                    const envoy::v8::RequestId &requestId);

/// Which actor a gateway's open request or socket belongs to: only its first message names the actor.
///
/// The one thing that the engine's thread and the workers share beside mailboxes, as both ends may end a
/// request; hence the mutex. It holds no more than the engine has open at once.
class RequestRoutes {
public:
    void add(RequestKey key, const QString &actorId);
    void remove(RequestKey key);
    [[nodiscard]] std::optional<QString> find(RequestKey key) const;

private:
    mutable std::mutex m_mutex;
    QHash<RequestKey, QString> m_actorIds;
};

} // namespace rove::runtime
