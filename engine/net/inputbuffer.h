// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArrayView>

#include <memory>
#include <span>

namespace rove::net {

/// What a connection received and its session has not consumed yet, in one piece. Starts small and grows up
/// to its bound only for peers that fill it; full means that reading must wait. Only `space()` moves the
/// content, so bytes may be consumed while the system still writes into the space given before.
class InputBuffer {
public:
    explicit InputBuffer(qsizetype bytesMax);

    [[nodiscard]] QByteArrayView bytes() const;
    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }
    [[nodiscard]] bool isFull() const { return m_end - m_begin == m_bytesMax; }
    void consume(qsizetype count) { m_begin += count; }
    void clear() { m_begin = m_end; }

    /// Room for what comes next; empty only when the buffer is full.
    [[nodiscard]] std::span<char> space();
    /// The first `count` bytes of the last `space()` were received.
    void commit(qsizetype count);

private:
    void moveTo(qsizetype capacity);

    qsizetype m_bytesMax;
    qsizetype m_capacity;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    bool m_wasFilled = false;
    std::unique_ptr<char[]> m_storage;
};

} // namespace rove::net
