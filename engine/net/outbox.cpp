// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/outbox.h"

#include "protocol/base/limits.h"

#include <algorithm>

namespace rove::net {

namespace {

constexpr qsizetype copiedBytesMax = 4 * limits::kibi; // Above, sharing a buffer is cheaper than copying it.
constexpr qsizetype chunkBytesMax = 32 * limits::kibi;
constexpr qsizetype spareBytesMax = 16 * limits::kibi;

} // namespace

void Outbox::append(QByteArrayView head, const QByteArray &body)
{
    copy(head);
    if (body.size() <= copiedBytesMax) {
        copy(body);
    } else {
        m_chunks.push_back({.bytes = body, .isShared = true});
        m_byteCount += body.size();
    }
}

void Outbox::copy(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const bool fits = !m_chunks.empty() && !m_chunks.back().isShared &&
                      m_chunks.back().bytes.size() + bytes.size() <= chunkBytesMax;
    if (!fits)
        m_chunks.push_back({.bytes = std::exchange(m_spare, {})});
    m_chunks.back().bytes.append(bytes);
    m_byteCount += bytes.size();
}

std::size_t Outbox::gather(std::span<QByteArrayView> into) const
{
    const std::size_t count = std::min(into.size(), m_chunks.size());
    for (std::size_t i = 0; i < count; ++i)
        into[i] = m_chunks[i].bytes;
    if (count > 0)
        into[0] = into[0].sliced(m_sentOfFirst);
    return count;
}

void Outbox::consume(qsizetype count)
{
    m_byteCount -= count;
    m_sentOfFirst += count;
    while (!m_chunks.empty() && m_sentOfFirst >= m_chunks.front().bytes.size()) {
        Chunk &sent = m_chunks.front();
        m_sentOfFirst -= sent.bytes.size();
        if (!sent.isShared && sent.bytes.capacity() <= spareBytesMax) {
            sent.bytes.resize(0); // Unlike clear(), keeps the memory.
            m_spare = std::move(sent.bytes);
        }
        m_chunks.pop_front();
    }
}

void Outbox::clear()
{
    m_chunks.clear();
    m_spare.clear();
    m_sentOfFirst = 0;
    m_byteCount = 0;
}

} // namespace rove::net
