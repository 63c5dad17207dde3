// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/values.h"
#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>

#include <array>

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

/// Builds a value inside a world. The first failure leaves the context with its exception.
class Importer {
public:
    Importer(JSContext *context, const Intrinsics &intrinsics)
        : m_context(context)
        , m_intrinsics(intrinsics)
    {}

    Local make(const QCborValue &value) // NOLINT(misc-no-recursion): the depth is bounded.
    {
        if (++m_depth > rove::limits::storedNestingDepthMax)
            return {m_context, JS_ThrowRangeError(m_context, "the value nests too deeply")};
        Local made = makeInner(value);
        --m_depth;
        return made;
    }

private:
    Local makeInner(const QCborValue &value)
    {
        switch (value.type()) {
        case QCborValue::Integer:
            return {m_context, JS_NewInt64(m_context, value.toInteger())};
        case QCborValue::Double:
            return {m_context, JS_NewFloat64(m_context, value.toDouble())};
        case QCborValue::False:
        case QCborValue::True:
            return {m_context, JS_NewBool(m_context, value.toBool())};
        case QCborValue::Null:
            return {m_context, nullValue()};
        case QCborValue::String:
            return newString(m_context, value.toString());
        case QCborValue::ByteArray:
            return makeBytes(value.toByteArray(), true);
        case QCborValue::DateTime:
            return {m_context,
                    JS_NewDate(m_context, static_cast<double>(value.toDateTime().toMSecsSinceEpoch()))};
        case QCborValue::Array:
            return makeArray(value.toArray());
        case QCborValue::Map:
            return makeMap(value.toMap());
        case QCborValue::Undefined:
        case QCborValue::Invalid:
            return {m_context, undefinedValue()};
        case QCborValue::Uuid:
        case QCborValue::Url:
        case QCborValue::RegularExpression:
            return make(value.taggedValue());
        default:
            return value.isTag() ? makeTagged(value) : Local(m_context, undefinedValue());
        }
    }

    Local makeBytes(const QByteArray &bytes, bool isView)
    {
        Local buffer(m_context,
                     JS_NewArrayBufferCopy(m_context, reinterpret_cast<const uint8_t *>(bytes.constData()),
                                           static_cast<size_t>(bytes.size())));
        if (!isView || buffer.isException())
            return buffer;
        // QuickJS reads all three, whatever their number.
        std::array<JSValueConst, 3> arguments{buffer.get(), undefinedValue(), undefinedValue()};
        return {m_context, JS_NewTypedArray(m_context, 3, arguments.data(), JS_TYPED_ARRAY_UINT8)};
    }

    Local makeArray(const QCborArray &items)
    {
        Local array(m_context, JS_NewArray(m_context));
        uint32_t at = 0;
        for (const QCborValue &item : items) {
            Local made = make(item);
            if (made.isException())
                return made;
            if (JS_DefinePropertyValueUint32(m_context, array.get(), at++, made.release(), JS_PROP_C_W_E) < 0)
                return {m_context, exceptionValue()};
        }
        return array;
    }

    Local makeMap(const QCborMap &map)
    {
        for (const auto &[key, value] : map) {
            if (!key.isString())
                return makeMapObject(map);
        }
        Local object(m_context, JS_NewObject(m_context));
        for (const auto &[key, value] : map) {
            Local made = make(value);
            if (made.isException())
                return made;
            // Defining, not setting: a key `__proto__` is then a key like any other.
            const Atom name(m_context, key.toString());
            if (JS_DefinePropertyValue(m_context, object.get(), name.get(), made.release(), JS_PROP_C_W_E) <
                0)
                return {m_context, exceptionValue()};
        }
        return object;
    }

    Local makeMapObject(const QCborMap &map)
    {
        Local object(m_context, JS_CallConstructor(m_context, m_intrinsics.mapConstructor.get(), 0, nullptr));
        for (const auto &[key, value] : map) {
            const Local madeKey = make(key);
            const Local madeValue = make(value);
            if (madeKey.isException() || madeValue.isException())
                return {m_context, exceptionValue()};
            std::array<JSValueConst, 2> arguments{madeKey.get(), madeValue.get()};
            const Local done(
                m_context, JS_Call(m_context, m_intrinsics.mapSet.get(), object.get(), 2, arguments.data()));
            if (done.isException())
                return {m_context, exceptionValue()};
        }
        return object;
    }

    Local makeSetObject(const QCborArray &items)
    {
        Local object(m_context, JS_CallConstructor(m_context, m_intrinsics.setConstructor.get(), 0, nullptr));
        for (const QCborValue &item : items) {
            const Local made = make(item);
            JSValueConst argument = made.get();
            const Local done(m_context, made.isException() ? exceptionValue()
                                                           : JS_Call(m_context, m_intrinsics.setAdd.get(),
                                                                     object.get(), 1, &argument));
            if (done.isException())
                return {m_context, exceptionValue()};
        }
        return object;
    }

    Local makeTagged(const QCborValue &value)
    {
        const QCborTag tag = value.tag();
        const QCborValue content = value.taggedValue();
        if (const std::optional<QString> decimal = cbor::bigIntText(value)) {
            const Local text = newString(m_context, *decimal);
            JSValueConst argument = text.get();
            return {m_context,
                    JS_Call(m_context, m_intrinsics.bigIntFunction.get(), undefinedValue(), 1, &argument)};
        }
        if (tag == cbor::arrayBufferTag && content.isByteArray())
            return makeBytes(content.toByteArray(), false);
        if (tag == cbor::setTag && content.isArray())
            return makeSetObject(content.toArray());
        if (tag == cbor::mapTag && content.isMap())
            return makeMapObject(content.toMap());
        return make(content);
    }

    JSContext *m_context;
    const Intrinsics &m_intrinsics;
    int m_depth = 0;
};

} // namespace

Local importValue(JSContext *context, const Intrinsics &intrinsics, const QCborValue &value)
{
    return Importer(context, intrinsics).make(value);
}

} // namespace rove::script
