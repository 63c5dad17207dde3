// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/metavalue.h"

#include "engine/runtime/actionresult.h"
#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QMetaProperty>
#include <QtCore/QMetaSequence>
#include <QtCore/QSequentialIterable>
#include <QtCore/QStringList>

#include <cmath>
#include <limits>
#include <optional>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

QString kindOf(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Integer:
        return u"an integer"_s;
    case QCborValue::Double:
        return u"a fraction"_s;
    case QCborValue::False:
    case QCborValue::True:
        return u"a boolean"_s;
    case QCborValue::String:
        return u"a string"_s;
    case QCborValue::ByteArray:
        return u"bytes"_s;
    case QCborValue::Array:
        return u"an array"_s;
    case QCborValue::Map:
        return u"an object"_s;
    case QCborValue::DateTime:
        return u"a date"_s;
    case QCborValue::Null:
        return u"null"_s;
    case QCborValue::Undefined:
        return u"undefined"_s;
    default:
        return u"something else"_s;
    }
}

std::unexpected<Error> mismatch(const QString &what, const QString &wanted, const QCborValue &value)
{
    const QString message = what % u" must be "_s % wanted % u", but is "_s % kindOf(value);
    return userError(message, u"invalid_arguments"_s);
}

/// A whole number in whichever form a peer chose: JavaScript has only doubles and BigInts.
std::optional<qint64> wholeNumber(const QCborValue &value)
{
    if (value.isInteger())
        return value.toInteger();
    if (value.isDouble()) {
        const double number = value.toDouble();
        // The bound is 2^63, which a double holds exactly; above it the cast would be undefined.
        const double bound = 9223372036854775808.0;
        if (std::trunc(number) == number && number >= -bound && number < bound)
            return static_cast<qint64>(number);
        return std::nullopt;
    }
    if (const std::optional<QString> text = cbor::bigIntText(value)) {
        bool fits = false;
        const qint64 number = text->toLongLong(&fits);
        if (fits)
            return number;
    }
    return std::nullopt;
}

template <class Integer>
Result<QVariant> integerFrom(const QCborValue &value, const QString &what)
{
    const std::optional<qint64> number = wholeNumber(value);
    if (!number)
        return mismatch(what, u"an integer"_s, value);
    if (!std::in_range<Integer>(*number))
        return userError(what % u" is out of range: "_s % QString::number(*number), u"invalid_arguments"_s);
    return QVariant::fromValue(static_cast<Integer>(*number));
}

Result<QVariant> numberFrom(QMetaType type, const QCborValue &value, const QString &what)
{
    if (!value.isDouble() && !value.isInteger())
        return mismatch(what, u"a number"_s, value);
    QVariant number(value.toDouble());
    number.convert(type);
    return number;
}

/// An integer as a peer sees it: what no longer fits a qint64 is a double on the wire anyway.
QCborValue fromUnsigned(quint64 number)
{
    if (std::in_range<qint64>(number))
        return QCborValue(static_cast<qint64>(number));
    return QCborValue(static_cast<double>(number));
}

QCborValue listToCbor(const QVariantList &list)
{
    QCborArray array;
    for (const QVariant &item : list)
        array.append(toCbor(item.metaType(), item.constData()));
    return array;
}

QCborValue mapToCbor(const QVariantMap &map)
{
    QCborMap result;
    for (const auto &[key, value] : map.asKeyValueRange())
        result.insert(key, toCbor(value.metaType(), value.constData()));
    return result;
}

/// The types that need no look at the meta-object; none for any other.
std::optional<QCborValue> basicToCbor(QMetaType type, const void *value)
{
    switch (type.id()) {
    case QMetaType::Bool:
        return QCborValue(*static_cast<const bool *>(value));
    case QMetaType::Short:
        return QCborValue(*static_cast<const short *>(value));
    case QMetaType::Int:
        return QCborValue(*static_cast<const int *>(value));
    case QMetaType::Long:
        return QCborValue(qint64{*static_cast<const long *>(value)});
    case QMetaType::LongLong:
        return QCborValue(*static_cast<const qint64 *>(value));
    case QMetaType::UShort:
        return QCborValue(*static_cast<const ushort *>(value));
    case QMetaType::UInt:
        return QCborValue(qint64{*static_cast<const uint *>(value)});
    case QMetaType::ULong:
        return fromUnsigned(*static_cast<const ulong *>(value));
    case QMetaType::ULongLong:
        return fromUnsigned(*static_cast<const quint64 *>(value));
    case QMetaType::Float:
        return QCborValue(double{*static_cast<const float *>(value)});
    case QMetaType::Double:
        return QCborValue(*static_cast<const double *>(value));
    case QMetaType::Nullptr:
        return QCborValue(nullptr);
    case QMetaType::QString:
        return QCborValue(*static_cast<const QString *>(value));
    case QMetaType::QByteArray:
        return QCborValue(*static_cast<const QByteArray *>(value));
    case QMetaType::QDateTime:
        return QCborValue(*static_cast<const QDateTime *>(value));
    case QMetaType::QStringList:
        return QCborArray::fromStringList(*static_cast<const QStringList *>(value));
    case QMetaType::QVariantList:
        return listToCbor(*static_cast<const QVariantList *>(value));
    case QMetaType::QVariantMap:
        return mapToCbor(*static_cast<const QVariantMap *>(value));
    case QMetaType::QCborValue:
        return *static_cast<const QCborValue *>(value);
    case QMetaType::QCborArray:
        return *static_cast<const QCborArray *>(value);
    case QMetaType::QCborMap:
        return *static_cast<const QCborMap *>(value);
    case QMetaType::QVariant: {
        const auto &variant = *static_cast<const QVariant *>(value);
        return toCbor(variant.metaType(), variant.constData());
    }
    default:
        return std::nullopt;
    }
}

