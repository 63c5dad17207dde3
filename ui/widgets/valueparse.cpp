// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/valuekind.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>

#include <cmath>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

/// JavaScript's Number.MAX_SAFE_INTEGER: beyond it a number no longer tells neighbours apart.
constexpr double safeIntegerMax = 9007199254740991.0;

/// A set's, map's or byte string's content without the tag that says what it is.
QCborValue untagged(const QCborValue &value)
{
    return value.isTag() ? value.taggedValue() : value;
}

std::expected<QCborValue, QString> parseNumber(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    if (trimmed == "NaN"_L1)
        return QCborValue(std::nan(""));
    if (trimmed == "Infinity"_L1 || trimmed == "-Infinity"_L1)
        return QCborValue(trimmed.startsWith(u'-') ? -qInf() : qInf());

    static const QRegularExpression shape(u"^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$"_s);
    QString plain = trimmed;
    plain.replace(QLocale().decimalPoint(), u"."_s);
    if (!shape.match(plain).hasMatch())
        return std::unexpected(WidgetText::tr("Not a number. NaN, Infinity and -0 are fine."));
    const double number = plain.toDouble();
    const bool isInteger =
        std::ranges::none_of(plain, [](QChar c) { return c == u'.' || c == u'e' || c == u'E'; });
    if (isInteger && std::abs(number) > safeIntegerMax)
        return std::unexpected(
            WidgetText::tr("Beyond 9007199254740991 a number loses digits. Use a bigint."));
    if (kindOf(number) == ValueKind::Integer)
        return QCborValue(qint64(number));
    return QCborValue(number);
}

std::expected<QCborValue, QString> parseBigInt(QStringView text)
{
    QString digits = text.trimmed().toString();
    if (digits.endsWith(u'n'))
        digits.chop(1);
    if (const auto value = cbor::fromBigInt(digits))
        return *value;
    return std::unexpected(WidgetText::tr("Not a whole number."));
}

std::expected<QCborValue, QString> parseBytes(QStringView text)
{
    QString digits = text.toString();
    digits.remove(QRegularExpression(u"\\s+"_s));
    static const QRegularExpression shape(u"^([0-9a-fA-F]{2})*$"_s);
    if (!shape.match(digits).hasMatch())
        return std::unexpected(WidgetText::tr("Bytes are pairs of hexadecimal digits, like 89 50 4E 47."));
    return QCborValue(QByteArray::fromHex(digits.toLatin1()));
}

/// ISO 8601, with a space for the T if one likes, or milliseconds since 1970. A text without a zone means
/// local time.
std::expected<QCborValue, QString> parseDate(QStringView text)
{
    QString trimmed = text.trimmed().toString();
    bool isEpoch = false;
    const qint64 epoch = trimmed.toLongLong(&isEpoch);
    trimmed.replace(u' ', u'T');
    const QDateTime time = isEpoch ? QDateTime::fromMSecsSinceEpoch(epoch, QTimeZone::UTC)
                                   : QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::unexpected(WidgetText::tr("Not a date. Write it like 2026-11-22T07:09:46.571Z."));
    return QCborValue(time.toUTC());
}

std::expected<QCborValue, QString> parseBool(QStringView text)
{
    if (text == "true"_L1 || text == "false"_L1)
        return QCborValue(text == "true"_L1);
    return std::unexpected(WidgetText::tr("Either true or false."));
}

QCborValue asNumber(const QCborValue &value)
{
    switch (kindOf(value)) {
    case ValueKind::Integer:
    case ValueKind::Float:
        return value;
    case ValueKind::Bool:
        return qint64(value.toBool());
    case ValueKind::Date:
        return double(value.toDateTime().toMSecsSinceEpoch());
    case ValueKind::BigInt:
    case ValueKind::String:
        return parseNumber(editText(value)).value_or(qint64(0));
    default:
        return qint64(0);
    }
}

QCborValue asString(const QCborValue &value)
{
    switch (kindOf(value)) {
    case ValueKind::Null:
    case ValueKind::Undefined:
        return QString();
    case ValueKind::Bytes:
        return QString::fromUtf8(untagged(value).toByteArray());
    case ValueKind::Array:
    case ValueKind::Object:
    case ValueKind::Map:
    case ValueKind::Set:
    case ValueKind::Tagged:
        return toJsonText(value, JsonLayout::OneLine);
    default:
        return editText(value);
    }
}

QCborValue asDate(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    if (kind == ValueKind::Date)
        return value;
    if (kind == ValueKind::Integer || kind == ValueKind::Float)
        return QCborValue(QDateTime::fromMSecsSinceEpoch(qint64(value.toDouble()), QTimeZone::UTC));
    return parseDate(value.toString()).value_or(QCborValue(QDateTime::currentDateTimeUtc()));
}

QCborValue asBytes(const QCborValue &value)
{
    return kindOf(value) == ValueKind::Bytes ? value : QCborValue(value.toString().toUtf8());
}

bool asBool(const QCborValue &value)
{
    if (value.isString())
        return value.toString() == "true"_L1;
    return value.isBool() ? value.toBool() : asNumber(value).toDouble() != 0;
}

QCborArray asItems(const QCborValue &value)
{
    const QCborValue content = untagged(value);
    if (content.isArray())
        return content.toArray();
    return value.isNull() || value.isUndefined() ? QCborArray() : QCborArray{value};
}

} // namespace

std::expected<QCborValue, QString> parseEditText(QStringView text, ValueKind kind)
{
    switch (kind) {
    case ValueKind::Null:
        return QCborValue(nullptr);
    case ValueKind::Undefined:
        return QCborValue(QCborValue::Undefined);
    case ValueKind::Bool:
        return parseBool(text);
    case ValueKind::Integer:
    case ValueKind::Float:
        return parseNumber(text);
    case ValueKind::BigInt:
        return parseBigInt(text);
    case ValueKind::String:
        return QCborValue(text.toString());
    case ValueKind::Bytes:
        return parseBytes(text);
    case ValueKind::Date:
        return parseDate(text);
    default:
        return std::unexpected(WidgetText::tr("This kind is edited as JSON."));
    }
}

QCborValue convertedTo(const QCborValue &value, ValueKind kind)
{
    switch (kind) {
    case ValueKind::Null:
        return QCborValue(nullptr);
    case ValueKind::Undefined:
        return QCborValue(QCborValue::Undefined);
    case ValueKind::Bool:
        return asBool(value);
    case ValueKind::Integer:
    case ValueKind::Float:
        return asNumber(value);
    case ValueKind::BigInt:
        if (kindOf(value) == ValueKind::BigInt)
            return value;
        return cbor::fromBigInt(editText(asNumber(value)))
            .value_or(cbor::fromBigInt(u"0").value_or(QCborValue()));
    case ValueKind::String:
        return asString(value);
    case ValueKind::Bytes:
        return asBytes(value);
    case ValueKind::Date:
        return asDate(value);
    case ValueKind::Array:
        return asItems(value);
    case ValueKind::Set:
        return QCborValue(cbor::setTag, asItems(value));
    case ValueKind::Object:
        return untagged(value).toMap();
    case ValueKind::Map:
        return QCborValue(cbor::mapTag, untagged(value).toMap());
    case ValueKind::Tagged:
        return value;
    }
    return value;
}

} // namespace rove::ui
