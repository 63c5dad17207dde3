// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace rove::host {

/// Values on their way from many threads to one, in order. The first value put into an empty box calls
/// `wake`, whose receiver then takes everything at once, so a burst costs one wake-up. A full box holds its
/// senders until there is room: an actor that outruns the engine waits for it. Closing lets senders go on
/// without effect.
template <class T>
class Mailbox {
public:
    /// `wake` runs on the sender's thread and must not block.
    Mailbox(std::size_t capacity, std::function<void()> wake)
        : m_capacity(capacity)
        , m_wake(std::move(wake))
    {}

    /// Any thread but the receiver's.
    void put(T value)
    {
        bool wasEmpty = false;
        {
            std::unique_lock lock(m_mutex);
            m_room.wait(lock, [this] { return m_values.size() < m_capacity || m_isClosed; });
            if (m_isClosed)
                return;
            wasEmpty = m_values.empty();
            m_values.push_back(std::move(value));
        }
        if (wasEmpty)
            m_wake();
    }

    /// The receiver's thread.
    [[nodiscard]] std::vector<T> takeAll()
    {
        std::vector<T> values;
        {
            const std::scoped_lock lock(m_mutex);
            values.swap(m_values);
        }
        m_room.notify_all();
        return values;
    }

    void close()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_isClosed = true;
        }
        m_room.notify_all();
    }

private:
    const std::size_t m_capacity;
    const std::function<void()> m_wake;
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::vector<T> m_values;
    bool m_isClosed = false;
};

} // namespace rove::host