bool isBasic(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::Bool:
    case QMetaType::Short:
    case QMetaType::Int:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::UShort:
    case QMetaType::UInt:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::Float:
    case QMetaType::Double:
    case QMetaType::QString:
    case QMetaType::QByteArray:
    case QMetaType::QDateTime:
    case QMetaType::QStringList:
    case QMetaType::QVariantList:
    case QMetaType::QVariantMap:
    case QMetaType::QCborValue:
    case QMetaType::QCborArray:
    case QMetaType::QCborMap:
    case QMetaType::QVariant:
        return true;
    default:
        return false;
    }
}

bool isGadget(QMetaType type)
{
    return type.flags().testFlag(QMetaType::IsGadget) && type.metaObject() != nullptr;
}

bool isSequence(QMetaType type)
{
    return QMetaType::canView(type, QMetaType::fromType<QSequentialIterable>());
}

QMetaType itemTypeOf(QMetaType sequence)
{
    QVariant empty(sequence);
    return empty.view<QSequentialIterable>().metaContainer().valueMetaType();
}

std::vector<QMetaProperty> storedProperties(const QMetaObject &metaObject)
{
    std::vector<QMetaProperty> properties;
    for (int i = 0; i < metaObject.propertyCount(); ++i)
        if (const QMetaProperty property = metaObject.property(i); property.isStored())
            properties.push_back(property);
    return properties;
}

bool isBridgedWithin(QMetaType type, int depth)
{
    if (isBasic(type))
        return true;
    // A gadget may hold a list of its own kind; that it is bridged so far is all there is to know.
    const int depthMax = 8;
    if (depth == depthMax)
        return true;
    if (isGadget(type))
        return std::ranges::all_of(
            storedProperties(*type.metaObject()), [depth](const QMetaProperty &property) {
                return property.isWritable() && isBridgedWithin(property.metaType(), depth + 1);
            });
    return isSequence(type) && isBridgedWithin(itemTypeOf(type), depth + 1);
}

QCborValue gadgetToCbor(QMetaType type, const void *value)
{
    QCborMap map;
    for (const QMetaProperty &property : storedProperties(*type.metaObject())) {
        const QVariant member = property.readOnGadget(value);
        map.insert(QString::fromLatin1(property.name()), toCbor(member.metaType(), member.constData()));
    }
    return map;
}

QCborValue sequenceToCbor(QMetaType type, const void *value)
{
    const QVariant list(type, value);
    QCborArray array;
    for (const QVariant &item : list.value<QSequentialIterable>())
        array.append(toCbor(item.metaType(), item.constData()));
    return array;
}

Result<QVariant> gadgetFrom(QMetaType type, const QCborValue &value, const QString &what,
                            UnknownMembers unknown)
{
    if (!value.isMap())
        return mismatch(what, u"an object"_s, value);
    const QMetaObject &metaObject = *type.metaObject();
    QVariant gadget(type);
    const QCborMap map = value.toMap();
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        const QString name = it.key().toString();
        const int index = metaObject.indexOfProperty(name.toUtf8().constData());
        if (index < 0 || !metaObject.property(index).isStored()) {
            if (unknown == UnknownMembers::Ignore)
                continue;
            return userError(what % u" has no member "_s % name, u"invalid_arguments"_s);
        }
        const QMetaProperty property = metaObject.property(index);
        const QString memberWhat = what % u'.' % name;
        property.writeOnGadget(gadget.data(),
                               TRY(fromCbor(property.metaType(), it.value(), memberWhat, unknown)));
    }
    return gadget;
}

Result<QVariant> sequenceFrom(QMetaType type, const QCborValue &value, const QString &what,
                              UnknownMembers unknown)
{
    if (!value.isArray())
        return mismatch(what, u"an array"_s, value);
    QVariant list(type);
    auto iterable = list.view<QSequentialIterable>();
    const QMetaType itemType = iterable.metaContainer().valueMetaType();
    const QCborArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString itemWhat = what % u'[' % QString::number(i) % u']';
        iterable.addValue(TRY(fromCbor(itemType, array.at(i), itemWhat, unknown)));
    }
    return list;
}

