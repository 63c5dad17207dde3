// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/bigint.h"

#include "protocol/base/limits.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rove::cbor {
namespace {

/// A natural number in 32-bit limbs, the least significant first, without zeros at the end.
using Limbs = std::vector<std::uint32_t>;

constexpr int chunkDigits = 9;
constexpr std::uint32_t chunkRadix = 1'000'000'000;

void multiplyAdd(Limbs &number, std::uint32_t factor, std::uint32_t addend)
{
    std::uint64_t carry = addend;
    for (std::uint32_t &limb : number) {
        carry += std::uint64_t{limb} * factor;
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32;
    }
    if (carry != 0)
        number.push_back(static_cast<std::uint32_t>(carry));
}

/// Divides in place and gives the remainder.
std::uint32_t divide(Limbs &number, std::uint32_t divisor)
{
    std::uint64_t rest = 0;
    for (std::size_t i = number.size(); i-- > 0;) {
        const std::uint64_t value = (rest << 32) | number[i];
        number[i] = static_cast<std::uint32_t>(value / divisor);
        rest = value % divisor;
    }
    while (!number.empty() && number.back() == 0)
        number.pop_back();
    return static_cast<std::uint32_t>(rest);
}

void increment(Limbs &number)
{
    multiplyAdd(number, 1, 1);
}

void decrement(Limbs &number)
{
    for (std::uint32_t &limb : number) {
        if (limb-- != 0)
            break;
    }
    while (!number.empty() && number.back() == 0)
        number.pop_back();
}

Limbs fromDigits(QStringView digits)
{
    Limbs number;
    while (!digits.isEmpty()) {
        const qsizetype size = std::min<qsizetype>(digits.size(), chunkDigits);
        std::uint32_t radix = 1;
        for (qsizetype i = 0; i < size; ++i)
            radix *= 10;
        multiplyAdd(number, radix, digits.first(size).toUInt());
        digits.slice(size);
    }
    return number;
}

QString toDigits(Limbs number)
{
    QStringList chunks;
    while (!number.empty())
        chunks.prepend(QString::number(divide(number, chunkRadix)).rightJustified(chunkDigits, u'0'));
    QString digits = chunks.join(QString());
    digits.remove(0, std::ranges::find_if(digits, [](QChar c) { return c != u'0'; }) - digits.begin());
    return digits.isEmpty() ? QStringLiteral("0") : digits;
}

Limbs fromBytes(QByteArrayView bytes)
{
    Limbs number((static_cast<std::size_t>(bytes.size()) + 3) / 4);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto position = static_cast<std::size_t>(bytes.size() - 1 - i);
        number[position / 4] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i]))
                                << (8 * (position % 4));
    }
    return number;
}

QByteArray toBytes(const Limbs &number)
{
    QByteArray bytes;
    for (std::size_t i = number.size(); i-- > 0;) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.append(static_cast<char>((number[i] >> shift) & 0xffU));
    }
    return bytes;
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

BigInt BigInt::fromMagnitude(bool negative, QByteArrayView magnitude)
{
    while (magnitude.startsWith('\0'))
        magnitude.slice(1);
    return {.negative = negative, .magnitude = magnitude.toByteArray()};
}

BigInt BigInt::fromUnsigned(bool negative, quint64 magnitude)
{
    QByteArray bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>((magnitude >> shift) & 0xffU));
    return fromMagnitude(negative, bytes);
}

std::optional<BigInt> BigInt::fromDecimal(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text.slice(1);
    if (!isDigits(text) || text.size() > limits::bigIntDigitsMax)
        return std::nullopt;
    Limbs number = fromDigits(text);
    if (number.empty())
        return BigInt{};
    if (negative)
        decrement(number);
    return fromMagnitude(negative, toBytes(number));
}

std::optional<quint64> BigInt::magnitudeAsUnsigned() const
{
    if (magnitude.size() > qsizetype{sizeof(quint64)})
        return std::nullopt;
    quint64 value = 0;
    for (const char byte : magnitude)
        value = (value << 8) | static_cast<quint8>(byte);
    return value;
}

std::optional<QString> BigInt::toDecimal() const
{
    // A byte is more than two digits, so that longer magnitudes need not be looked at.
    if (magnitude.size() * 2 > limits::bigIntDigitsMax)
        return std::nullopt;
    Limbs number = fromBytes(magnitude);
    if (negative)
        increment(number);
    const QString digits = toDigits(std::move(number));
    if (digits.size() > limits::bigIntDigitsMax)
        return std::nullopt;
    return negative ? QString(u'-' + digits) : digits;
}

} // namespace rove::cbor
