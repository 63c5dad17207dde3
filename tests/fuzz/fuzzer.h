// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArrayView>

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls with each input, and replay.cpp with each file. Gives 0; a bug aborts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace rove::fuzz {

/// An input of which the first byte chooses what to do with the rest.
struct Chosen {
    std::uint8_t choice = 0;
    QByteArrayView bytes;
};

inline Chosen chosen(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView all(data, static_cast<qsizetype>(size));
    if (all.isEmpty())
        return {};
    return {.choice = data[0], .bytes = all.sliced(1)};
}

} // namespace rove::fuzz
