// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace rove::ui {

/// How long to wait before the next try: doubles from the shortest to the longest delay, each shortened by up
/// to a quarter at random, so that many windows do not knock in step. A value; `reset()` after a success.
class Backoff {
public:
    using Delay = std::chrono::milliseconds;

    Backoff(Delay shortest, Delay longest)
        : m_shortest(shortest)
        , m_longest(longest)
        , m_next(shortest)
    {}

    [[nodiscard]] Delay next();
    void reset() { m_next = m_shortest; }

private:
    Delay m_shortest;
    Delay m_longest;
    Delay m_next;
};

} // namespace rove::ui
