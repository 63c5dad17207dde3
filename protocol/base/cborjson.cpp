// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimeZone>

#include <algorithm>

namespace rove::cbor {

using namespace Qt::StringLiterals;

namespace {

QJsonArray pair(QLatin1StringView name, const QJsonValue &content)
{
    return {QString(name), content};
}

QJsonValue bytesToJson(QLatin1StringView name, const QByteArray &bytes)
{
    return pair(name, QString::fromLatin1(bytes.toBase64()));
}

QJsonArray arrayToJson(const QCborArray &array, JsonUndefined undefined)
{
    QJsonArray json;
    for (const QCborValue item : array)
        json.append(toJson(item, undefined));
    // A user's own array that looks like a pair.
    if (array.size() == 2 && array.first().toString().startsWith(u'$'))
        json[0] = QString(u'$' + array.first().toString());
    return json;
}

QString keyToJson(const QCborValue &key)
{
    if (key.isString())
        return key.toString();
    return key.isInteger() ? QString::number(key.toInteger()) : key.toDiagnosticNotation();
}

QJsonObject mapToJson(const QCborMap &map, JsonUndefined undefined)
{
    QJsonObject json;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        if (entry.value().isUndefined() && undefined == JsonUndefined::Null)
            continue;
        json.insert(keyToJson(entry.key()), toJson(entry.value(), undefined));
    }
    return json;
}

QJsonValue taggedToJson(const QCborValue &value, JsonUndefined undefined)
{
    const QCborTag tag = value.tag();
    const QCborValue content = value.taggedValue();
    if (const auto bigInt = bigIntText(value))
        return pair("$BigInt"_L1, *bigInt);
    if (tag == arrayBufferTag && content.isByteArray())
        return bytesToJson("$ArrayBuffer"_L1, content.toByteArray());
    if (tag == setTag && content.isArray())
        return pair("$Set"_L1, toJson(content, undefined));
    return toJson(content, undefined);
}

/// The most levels of arrays and objects around anything in a value, as far as `depthMax` + 1.
int depthOf(const QJsonValue &value, int depthMax)
{
    if (!value.isArray() && !value.isObject())
        return 0;
    int deepest = 0;
    if (depthMax > 0) {
        const auto look = [&](const QJsonValue &item) {
            deepest = std::max(deepest, depthOf(item, depthMax - 1));
        };
        if (value.isArray())
            std::ranges::for_each(value.toArray(), look);
        else
            std::ranges::for_each(value.toObject(), look);
    }
    return deepest + 1;
}

} // namespace

QJsonValue toJson(const QCborValue &value, JsonUndefined undefined)
{
    switch (value.type()) {
    case QCborValue::Undefined:
    case QCborValue::Invalid:
        if (undefined == JsonUndefined::Null)
            return QJsonValue::Null;
        return pair("$Undefined"_L1, 0);
    case QCborValue::ByteArray:
        return bytesToJson("$Uint8Array"_L1, value.toByteArray());
    case QCborValue::Array:
        return arrayToJson(value.toArray(), undefined);
    case QCborValue::Map:
        return mapToJson(value.toMap(), undefined);
    case QCborValue::DateTime:
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case QCborValue::Tag:
        return taggedToJson(value, undefined);
    default:
        return value.isTag() ? toJson(value.taggedValue(), undefined) : value.toJsonValue();
    }
}

Result<QJsonValue> parseJson(QByteArrayView text)
{
    // QJsonDocument wants an array or an object; in brackets of our own every value is an array's only item.
    QJsonParseError error;
    const QJsonArray items = QJsonDocument::fromJson('[' + text.toByteArray() + ']', &error).array();
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorCode::ApiBadRequest, error.errorString());
    if (items.size() != 1)
        return failure(ErrorCode::ApiBadRequest, u"not one JSON value"_s);
    if (depthOf(items[0], limits::nestingDepthMax) > limits::nestingDepthMax)
        return failure(ErrorCode::ApiBadRequest, u"nested too deeply"_s);
    return items[0];
}

QByteArray writeJson(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

} // namespace rove::cbor
