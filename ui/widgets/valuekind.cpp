// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuekind.h"

#include "protocol/base/cbor.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>
#include <QtCore/QUrl>
#include <QtCore/QUuid>

#include <array>
#include <cmath>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype shownStringLengthMax = 240;
constexpr qsizetype shownBytesMax = 16;
/// JavaScript's Number.MAX_SAFE_INTEGER: beyond it a number no longer tells neighbours apart.
constexpr double safeIntegerMax = 9007199254740991.0;
/// Numbers between 2001 and 2100 in milliseconds are likely instants.
constexpr double instantMin = 1.0e12;
constexpr double instantMax = 4.1e12;

/// "Serialised language-independent object with type name and constructor arguments."
constexpr quint64 genericObjectTag = 27;

struct KindRow {
    ValueKind kind;
    QLatin1StringView name;
    ColorRole color;
};

constexpr std::array kinds{
    KindRow{ValueKind::Null, "null"_L1, ColorRole::JsonNull},
    KindRow{ValueKind::Undefined, "undefined"_L1, ColorRole::JsonNull},
    KindRow{ValueKind::Bool, "bool"_L1, ColorRole::JsonBool},
    KindRow{ValueKind::Integer, "int"_L1, ColorRole::JsonNumber},
    KindRow{ValueKind::Float, "float"_L1, ColorRole::JsonNumber},
    KindRow{ValueKind::BigInt, "bigint"_L1, ColorRole::JsonNumber},
    KindRow{ValueKind::String, "string"_L1, ColorRole::JsonString},
    KindRow{ValueKind::Bytes, "bytes"_L1, ColorRole::JsonBytes},
    KindRow{ValueKind::Date, "date"_L1, ColorRole::JsonNumber},
    KindRow{ValueKind::Array, "array"_L1, ColorRole::Text},
    KindRow{ValueKind::Object, "object"_L1, ColorRole::Text},
    KindRow{ValueKind::Map, "map"_L1, ColorRole::Text},
    KindRow{ValueKind::Set, "set"_L1, ColorRole::Text},
    KindRow{ValueKind::Tagged, "tagged"_L1, ColorRole::JsonBytes},
};

const KindRow &rowOf(ValueKind kind)
{
    return kinds[static_cast<std::size_t>(kind)];
}

bool isWholeNumber(double number)
{
    return std::isfinite(number) && std::trunc(number) == number && std::abs(number) <= safeIntegerMax &&
           !(number == 0 && std::signbit(number));
}

bool isTypedArrayTag(QCborTag tag)
{
    return quint64(tag) >= 64 && quint64(tag) <= 87 && quint64(tag) != 76; // RFC 8746 2.1
}

ValueKind kindOfTag(const QCborValue &value)
{
    const QCborTag tag = value.tag();
    const QCborValue inner = value.taggedValue();
    if (inner.isByteArray() && (tag == cbor::positiveBigIntTag || tag == cbor::negativeBigIntTag))
        return ValueKind::BigInt;
    if (inner.isByteArray() && (tag == cbor::uint8ArrayTag || tag == cbor::arrayBufferTag))
        return ValueKind::Bytes;
    if (inner.isArray() && tag == cbor::setTag)
        return ValueKind::Set;
    if (inner.isMap() && tag == cbor::mapTag)
        return ValueKind::Map;
    return ValueKind::Tagged;
}

/// A set's, map's or byte string's content without the tag that says what it is.
QCborValue untagged(const QCborValue &value)
{
    return value.isTag() ? value.taggedValue() : value;
}

void appendShown(QString &text, QChar c)
{
    if (c == u'\n')
        text += u'⏎';
    else if (c == u'\t')
        text += u'⇥';
    else if (c == u'"' || c == u'\\')
        text += QString(u'\\') + c;
    else if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
        text += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
    else
        text += c;
}

