// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/id.h"

#include <QtCore/QByteArray>

#include <algorithm>

namespace rove {
namespace {

constexpr std::uint8_t idVersion = 1;
constexpr std::uint32_t radix = 36;
constexpr QLatin1StringView digits("0123456789abcdefghijklmnopqrstuvwxyz");

/// The id as one little-endian number in 32-bit limbs; 20 bytes, of which the last must stay zero.
using Number = std::array<std::uint32_t, 5>;

Number toNumber(const std::array<std::uint8_t, 19> &bytes)
{
    Number number{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        number[i / 4] |= std::uint32_t{bytes[i]} << (8 * (i % 4));
    return number;
}

/// The text is worked on in chunks of six digits, the most that a 32-bit limb holds.
constexpr qsizetype chunkDigits = 6;
constexpr std::uint32_t chunkRadix = radix * radix * radix * radix * radix * radix;
static_assert(IdBytes::textLength % chunkDigits == 0);

std::uint32_t takeLowestChunk(Number &number)
{
    std::uint64_t rest = 0;
    for (std::size_t i = number.size(); i-- > 0;) {
        const std::uint64_t value = (rest << 32) | number[i];
        number[i] = static_cast<std::uint32_t>(value / chunkRadix);
        rest = value % chunkRadix;
    }
    return static_cast<std::uint32_t>(rest);
}

/// number * 36^6 + chunk; false if the result needs more than 20 bytes.
bool appendChunk(Number &number, std::uint32_t chunk)
{
    std::uint64_t carry = chunk;
    for (std::uint32_t &limb : number) {
        carry += std::uint64_t{limb} * chunkRadix;
        limb = static_cast<std::uint32_t>(carry);
        carry >>= 32;
    }
    return carry == 0;
}

int digitOf(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u >= u'a' && u <= u'z')
        return u - u'a' + 10;
    if (u >= u'A' && u <= u'Z')
        return u - u'A' + 10;
    return -1;
}

} // namespace

Result<IdBytes> IdBytes::parse(QStringView text)
{
    if (text.size() != textLength)
        return failure(ErrorCode::IdInvalid);
    Number number{};
    for (qsizetype end = text.size(); end > 0; end -= chunkDigits) {
        std::uint32_t chunk = 0;
        for (qsizetype i = end; i-- > end - chunkDigits;) {
            const int digit = digitOf(text[i]);
            if (digit < 0)
                return failure(ErrorCode::IdInvalid);
            chunk = chunk * radix + static_cast<std::uint32_t>(digit);
        }
        if (!appendChunk(number, chunk))
            return failure(ErrorCode::IdInvalid);
    }
    IdBytes id;
    for (std::size_t i = 0; i < id.m_bytes.size(); ++i)
        id.m_bytes[i] = static_cast<std::uint8_t>(number[i / 4] >> (8 * (i % 4)));
    if ((number[4] >> 24) != 0 || id.m_bytes[0] != idVersion)
        return failure(ErrorCode::IdInvalid);
    return id;
}

IdBytes IdBytes::fromUuid(const QUuid &uuid, std::uint16_t datacenterLabel)
{
    IdBytes id;
    id.m_bytes[0] = idVersion;
    const QByteArray raw = uuid.toRfc4122();
    std::ranges::transform(raw, id.m_bytes.begin() + 1, [](char c) { return static_cast<std::uint8_t>(c); });
    id.m_bytes[17] = static_cast<std::uint8_t>(datacenterLabel >> 8);
    id.m_bytes[18] = static_cast<std::uint8_t>(datacenterLabel & 0xff);
    return id;
}

QString IdBytes::toString() const
{
    Number number = toNumber(m_bytes);
    QString text(textLength, Qt::Uninitialized);
    for (qsizetype start = 0; start < textLength; start += chunkDigits) {
        std::uint32_t chunk = takeLowestChunk(number);
        for (qsizetype i = start; i < start + chunkDigits; ++i) {
            text[i] = digits[static_cast<qsizetype>(chunk % radix)];
            chunk /= radix;
        }
    }
    return text;
}

QUuid IdBytes::uuid() const
{
    return QUuid::fromRfc4122(QByteArrayView(m_bytes.data() + 1, 16));
}

std::uint16_t IdBytes::datacenterLabel() const
{
    return static_cast<std::uint16_t>((m_bytes[17] << 8) | m_bytes[18]);
}

} // namespace rove
