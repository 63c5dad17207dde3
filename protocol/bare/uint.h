// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace rove::bare {

/// A number that BARE writes with as many bytes as it needs (`uint`, LEB128), unlike the fixed-width
/// integers.
struct Uint {
    std::uint64_t value = 0;

    friend auto operator<=>(const Uint &, const Uint &) = default;
};

} // namespace rove::bare
