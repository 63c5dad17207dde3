// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptlimits.h"
#include "engine/script/values.h"
#include "protocol/base/cbor.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

constexpr double safeIntegerMax = 9007199254740991.0;

/// Appends what Map.forEach and Set.forEach hand out to an array: values, and keys for a Map.
JSValue collect(JSContext *context, JSValueConst, int argc, JSValueConst *argv, int isMap, JSValue *data)
{
    if (argc < 2)
        return undefinedValue();
    int64_t count = 0;
    const Local length = property(context, data[0], "length");
    if (JS_ToInt64(context, &count, length.get()) < 0)
        return exceptionValue();
    auto at = static_cast<uint32_t>(count);
    if (isMap && JS_DefinePropertyValueUint32(context, data[0], at++, JS_DupValue(context, argv[1]),
                                              JS_PROP_C_W_E) < 0)
        return exceptionValue();
    if (JS_DefinePropertyValueUint32(context, data[0], at, JS_DupValue(context, argv[0]), JS_PROP_C_W_E) < 0)
        return exceptionValue();
    return undefinedValue();
}

/// The names of an object's own members that can be listed, dropped with the object.
class Names {
public:
    Names(JSContext *context, JSValueConst object)
        : m_context(context)
    {
        m_isGood = JS_GetOwnPropertyNames(context, &m_names, &m_count, object,
                                          JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) == 0;
    }
    Names(const Names &) = delete;
    Names &operator=(const Names &) = delete;
    ~Names()
    {
        for (uint32_t i = 0; m_isGood && i < m_count; ++i)
            JS_FreeAtom(m_context, m_names[i].atom);
        js_free(m_context, m_names);
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_count); }
    [[nodiscard]] JSAtom at(qsizetype index) const { return m_names[index].atom; }

private:
    JSContext *m_context;
    JSPropertyEnum *m_names = nullptr;
    uint32_t m_count = 0;
    bool m_isGood = false;
};

} // namespace

Exporter::Exporter(JSContext *context, const Intrinsics &intrinsics, Crossing crossing)
    : m_context(context)
    , m_intrinsics(intrinsics)
    , m_crossing(crossing)
    , m_writer(&m_out)
    , m_entriesLeft(crossing == Crossing::Exact ? limits::valueEntryCountMax : limits::shownEntryCountMax)
    , m_bytesLeft(crossing == Crossing::Exact ? limits::valueBytesMax : limits::shownBytesMax)
    , m_depthMax(crossing == Crossing::Exact ? rove::limits::nestingDepthMax : limits::shownDepthMax)
{}

Outcome Exporter::run(JSValueConst value)
{
    write(value);
    if (m_failure)
        return std::unexpected(*m_failure);
    return QCborValue::fromCbor(m_out);
}

void Exporter::write(JSValueConst value)
{
    switch (JS_VALUE_GET_NORM_TAG(value)) {
    case JS_TAG_INT:
        return m_writer.append(static_cast<qint64>(JS_VALUE_GET_INT(value)));
    case JS_TAG_FLOAT64:
        return writeNumber(JS_VALUE_GET_FLOAT64(value));
    case JS_TAG_BOOL:
        return m_writer.append(JS_VALUE_GET_BOOL(value) != 0);
    case JS_TAG_NULL:
        return m_writer.append(nullptr);
    case JS_TAG_UNDEFINED:
        return m_writer.append(QCborSimpleType::Undefined);
    case JS_TAG_STRING:
    case JS_TAG_STRING_ROPE:
        return writeText(textOf(m_context, value));
    case JS_TAG_BIG_INT:
    case JS_TAG_SHORT_BIG_INT:
        return writeBigInt(value);
    case JS_TAG_SYMBOL:
        return describe(calledText(value, m_intrinsics.symbolToString), "A symbol cannot be sent");
    case JS_TAG_OBJECT:
        return writeObject(value);
    default:
        return describe(u"?"_s, "This value cannot be sent");
    }
}

void Exporter::writeNumber(double number)
{
    const bool isWhole = std::abs(number) <= safeIntegerMax && std::trunc(number) == number;
    if (isWhole && !(number == 0 && std::signbit(number)))
        m_writer.append(static_cast<qint64>(number));
    else
        m_writer.append(number);
}

void Exporter::writeBigInt(JSValueConst value)
{
    const QString decimal = textOf(m_context, value);
    if (decimal.isNull())
        return failWithException();
    if (const std::optional<QCborValue> bigInt = cbor::fromBigInt(decimal))
        bigInt->toCbor(m_writer);
    else
        describe(u"BigInt(%1 digits)"_s.arg(decimal.size()), "A BigInt of so many digits cannot be sent");
}

