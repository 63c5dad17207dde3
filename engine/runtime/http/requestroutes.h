// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace rove::runtime {

/// A request or socket of a gateway, as one number.
enum class RequestKey : std::uint64_t {};

[[nodiscard]] RequestKey requestKey(const envoy::v8::GatewayId &gatewayId,
                                    const envoy::v8::RequestId &requestId);

/// Which actor a gateway's open request or socket belongs to: only its first message names the actor; and
/// which sockets have been closed while nobody was there to hear it.
///
/// The one thing that the engine's thread and the workers share beside mailboxes, as both ends may end a
/// request; hence the mutex. It holds no more than the engine has open at once.
class RequestRoutes {
public:
    void add(RequestKey key, const QString &actorId);
    void remove(RequestKey key);
    [[nodiscard]] std::optional<QString> find(RequestKey key) const;

    /// How a client has left while its actor was between two lives: the gateway says it once, and may list
    /// the socket to the next life nevertheless.
    struct MissedClose {
        std::uint16_t index = 0;
        envoy::v8::ClientWebSocketClose close;
    };
    static constexpr std::size_t missedClosesMax = 4096;
    /// The oldest ones are forgotten.
    void noteClose(RequestKey key, MissedClose close);
    [[nodiscard]] std::optional<MissedClose> takeClose(RequestKey key);

private:
    mutable std::mutex m_mutex;
    QHash<RequestKey, QString> m_actorIds;
    std::deque<std::pair<RequestKey, MissedClose>> m_missedCloses;
};

} // namespace rove::runtime
