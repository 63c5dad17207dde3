// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/inputbuffer.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <cstring>

namespace rove::net {

namespace {

// Most requests and messages fit, and thousands of idle connections cost little.
constexpr qsizetype capacityInitial = 4 * limits::kibi;
constexpr qsizetype growthFactor = 4;

} // namespace

InputBuffer::InputBuffer(qsizetype bytesMax)
    : m_bytesMax(bytesMax)
    , m_capacity(std::min(capacityInitial, bytesMax))
    , m_storage(std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(m_capacity)))
{}

QByteArrayView InputBuffer::bytes() const
{
    return {m_storage.get() + m_begin, m_end - m_begin};
}

std::span<char> InputBuffer::space()
{
    if (m_wasFilled && m_capacity < m_bytesMax)
        moveTo(std::min(m_capacity * growthFactor, m_bytesMax));
    else if (m_begin == m_end)
        m_begin = m_end = 0;
    else if (m_begin > 0 && m_capacity - m_end < m_capacity / 2)
        moveTo(m_capacity);
    m_wasFilled = false;
    return {m_storage.get() + m_end, static_cast<std::size_t>(m_capacity - m_end)};
}

void InputBuffer::commit(qsizetype count)
{
    m_end += count;
    ENSURE(m_end <= m_capacity);
    m_wasFilled = m_end == m_capacity;
}

void InputBuffer::moveTo(qsizetype capacity)
{
    const qsizetype size = m_end - m_begin;
    if (capacity == m_capacity) {
        std::memmove(m_storage.get(), m_storage.get() + m_begin, static_cast<std::size_t>(size));
    } else {
        auto larger = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(capacity));
        std::memcpy(larger.get(), m_storage.get() + m_begin, static_cast<std::size_t>(size));
        m_storage = std::move(larger);
        m_capacity = capacity;
    }
    m_begin = 0;
    m_end = size;
}

} // namespace rove::net
