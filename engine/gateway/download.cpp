// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/download.h"

#include <algorithm>
#include <utility>

namespace rove::gateway {
namespace {

/// One who keeps to the window is never there; the rest is for those who count otherwise.
constexpr qsizetype windowedBytesMax = 2 * windowBytes;
/// Hosts without a window send an answer as a whole, at most so long (spec/runner-envoy.md 1.1).
constexpr qsizetype unwindowedBytesMax = limits::tunnelPayloadBytesMax;

} // namespace

Download::Download(Channel &channel, std::unique_ptr<net::ResponseBody> body, Windowed windowed)
    : m_channel(channel)
    , m_body(std::move(body))
    , m_windowed(windowed)
{
    if (windowed == Windowed::Yes)
        m_body->onTaken([this] { report(); });
}

bool Download::write(QByteArray bytes)
{
    const qsizetype bytesMax = m_windowed == Windowed::Yes ? windowedBytesMax : unwindowedBytesMax;
    if (m_body->queuedBytes() + bytes.size() > bytesMax)
        return false;
    m_writtenBytes += static_cast<std::uint64_t>(bytes.size());
    m_body->write(std::move(bytes));
    if (m_windowed == Windowed::Yes && m_body->queuedBytes() == 0) // It goes nowhere, as with HEAD.
        report();
    return true;
}

void Download::report()
{
    // What is queued holds framing too, so this says too little until the queue is empty, and never too much.
    const auto queued = static_cast<std::uint64_t>(m_body->queuedBytes());
    const std::uint64_t taken = m_writtenBytes - std::min(queued, m_writtenBytes);
    const bool isWorthIt =
        taken >= m_reportedBytes + chunkBytesMax || (queued == 0 && taken > m_reportedBytes);
    if (!isWorthIt)
        return;
    m_reportedBytes = taken;
    m_channel.send(envoy::v8::ResponseBodyWindowUpdate{.consumedBytes = taken});
}

} // namespace rove::gateway
