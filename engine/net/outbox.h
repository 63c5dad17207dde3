// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

#include <deque>
#include <span>

namespace rove::net {

/// Bytes on their way to a peer. Small pieces are copied one after the other into chunks, so that a burst of
/// messages leaves in one system call; large ones are shared and never copied. Unbounded by itself: whoever
/// appends looks at `byteCount()` first.
class Outbox {
public:
    /// `head` is copied, `body` follows it.
    void append(QByteArrayView head, const QByteArray &body);
    [[nodiscard]] bool isEmpty() const { return m_byteCount == 0; }
    [[nodiscard]] qsizetype byteCount() const { return m_byteCount; }

    /// Fills `into` with what comes next and returns how many places it took.
    [[nodiscard]] std::size_t gather(std::span<QByteArrayView> into) const;
    /// The first `count` bytes were taken over by the system.
    void consume(qsizetype count);
    void clear();

private:
    struct Chunk {
        QByteArray bytes;
        bool isShared = false;
    };
    void copy(QByteArrayView bytes);

    std::deque<Chunk> m_chunks;
    QByteArray m_spare; ///< An emptied chunk that keeps its memory for the next one.
    qsizetype m_sentOfFirst = 0;
    qsizetype m_byteCount = 0;
};

} // namespace rove::net
