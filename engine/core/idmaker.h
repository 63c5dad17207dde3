// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QUuid>

#include <cstdint>

namespace rove::core {

/// Makes the random part of ids: a hash of a seed, a stream and a counter. Equal seeds give equal ids, as the
/// simulator needs, yet an id that a peer sees does not tell it the next one. A value; the core owns one for
/// what it persists and one for the rest, so that looking at the engine does not change what it makes.
class IdMaker {
public:
    enum class Stream : std::uint8_t { Records, Rays };

    IdMaker(std::uint64_t seed, Stream stream);

    /// A version 4 UUID.
    QUuid next();

private:
    std::uint64_t m_seed;
    Stream m_stream;
    std::uint64_t m_counter = 0;
};

} // namespace rove::core