QString shownString(const QString &string)
{
    QString text(u'"');
    const bool cut = string.size() > shownStringLengthMax;
    for (const QChar c : QStringView(string).first(std::min(string.size(), shownStringLengthMax)))
        appendShown(text, c);
    if (!cut)
        return text + u'"';
    const QString size = QLocale().toString(string.size());
    return text + u"…\"  "_s + WidgetText::tr("(%1 characters)", "length of a cut string").arg(size);
}

QString hexText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex(' ').toUpper());
}

QString shownBytes(QLatin1StringView type, const QByteArray &bytes)
{
    QString text = type + u'(' + QLocale().toString(bytes.size()) + u')';
    if (!bytes.isEmpty())
        text += u"  "_s + hexText(QByteArrayView(bytes).first(std::min(bytes.size(), shownBytesMax)));
    return bytes.size() > shownBytesMax ? text + u" …"_s : text;
}

QString typedArrayText(QCborTag tag, const QByteArray &bytes)
{
    // RFC 8746 2.1: the tag's bits are 010, float, signed, little-endian, and two for the length.
    const quint64 bits = quint64(tag);
    const bool isFloat = bits & 16;
    const int width = (isFloat ? 16 : 8) << (bits & 3);
    const QString name = (isFloat    ? u"Float"_s
                          : bits & 8 ? u"Int"_s
                                     : u"Uint"_s) +
                         QString::number(width) + u"Array"_s;
    return shownBytes(QLatin1StringView(name.toLatin1()), bytes);
}

/// RegExp and Error, as JavaScript's CBOR libraries write them: a name, then what its constructor takes.
QString genericObjectText(const QCborArray &parts)
{
    const QString name = parts.at(0).toString();
    if (name == "RegExp"_L1)
        return u'/' + parts.at(1).toString() + u'/' + parts.at(2).toString();
    if (name.endsWith("Error"_L1))
        return name + u": "_s + parts.at(1).toString();
    return name + u"  "_s + displayText(QCborValue(parts));
}

QString taggedText(const QCborValue &value)
{
    if (value.isUrl())
        return shownString(value.toUrl().toString());
    if (value.isUuid())
        return value.toUuid().toString(QUuid::WithoutBraces);
    if (value.isRegularExpression())
        return u'/' + value.toRegularExpression().pattern() + u'/';
    if (value.isSimpleType())
        return u"simple(%1)"_s.arg(int(value.toSimpleType()));
    const QCborValue inner = value.taggedValue();
    if (isTypedArrayTag(value.tag()) && inner.isByteArray())
        return typedArrayText(value.tag(), inner.toByteArray());
    if (quint64(value.tag()) == genericObjectTag && inner.isArray() && !inner.toArray().isEmpty())
        return genericObjectText(inner.toArray());
    return u"tag(%1)  "_s.arg(quint64(value.tag())) + displayText(inner);
}

