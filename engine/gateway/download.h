// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/channel.h"
#include "engine/net/http.h"

#include <cstdint>
#include <memory>

namespace rove::gateway {

/// Whether the sender of an answer waits for word of what its client has taken.
enum class Windowed { No, Yes };

/// The body of an answer on its way to a client, as it comes. Tells the actor how much the client has taken,
/// so that an actor waits for a slow client (spec/runner-envoy.md 4.2). Destroying it before `end()` cuts the
/// answer short. Engine thread; owned by its call.
class Download {
public:
    Download(Channel &channel, std::unique_ptr<net::ResponseBody> body, Windowed windowed);

    /// False if the sender has overrun its window; what it sent is dropped.
    [[nodiscard]] bool write(QByteArray bytes);
    void end() { m_body->end(); }

private:
    void report();

    Channel &m_channel;
    std::unique_ptr<net::ResponseBody> m_body;
    const Windowed m_windowed;
    std::uint64_t m_writtenBytes = 0;
    std::uint64_t m_reportedBytes = 0;
};

} // namespace rove::gateway
