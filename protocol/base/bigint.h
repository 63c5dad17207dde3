// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <optional>

namespace rove::cbor {

/// An integer of any size as CBOR holds one: `magnitude` is n, big endian, without leading zeros, and the
/// number is n, or -1 - n if `negative`.
struct BigInt {
    bool negative = false;
    QByteArray magnitude;

    static BigInt fromMagnitude(bool negative, QByteArrayView magnitude);
    static BigInt fromUnsigned(bool negative, quint64 magnitude);
    /// None if the text is not a whole decimal number or is longer than `limits::bigIntDigitsMax`.
    static std::optional<BigInt> fromDecimal(QStringView text);

    /// None if the magnitude does not fit.
    [[nodiscard]] std::optional<quint64> magnitudeAsUnsigned() const;
    /// None if it is longer than `limits::bigIntDigitsMax`.
    [[nodiscard]] std::optional<QString> toDecimal() const;
};

} // namespace rove::cbor
