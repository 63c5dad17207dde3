// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace rove::host {

/// How long something took, in buckets. A value; one thread.
class Histogram {
public:
    using Duration = std::chrono::steady_clock::duration;

    /// Upper bounds, in seconds; what is longer is in none but the count.
    static constexpr std::array bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                       0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};

    void observe(Duration duration)
    {
        const double seconds = std::chrono::duration<double>(duration).count();
        ++m_count;
        m_sum += seconds;
        for (std::size_t i = 0; i < bounds.size(); ++i)
            if (seconds <= bounds[i])
                ++m_upTo[i];
    }

    /// How many took at most `bounds[i]`.
    [[nodiscard]] std::uint64_t upTo(std::size_t i) const { return m_upTo[i]; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// In seconds.
    [[nodiscard]] double sum() const { return m_sum; }

private:
    std::array<std::uint64_t, bounds.size()> m_upTo{};
    std::uint64_t m_count = 0;
    double m_sum = 0;
};

} // namespace rove::host
