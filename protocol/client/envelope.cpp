// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/client/envelope.h"

#include "protocol/base/cbor.h"

#include <QtCore/QJsonObject>

namespace rove::client::envelope {

using namespace Qt::StringLiterals;

QByteArray write(const QCborMap &envelope, Encoding encoding)
{
    if (encoding == Encoding::Json)
        return cbor::writeJson(envelope.toJsonObject());
    return cbor::encode(envelope);
}

Result<QCborMap> read(QByteArrayView bytes, Encoding encoding)
{
    const QCborValue envelope = encoding == Encoding::Json
                                    ? QCborValue::fromJsonValue(TRY(cbor::parseJson(bytes)))
                                    : TRY(cbor::decode(bytes));
    if (!envelope.isMap())
        return failure(ErrorCode::ActorInvalidRequest, u"the message is not a map"_s);
    return envelope.toMap();
}

Result<QCborValue> fromUserValue(const QByteArray &compat, const Format &format)
{
    if (format.encoding == Encoding::Json) {
        const auto undefined = format.version < versionMax && format.direction == Direction::ToClient
                                   ? cbor::JsonUndefined::Null
                                   : cbor::JsonUndefined::Pair;
        return QCborValue::fromJsonValue(cbor::toJson(TRY(cbor::decodeCompat(compat)), undefined));
    }
    // Clients of 2.3 and newer unwrap what they get, and nobody wraps what they send
    // (spec/client-gateway.md 4.4).
    const bool staysWrapped = format.direction == Direction::ToClient && format.version == versionMax;
    return staysWrapped ? cbor::decode(compat) : cbor::decodeCompat(compat);
}

QByteArray toUserValue(const QCborValue &value, const Format &format)
{
    const bool isWrapped = format.encoding == Encoding::Json || format.direction == Direction::ToClient;
    if (value.isUndefined() || !isWrapped)
        return cbor::encodeCompat(value);
    return cbor::encode(value);
}

QCborValue fromNumber(std::uint64_t number, QStringView field, Encoding encoding)
{
    constexpr std::uint64_t exactMax = std::uint64_t{1} << 53; // JavaScript's numbers are exact up to here.
    const bool isPlain = field == u"timeout" || (field == u"generation" && encoding == Encoding::Json);
    if (isPlain && number <= exactMax)
        return QCborValue(static_cast<qint64>(number));
    const QString decimal = QString::number(number);
    if (encoding == Encoding::Cbor)
        return cbor::fromBigInt(decimal).value_or(QCborValue());
    return QCborArray{u"$BigInt"_s, decimal};
}

std::optional<std::uint64_t> toNumber(const QCborValue &value)
{
    const auto native = cbor::unwrapCompat(value);
    return native ? cbor::toUnsigned(*native) : std::nullopt;
}

bool isNullWhenAbsent(QStringView field)
{
    return field == u"actionId";
}

bool isAbsent(const QCborValue &value, QStringView field)
{
    // A queue's response may be null; everywhere else null is how peers say that there is nothing.
    return value.isUndefined() || (value.isNull() && field != u"response");
}

std::unexpected<Error> invalidField(QStringView field)
{
    return failure(ErrorCode::ActorInvalidRequest, u"invalid or missing field '%1'"_s.arg(field));
}

} // namespace rove::client::envelope
