// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QStringView>

#include <concepts>
#include <cstdint>
#include <utility>

namespace rove::bare {

/// Appends BARE primitives to a byte array, which `take()` hands over (spec/inspector.md 2.1). A value;
/// cannot fail.
class Writer {
public:
    /// Little endian, `sizeof(T)` bytes.
    template <std::unsigned_integral T>
    void fixed(T value)
    {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            m_bytes.append(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xffU));
    }
    void boolean(bool value) { m_bytes.append(value ? '\1' : '\0'); }
    void uint(std::uint64_t value);
    void raw(QByteArrayView bytes) { m_bytes.append(bytes); }
    void data(QByteArrayView bytes);
    void string(QStringView text);

    [[nodiscard]] QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    QByteArray m_bytes;
};

} // namespace rove::bare