void Exporter::writeText(const QString &text)
{
    if (text.isNull())
        return failWithException();
    if (m_crossing == Crossing::Shown && text.size() > m_bytesLeft) {
        const QString head = text.first(std::max<qsizetype>(0, m_bytesLeft)) % u'…';
        m_bytesLeft = 0;
        return m_writer.append(head);
    }
    if (spend(text.size()))
        m_writer.append(text);
}

void Exporter::writeObject(JSValueConst object)
{
    const JSClassID id = JS_GetClassID(object);
    if (JS_IsFunction(m_context, object))
        return describe(functionText(object), "A function cannot be sent");
    if (JS_IsError(m_context, object))
        return writeError(object);
    if (writeSpecial(object, id) || !good())
        return;
    if (!enter(object))
        return;
    const int isArray = JS_IsArray(m_context, object);
    if (isArray < 0)
        failWithException();
    else if (isArray)
        writeArray(object);
    else if (id == m_intrinsics.mapClass || id == m_intrinsics.setClass)
        writeEntries(object, id == m_intrinsics.mapClass);
    else
        writePlain(object);
    m_ancestors.pop_back();
}

/// Objects that are one value and hold no others; false if it is none.
bool Exporter::writeSpecial(JSValueConst object, JSClassID id)
{
    if (id == m_intrinsics.dateClass) {
        writeDate(object);
    } else if (id == m_intrinsics.arrayBufferClass) {
        writeBytes(object, 0, std::nullopt, true);
    } else if (id >= m_intrinsics.typedArrayFirst && id <= m_intrinsics.typedArrayLast) {
        writeTypedArray(object, id);
    } else if (id == m_intrinsics.regExpClass) {
        describe(calledText(object, m_intrinsics.regExpToString), "A regular expression cannot be sent");
    } else if (id == m_intrinsics.promiseClass) {
        const int state = JS_PromiseState(m_context, object);
        describe(state == JS_PROMISE_PENDING     ? u"Promise {pending}"_s
                 : state == JS_PROMISE_FULFILLED ? u"Promise {fulfilled}"_s
                                                 : u"Promise {rejected}"_s,
                 "A promise cannot be sent; await it first");
    } else if (id == m_intrinsics.weakMapClass || id == m_intrinsics.weakSetClass) {
        describe(id == m_intrinsics.weakMapClass ? u"WeakMap"_s : u"WeakSet"_s,
                 "A weak collection cannot be sent");
    } else {
        return false;
    }
    return true;
}

void Exporter::writeDate(JSValueConst date)
{
    const Local time(m_context, JS_Call(m_context, m_intrinsics.dateGetTime.get(), date, 0, nullptr));
    double milliseconds = 0;
    if (time.isException() || JS_ToFloat64(m_context, &milliseconds, time.get()) < 0)
        return failWithException();
    if (std::isnan(milliseconds))
        return describe(u"Invalid Date"_s, "An invalid Date cannot be sent");
    const QDateTime moment =
        QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(milliseconds), QTimeZone::UTC);
    if (moment.date().year() < 0 || moment.date().year() > 9999)
        return describe(u"Date(%1)"_s.arg(milliseconds, 0, 'f', 0), "A Date of that year cannot be sent");
    QCborValue(moment).toCbor(m_writer);
}

void Exporter::writeBytes(JSValueConst buffer, std::size_t offset, std::optional<std::size_t> size,
                          bool isBuffer)
{
    std::size_t total = 0;
    const uint8_t *bytes = JS_GetArrayBuffer(m_context, &total, buffer);
    if (!bytes && total == 0 && JS_HasException(m_context))
        return failWithException();
    const std::size_t begin = std::min(offset, total);
    const std::size_t count = std::min(size.value_or(total), total - begin);
    if (m_crossing == Crossing::Shown && static_cast<qsizetype>(count) > m_bytesLeft)
        return describe(u"Uint8Array(%1)"_s.arg(count), "");
    if (!spend(static_cast<qsizetype>(count)))
        return;
    if (isBuffer)
        m_writer.append(cbor::arrayBufferTag);
    m_writer.append(QByteArray(reinterpret_cast<const char *>(bytes + begin), static_cast<qsizetype>(count)));
}

void Exporter::writeTypedArray(JSValueConst array, JSClassID id)
{
    if (id != m_intrinsics.uint8ArrayClass && id != m_intrinsics.uint8ClampedClass) {
        if (enter(array)) {
            writeArray(array);
            m_ancestors.pop_back();
        }
        return;
    }
    std::size_t offset = 0;
    std::size_t size = 0;
    const Local buffer(m_context, JS_GetTypedArrayBuffer(m_context, array, &offset, &size, nullptr));
    if (buffer.isException())
        return failWithException();
    writeBytes(buffer.get(), offset, size, false);
}

