// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"

#include "protocol/base/bigint.h"
#include "protocol/base/cbortranslator.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>

#include <algorithm>
#include <bit>
#include <cmath>

namespace rove::cbor {

using namespace Qt::StringLiterals;

namespace {

using Compat = TranslationRules::Compat;
using Target = TranslationRules::Target;

/// Qt's decoder gives up here.
constexpr int qtDepthMax = 1024;

constexpr qint64 numberMin = -(qint64{1} << 32);
constexpr qint64 numberMax = (qint64{1} << 32) - 1;
constexpr char doubleHead = '\xfb';

enum class ArrayBuffers {
    Untagged, ///< As on the wire.
    Tagged    ///< For the translator, which makes the compat form of it.
};

void appendDouble(QByteArray &out, double value)
{
    out.append(doubleHead);
    const auto bits = std::bit_cast<quint64>(value);
    for (int shift = 56; shift >= 0; shift -= 8)
        out.append(static_cast<char>((bits >> shift) & 0xffU));
}

void appendInteger(QByteArray &out, qint64 value)
{
    if (value < numberMin || value > numberMax)
        appendDouble(out, static_cast<double>(value));
    else if (value < 0)
        appendHead(out, MajorType::Negative, static_cast<quint64>(-1 - value));
    else
        appendHead(out, MajorType::Unsigned, static_cast<quint64>(value));
}

void appendString(QByteArray &out, MajorType type, QByteArrayView content)
{
    appendHead(out, type, static_cast<quint64>(content.size()));
    out.append(content);
}

void appendDate(QByteArray &out, const QDateTime &date)
{
    constexpr qint64 millisecondsPerSecond = 1000;
    const qint64 milliseconds = date.toMSecsSinceEpoch();
    appendHead(out, MajorType::Tag, static_cast<quint64>(QCborKnownTags::UnixTime_t));
    if (milliseconds % millisecondsPerSecond == 0)
        appendInteger(out, milliseconds / millisecondsPerSecond);
    else
        appendDouble(out, static_cast<double>(milliseconds) / millisecondsPerSecond);
}

std::optional<BigInt> bigIntOf(const QCborValue &value)
{
    if (value.type() != QCborValue::Tag || !value.taggedValue().isByteArray())
        return std::nullopt;
    const QCborTag tag = value.tag();
    if (tag != positiveBigIntTag && tag != negativeBigIntTag)
        return std::nullopt;
    return BigInt::fromMagnitude(tag == negativeBigIntTag, value.taggedValue().toByteArray());
}

QCborValue toValue(const BigInt &bigInt)
{
    return QCborValue(bigInt.negative ? negativeBigIntTag : positiveBigIntTag, bigInt.magnitude);
}

void append(QByteArray &out, const QCborValue &value, ArrayBuffers arrayBuffers);

void appendArray(QByteArray &out, const QCborArray &array, ArrayBuffers arrayBuffers)
{
    appendHead(out, MajorType::Array, static_cast<quint64>(array.size()));
    for (const QCborValue item : array)
        append(out, item, arrayBuffers);
}

void appendMap(QByteArray &out, const QCborMap &map, ArrayBuffers arrayBuffers)
{
    appendHead(out, MajorType::Map, static_cast<quint64>(map.size()));
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        append(out, entry.key(), arrayBuffers);
        append(out, entry.value(), arrayBuffers);
    }
}

void appendTagged(QByteArray &out, const QCborValue &value, ArrayBuffers arrayBuffers)
{
    const bool isVanishing = value.tag() == arrayBufferTag && arrayBuffers == ArrayBuffers::Untagged;
    if (const auto bigInt = bigIntOf(value))
        return appendBigInt(out, *bigInt);
    if (!isVanishing)
        appendHead(out, MajorType::Tag, static_cast<quint64>(value.tag()));
    append(out, value.taggedValue(), arrayBuffers);
}

void append(QByteArray &out, const QCborValue &value, ArrayBuffers arrayBuffers)
{
    switch (value.type()) {
    case QCborValue::Integer:
        return appendInteger(out, value.toInteger());
    case QCborValue::Double:
        return appendDouble(out, value.toDouble());
    case QCborValue::ByteArray:
        return appendString(out, MajorType::Bytes, value.toByteArray());
    case QCborValue::String:
        return appendString(out, MajorType::Text, value.toString().toUtf8());
    case QCborValue::Array:
        return appendArray(out, value.toArray(), arrayBuffers);
    case QCborValue::Map:
        return appendMap(out, value.toMap(), arrayBuffers);
    case QCborValue::DateTime:
        return appendDate(out, value.toDateTime());
    case QCborValue::Invalid:
        return appendHead(out, MajorType::Simple, static_cast<quint64>(QCborSimpleType::Undefined));
    default:
        if (value.isTag())
            return appendTagged(out, value, arrayBuffers);
        return appendHead(out, MajorType::Simple, static_cast<quint64>(value.toSimpleType()));
    }
}

QByteArray encodeForTranslation(const QCborValue &value)
{
    QByteArray out;
    append(out, value, ArrayBuffers::Tagged);
    return out;
}

Result<QCborValue> toValue(Translator translator)
{
    const QByteArray bytes = TRY(translator.run());
    QCborParserError error;
    QCborValue value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError)
        return failure(ErrorCode::CborInvalid, error.errorString());
    return value;
}

