// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/ensure.h"

#include <chrono>
#include <cstdint>

namespace rove::sim {

/// The one source of chance in a world (SplitMix64): the seed decides everything. A value; each part of a
/// world that throws dice gets a reference to the world's.
class SimRandom {
public:
    explicit SimRandom(std::uint64_t seed)
        : m_state(seed)
    {}

    std::uint64_t next()
    {
        std::uint64_t mixed = m_state += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
    std::uint64_t below(std::uint64_t end)
    {
        ENSURE(end > 0);
        return next() % end;
    }
    bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability; }
    /// Between zero and `max`; short ones are likelier than long ones.
    std::chrono::milliseconds delay(std::chrono::milliseconds max)
    {
        const auto bound = below(static_cast<std::uint64_t>(max.count()) + 1);
        return std::chrono::milliseconds(static_cast<std::int64_t>(below(bound + 1)));
    }
    const auto &pick(const auto &list)
    {
        return list[static_cast<decltype(list.size())>(below(list.size()))];
    }

private:
    std::uint64_t m_state;
};

} // namespace rove::sim
