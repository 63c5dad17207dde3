// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QUuid>

#include <cstdint>

namespace rove::core {

/// Makes the random part of ids: a hash of a seed and a counter. Equal seeds give equal ids, as the simulator
/// needs, yet an id that a peer sees does not tell it the next one. A value; the core owns one.
class IdMaker {
public:
    explicit IdMaker(std::uint64_t seed);

    /// A version 4 UUID.
    QUuid next();

private:
    std::uint64_t m_seed;
    std::uint64_t m_counter = 0;
};

} // namespace rove::core