Result<QVariant> stringListFrom(const QCborValue &value, const QString &what)
{
    if (!value.isArray())
        return mismatch(what, u"an array of strings"_s, value);
    QStringList list;
    for (const QCborValue item : value.toArray()) {
        if (!item.isString())
            return mismatch(what, u"an array of strings"_s, item);
        list.append(item.toString());
    }
    return QVariant(list);
}

/// The C++ value nearest to a CBOR one, for a QVariant.
QVariant anyFrom(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Undefined:
        return {};
    case QCborValue::Integer:
        return value.toInteger();
    case QCborValue::Array: {
        QVariantList list;
        for (const QCborValue item : value.toArray())
            list.append(anyFrom(item));
        return list;
    }
    case QCborValue::Map: {
        QVariantMap map;
        const QCborMap members = value.toMap();
        for (auto it = members.cbegin(); it != members.cend(); ++it)
            map.insert(it.key().toString(), anyFrom(it.value()));
        return map;
    }
    case QCborValue::False:
    case QCborValue::True:
    case QCborValue::Null:
    case QCborValue::Double:
    case QCborValue::String:
    case QCborValue::ByteArray:
    case QCborValue::DateTime:
        return value.toVariant();
    default:
        return QVariant::fromValue(value);
    }
}

Result<QVariant> textualFrom(QMetaType type, const QCborValue &value, const QString &what)
{
    if (type.id() == QMetaType::QString)
        return value.isString() ? Result<QVariant>(value.toString()) : mismatch(what, u"a string"_s, value);
    if (type.id() == QMetaType::QByteArray) {
        const QCborValue bytes = value.isTag() ? value.taggedValue() : value;
        return bytes.isByteArray() ? Result<QVariant>(bytes.toByteArray())
                                   : mismatch(what, u"bytes"_s, value);
    }
    return value.isDateTime() ? Result<QVariant>(value.toDateTime()) : mismatch(what, u"a date"_s, value);
}

Result<QVariant> containerFrom(QMetaType type, const QCborValue &value, const QString &what)
{
    switch (type.id()) {
    case QMetaType::QStringList:
        return stringListFrom(value, what);
    case QMetaType::QVariantList:
    case QMetaType::QCborArray:
        if (!value.isArray())
            return mismatch(what, u"an array"_s, value);
        return type.id() == QMetaType::QVariantList ? anyFrom(value) : QVariant::fromValue(value.toArray());
    default:
        if (!value.isMap())
            return mismatch(what, u"an object"_s, value);
        return type.id() == QMetaType::QVariantMap ? anyFrom(value) : QVariant::fromValue(value.toMap());
    }
}

} // namespace

bool isBridged(QMetaType type)
{
    return isBridgedWithin(type, 0);
}

QCborValue toCbor(QMetaType type, const void *value)
{
    if (std::optional<QCborValue> basic = basicToCbor(type, value))
        return *std::move(basic);
    if (isGadget(type))
        return gadgetToCbor(type, value);
    if (type.isValid() && isSequence(type))
        return sequenceToCbor(type, value);
    return QCborValue(QCborValue::Undefined);
}

Result<QVariant> fromCbor(QMetaType type, const QCborValue &value, const QString &what,
                          UnknownMembers unknown)
{
    switch (type.id()) {
    case QMetaType::Bool:
        return value.isBool() ? Result<QVariant>(value.toBool()) : mismatch(what, u"a boolean"_s, value);
    case QMetaType::Short:
        return integerFrom<short>(value, what);
    case QMetaType::Int:
        return integerFrom<int>(value, what);
    case QMetaType::Long:
        return integerFrom<long>(value, what);
    case QMetaType::LongLong:
        return integerFrom<qint64>(value, what);
    case QMetaType::UShort:
        return integerFrom<ushort>(value, what);
    case QMetaType::UInt:
        return integerFrom<uint>(value, what);
    case QMetaType::ULong:
        return integerFrom<ulong>(value, what);
    case QMetaType::ULongLong:
        return integerFrom<quint64>(value, what);
    case QMetaType::Float:
    case QMetaType::Double:
        return numberFrom(type, value, what);
    case QMetaType::QString:
    case QMetaType::QByteArray:
    case QMetaType::QDateTime:
        return textualFrom(type, value, what);
    case QMetaType::QStringList:
    case QMetaType::QVariantList:
    case QMetaType::QVariantMap:
    case QMetaType::QCborArray:
    case QMetaType::QCborMap:
        return containerFrom(type, value, what);
    case QMetaType::QCborValue:
        return QVariant::fromValue(value);
    case QMetaType::QVariant:
        return anyFrom(value);
    default:
        break;
    }
    if (isGadget(type))
        return gadgetFrom(type, value, what, unknown);
    return sequenceFrom(type, value, what, unknown);
}

} // namespace rove::runtime