void Exporter::writeArray(JSValueConst array)
{
    const Local length = property(m_context, array, "length");
    int64_t wanted = 0;
    if (length.isException() || JS_ToInt64(m_context, &wanted, length.get()) < 0)
        return failWithException();
    const qsizetype count = take(static_cast<qsizetype>(wanted));
    const bool isCut = count < wanted;
    m_writer.startArray(static_cast<quint64>(count + isCut));
    for (qsizetype i = 0; i < count && good(); ++i) {
        m_path.append(i);
        const Local item(m_context, JS_GetPropertyUint32(m_context, array, static_cast<uint32_t>(i)));
        if (item.isException())
            failWithException();
        else
            write(item.get());
        m_path.removeLast();
    }
    if (isCut && good())
        describe(u"… %1 more"_s.arg(wanted - count), "");
    if (good())
        m_writer.endArray();
}

void Exporter::writeEntries(JSValueConst collection, bool isMap)
{
    const Local entries(m_context, JS_NewArray(m_context));
    JSValueConst data = entries.get();
    const Local collector(m_context, JS_NewCFunctionData(m_context, collect, 2, isMap, 1, &data));
    const Local &forEach = isMap ? m_intrinsics.mapForEach : m_intrinsics.setForEach;
    JSValueConst argument = collector.get();
    const Local done(m_context, JS_Call(m_context, forEach.get(), collection, 1, &argument));
    int64_t collected = 0;
    const Local length = property(m_context, entries.get(), "length");
    if (done.isException() || JS_ToInt64(m_context, &collected, length.get()) < 0)
        return failWithException();
    const qsizetype step = isMap ? 2 : 1;
    const qsizetype count = take(static_cast<qsizetype>(collected) / step);
    m_writer.append(isMap ? cbor::mapTag : cbor::setTag);
    if (isMap)
        m_writer.startMap(static_cast<quint64>(count));
    else
        m_writer.startArray(static_cast<quint64>(count));
    for (qsizetype i = 0; i < count * step && good(); ++i) {
        m_path.append(i / step);
        const Local part(m_context, JS_GetPropertyUint32(m_context, entries.get(), static_cast<uint32_t>(i)));
        write(part.get());
        m_path.removeLast();
    }
    if (good() && isMap)
        m_writer.endMap();
    else if (good())
        m_writer.endArray();
}

void Exporter::writePlain(JSValueConst object)
{
    const Names names(m_context, object);
    if (!names.isGood())
        return failWithException();
    const qsizetype count = take(names.count());
    const bool isCut = count < names.count();
    m_writer.startMap(static_cast<quint64>(count + isCut));
    for (qsizetype i = 0; i < count && good(); ++i) {
        const Local name(m_context, JS_AtomToString(m_context, names.at(i)));
        const QString text = textOf(m_context, name.get());
        if (!spend(text.size()))
            return;
        m_writer.append(text);
        m_path.append(text);
        writeMember(object, names.at(i));
        m_path.removeLast();
    }
    if (isCut && good()) {
        m_writer.append(u"…"_s);
        describe(u"%1 more"_s.arg(names.count() - count), "");
    }
    if (good())
        m_writer.endMap();
}

void Exporter::writeMember(JSValueConst object, JSAtom name)
{
    if (m_crossing == Crossing::Shown) {
        JSPropertyDescriptor descriptor{};
        const int found = JS_GetOwnProperty(m_context, &descriptor, object, name);
        if (found < 0)
            return failWithException();
        if (found == 0)
            return m_writer.append(QCborSimpleType::Undefined);
        const Local value(m_context, descriptor.value);
        const Local getter(m_context, descriptor.getter);
        const Local setter(m_context, descriptor.setter);
        if (getter.isUndefined() && setter.isUndefined())
            return write(value.get());
        return describe(getter.isUndefined() ? u"(setter)"_s : u"(getter)"_s, "");
    }
    const Local value(m_context, JS_GetProperty(m_context, object, name));
    if (value.isException())
        return failWithException();
    write(value.get());
}

bool Exporter::enter(JSValueConst object)
{
    const void *identity = JS_VALUE_GET_PTR(object);
    if (std::ranges::contains(m_ancestors, identity)) {
        describe(u"(circular)"_s, "A value that contains itself cannot be sent");
        return false;
    }
    if (std::ssize(m_ancestors) >= m_depthMax) {
        describe(u"…"_s, "A value that nests so deeply cannot be sent");
        return false;
    }
    m_ancestors.push_back(identity);
    return true;
}

qsizetype Exporter::take(qsizetype wanted)
{
    if (m_crossing == Crossing::Exact && wanted > m_entriesLeft)
        fail("A value of so many entries cannot be sent");
    const qsizetype count = std::min(wanted, m_entriesLeft);
    m_entriesLeft -= count;
    return count;
}

bool Exporter::spend(qsizetype bytes)
{
    m_bytesLeft -= bytes;
    if (m_bytesLeft < 0 && m_crossing == Crossing::Exact)
        fail("A value of so many bytes cannot be sent");
    return good();
}

} // namespace rove::script
