// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/channel.h"
#include "engine/net/http.h"

#include <chrono>
#include <functional>
#include <memory>

namespace rove::gateway {

/// The body of a request on its way to an actor, chunk by chunk (spec/runner-envoy.md 4.2). No more is read
/// of the client than the actor's window takes, so that a client waits for a slow actor and memory for
/// nobody. Engine thread; owned by its call.
class Upload {
public:
    using Failed = std::move_only_function<void(net::Refusal)>;

    /// Sends `first` and then what `rest`, which may be null, brings. `failed` tells, once, that the client
    /// did not bring the rest; it may destroy this.
    Upload(const net::Loop &loop, Channel &channel, QByteArray first, std::shared_ptr<net::RequestBody> rest,
           Failed failed);

    void start() { sendOn(); }
    /// What the actor says that it has read in all; more than was sent is not believed.
    void consumed(std::uint64_t bytes);
    /// The actor wants no more.
    void cancel();

    /// Everything was sent, or the actor wants no more.
    [[nodiscard]] bool isDone() const { return m_isDone; }
    /// More was read of the client than the first part, so that the request cannot be sent again.
    [[nodiscard]] bool hasReadOn() const { return m_hasReadOn; }
    /// Gives back what has not been read, to send the request again. Destroy this afterwards.
    [[nodiscard]] std::shared_ptr<net::RequestBody> takeRest();
    [[nodiscard]] std::chrono::steady_clock::time_point lastProgress() const { return m_lastProgress; }

private:
    void sendOn();
    void readOn();

    const net::Loop &m_loop;
    Channel &m_channel;
    QByteArray m_pending; ///< Read and, from `m_pendingAt` on, not sent.
    qsizetype m_pendingAt = 0;
    std::shared_ptr<net::RequestBody> m_rest;
    Failed m_failed;
    std::uint64_t m_sentBytes = 0;
    std::uint64_t m_consumedBytes = 0;
    std::chrono::steady_clock::time_point m_lastProgress;
    bool m_isReading = false;
    bool m_hasReadOn = false;
    bool m_isDone = false;
};

} // namespace rove::gateway
