// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <concepts>
#include <cstdint>

namespace rove::bare {

/// Reads BARE primitives from bytes that nobody vouches for (spec/inspector.md 2.1).
///
/// A value on the stack; it does not own the bytes. The first fault sticks: from then on every read gives an
/// empty value and `finish()` gives the fault, so callers check once, at the end. Nothing it returns is
/// larger than its input.
class Reader {
public:
    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {}

    /// Little endian, `sizeof(T)` bytes.
    template <std::unsigned_integral T>
    T fixed()
    {
        const QByteArrayView bytes = raw(sizeof(T));
        std::uint64_t value = 0;
        for (qsizetype i = bytes.size(); i-- > 0;)
            value = (value << 8) | static_cast<std::uint8_t>(bytes[i]);
        return static_cast<T>(value);
    }
    /// One byte, 0 or 1.
    bool boolean();
    /// LEB128 of at most 64 bits, in as few bytes as possible.
    std::uint64_t uint();
    /// A `uint` below `count`: the tag of a union or the value of an enum.
    std::size_t index(std::size_t count);
    /// The number of items that follow, each of at least `itemBytesMin` bytes.
    qsizetype count(qsizetype itemBytesMin);
    /// Exactly `size` bytes, or, with a fault, none.
    QByteArrayView raw(std::uint64_t size);
    QByteArray data();
    /// Must be UTF-8.
    QString string();

    void fail(const QString &message);
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] qsizetype remaining() const { return m_bytes.size() - m_position; }
    /// The fault, `BareInvalid`, if there was one or bytes are left over.
    [[nodiscard]] Result<> finish();

private:
    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    bool m_failed = false;
    QString m_message;
};

} // namespace rove::bare