QString numberText(double number)
{
    if (std::isnan(number))
        return u"NaN"_s;
    if (std::isinf(number))
        return number < 0 ? u"-Infinity"_s : u"Infinity"_s;
    if (number == 0)
        return std::signbit(number) ? u"-0"_s : u"0"_s;
    if (isWholeNumber(number))
        return QString::number(qint64(number));
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString bytesText(const QCborValue &value)
{
    const bool isBuffer = value.isTag() && value.tag() == cbor::arrayBufferTag;
    return shownBytes(isBuffer ? "ArrayBuffer"_L1 : "Uint8Array"_L1, untagged(value).toByteArray());
}

QString bigIntDigits(const QCborValue &value)
{
    if (const auto digits = cbor::bigIntText(value))
        return *digits;
    const bool negative = value.tag() == cbor::negativeBigIntTag;
    return (negative ? u"-0x"_s : u"0x"_s) + QString::fromLatin1(value.taggedValue().toByteArray().toHex());
}

/// The time alone if it is today's: a cell has no room for what the reader knows.
QString localTimeText(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const bool isToday = local.date() == QDate::currentDate();
    return local.toString(isToday ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace

ValueKind kindOf(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Null:
        return ValueKind::Null;
    case QCborValue::Undefined:
    case QCborValue::Invalid:
        return ValueKind::Undefined;
    case QCborValue::False:
    case QCborValue::True:
        return ValueKind::Bool;
    case QCborValue::Integer:
        return ValueKind::Integer;
    case QCborValue::Double:
        return isWholeNumber(value.toDouble()) ? ValueKind::Integer : ValueKind::Float;
    case QCborValue::String:
        return ValueKind::String;
    case QCborValue::ByteArray:
        return ValueKind::Bytes;
    case QCborValue::DateTime:
        return ValueKind::Date;
    case QCborValue::Array:
        return ValueKind::Array;
    case QCborValue::Map:
        return ValueKind::Object;
    case QCborValue::Tag:
        return kindOfTag(value);
    default:
        return ValueKind::Tagged;
    }
}

QString kindName(ValueKind kind)
{
    return rowOf(kind).name;
}

ColorRole kindColor(ValueKind kind)
{
    return rowOf(kind).color;
}

bool isContainer(ValueKind kind)
{
    return kind == ValueKind::Array || kind == ValueKind::Object || kind == ValueKind::Map ||
           kind == ValueKind::Set;
}

qsizetype childCountOf(const QCborValue &value)
{
    if (!isContainer(kindOf(value)))
        return 0;
    const QCborValue content = untagged(value);
    return content.isArray() ? content.toArray().size() : content.toMap().size();
}

ValueChild childOf(const QCborValue &value, qsizetype position)
{
    const QCborValue content = untagged(value);
    if (content.isArray())
        return {position, QString::number(position), content.toArray().at(position)};
    const QCborMap map = content.toMap();
    const auto entry = map.constBegin() + position;
    const QCborValue key = entry.key();
    if (key.isString())
        return {key.toString(), key.toString(), entry.value()};
    return {position, displayText(key), entry.value()};
}

bool isIdenticalValue(const QCborValue &left, const QCborValue &right)
{
    const bool isNumber = (left.isInteger() || left.isDouble()) && (right.isInteger() || right.isDouble());
    if (!isNumber || (left.isInteger() && right.isInteger()))
        return left == right;
    const double a = left.toDouble();
    const double b = right.toDouble();
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

QString displayText(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    switch (kind) {
    case ValueKind::Null:
    case ValueKind::Undefined:
        return kindName(kind);
    case ValueKind::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case ValueKind::Integer:
        return value.isInteger() ? QString::number(value.toInteger()) : numberText(value.toDouble());
    case ValueKind::Float:
        return numberText(value.toDouble());
    case ValueKind::BigInt:
        return bigIntDigits(value) + u'n';
    case ValueKind::String:
        return shownString(value.toString());
    case ValueKind::Bytes:
        return bytesText(value);
    case ValueKind::Date:
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case ValueKind::Array:
        return u"[%1]"_s.arg(childCountOf(value));
    case ValueKind::Object:
        return u"{%1}"_s.arg(childCountOf(value));
    case ValueKind::Map:
        return u"Map{%1}"_s.arg(childCountOf(value));
    case ValueKind::Set:
        return u"Set[%1]"_s.arg(childCountOf(value));
    case ValueKind::Tagged:
        return taggedText(value);
    }
    return {};
}

QString hintText(const QCborValue &value)
{
    const ValueKind kind = kindOf(value);
    if (kind == ValueKind::Date)
        return localTimeText(value.toDateTime());
    const double number = value.toDouble();
    if (kind == ValueKind::Integer && number >= instantMin && number <= instantMax)
        return localTimeText(QDateTime::fromMSecsSinceEpoch(qint64(number)));
    return {};
}

QString editText(const QCborValue &value)
{
    switch (kindOf(value)) {
    case ValueKind::String:
        return value.toString();
    case ValueKind::Bytes:
        return hexText(untagged(value).toByteArray());
    case ValueKind::BigInt:
        return bigIntDigits(value);
    default:
        return displayText(value);
    }
}

} // namespace rove::ui