bool isPair(const QCborArray &array)
{
    return array.size() == 2 && array.first().toString().startsWith(u'$');
}

template <class Predicate>
bool anyItem(const QCborValue &value, const Predicate &isSought)
{
    if (isSought(value))
        return true;
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        return std::any_of(array.cbegin(), array.cend(),
                           [&](const QCborValue &item) { return anyItem(item, isSought); });
    }
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
            if (anyItem(entry.value(), isSought))
                return true;
        }
    }
    return value.isTag() && anyItem(value.taggedValue(), isSought);
}

/// Whether wrapping changes anything: most values are plain, and then nothing need be encoded.
bool hasCompatForm(const QCborValue &value)
{
    return anyItem(value, [](const QCborValue &item) {
        return item.isUndefined() || item.isByteArray() || item.type() == QCborValue::Tag ||
               (item.isArray() && isPair(item.toArray()));
    });
}

bool hasPairs(const QCborValue &value)
{
    return anyItem(value, [](const QCborValue &item) { return item.isArray() && isPair(item.toArray()); });
}

} // namespace

QByteArray encode(const QCborValue &value)
{
    QByteArray out;
    append(out, value, ArrayBuffers::Untagged);
    return out;
}

Result<QCborValue> decode(QByteArrayView bytes, int depthMax)
{
    return toValue(Translator(bytes, {.target = Target::Value, .depthMax = depthMax}));
}

Result<QCborValue> decodeCompat(QByteArrayView bytes, int depthMax)
{
    return toValue(
        Translator(bytes, {.compat = Compat::Unwrap, .target = Target::Value, .depthMax = depthMax}));
}

QByteArray encodeCompat(const QCborValue &value)
{
    if (!hasCompatForm(value))
        return encode(value);
    return encode(wrapCompat(value));
}

QCborValue wrapCompat(const QCborValue &value)
{
    if (!hasCompatForm(value))
        return value;
    const QByteArray native = encodeForTranslation(value);
    return toValue(
               Translator(native, {.compat = Compat::Wrap, .target = Target::Value, .depthMax = qtDepthMax}))
        .value_or(QCborValue());
}

Result<QCborValue> unwrapCompat(const QCborValue &value)
{
    if (!hasPairs(value))
        return value;
    const QByteArray compat = encodeForTranslation(value);
    return toValue(
        Translator(compat, {.compat = Compat::Unwrap, .target = Target::Value, .depthMax = qtDepthMax}));
}

Result<QByteArray> toCompat(QByteArrayView native)
{
    return Translator(native, {.compat = Compat::Wrap, .depthMax = limits::nestingDepthMax}).run();
}

Result<QByteArray> toNative(QByteArrayView compat)
{
    return Translator(compat, {.compat = Compat::Unwrap, .depthMax = limits::nestingDepthMax}).run();
}

QCborValue fromJson(const QJsonValue &value)
{
    QCborValue plain = QCborValue::fromJsonValue(value);
    if (!hasPairs(plain))
        return plain;
    const QByteArray compat = encodeForTranslation(plain);
    return toValue(Translator(
                       compat,
                       {.compat = Compat::UnwrapLeniently, .target = Target::Value, .depthMax = qtDepthMax}))
        .value_or(plain);
}

std::optional<QCborValue> fromBigInt(QStringView decimal)
{
    return BigInt::fromDecimal(decimal).transform([](const BigInt &bigInt) { return toValue(bigInt); });
}

std::optional<QString> bigIntText(const QCborValue &value)
{
    return bigIntOf(value).and_then([](const BigInt &bigInt) { return bigInt.toDecimal(); });
}

std::optional<quint64> toUnsigned(const QCborValue &value)
{
    constexpr double wholeMax = 9007199254740992.0; // 2^53
    if (value.isInteger() && value.toInteger() >= 0)
        return static_cast<quint64>(value.toInteger());
    if (value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= wholeMax &&
        std::trunc(value.toDouble()) == value.toDouble())
        return static_cast<quint64>(value.toDouble());
    const auto bigInt = bigIntOf(value);
    return bigInt && !bigInt->negative ? bigInt->magnitudeAsUnsigned() : std::nullopt;
}

} // namespace rove::cbor
