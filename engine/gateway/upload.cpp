// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/upload.h"

#include <algorithm>
#include <utility>

namespace rove::gateway {

using namespace envoy::v8;

Upload::Upload(const net::Loop &loop, Channel &channel, QByteArray first,
               std::shared_ptr<net::RequestBody> rest, Failed failed)
    : m_loop(loop)
    , m_channel(channel)
    , m_pending(std::move(first))
    , m_rest(std::move(rest))
    , m_failed(std::move(failed))
    , m_lastProgress(loop.steadyNow())
{}

void Upload::sendOn()
{
    while (!m_isDone) {
        const qsizetype waiting = m_pending.size() - m_pendingAt;
        const auto room = windowBytes - static_cast<qsizetype>(m_sentBytes - m_consumedBytes);
        if (waiting == 0 && m_rest)
            return readOn();
        if (waiting > 0 && room <= 0)
            return; // Until the actor has read some.
        const qsizetype size = std::min({waiting, room, chunkBytesMax});
        QByteArray chunk = m_pending.sliced(m_pendingAt, std::max<qsizetype>(size, 0));
        m_pendingAt += chunk.size();
        m_sentBytes += static_cast<std::uint64_t>(chunk.size());
        m_isDone = m_pendingAt == m_pending.size() && !m_rest;
        m_lastProgress = m_loop.steadyNow();
        m_channel.send(RequestChunk{.body = std::move(chunk), .finish = m_isDone});
    }
}

void Upload::readOn()
{
    if (std::exchange(m_isReading, true))
        return;
    // Ends with the source, which is this object's.
    m_rest->read([this](std::expected<net::RequestBody::Piece, net::Refusal> piece) {
        m_isReading = false;
        if (!piece) {
            m_isDone = true;
            Failed failed = std::move(m_failed); // Which may destroy this.
            return failed(piece.error());
        }
        m_hasReadOn = true;
        m_pending = std::move(piece->bytes);
        m_pendingAt = 0;
        if (piece->isLast)
            m_rest.reset();
        sendOn();
    });
}

void Upload::consumed(std::uint64_t bytes)
{
    m_consumedBytes = std::clamp(bytes, m_consumedBytes, m_sentBytes);
    m_lastProgress = m_loop.steadyNow();
    sendOn();
}

std::shared_ptr<net::RequestBody> Upload::takeRest()
{
    if (m_rest && m_isReading)
        m_rest->read(nullptr);
    return std::move(m_rest);
}

void Upload::cancel()
{
    m_isDone = true;
    m_rest.reset();
    m_pending.clear();
}

} // namespace rove::gateway
