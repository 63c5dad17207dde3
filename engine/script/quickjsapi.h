// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <quickjs/quickjs.h>

#include <utility>

/// QuickJS with owners: private to engine/script.
namespace rove::script {

// QuickJS makes these of compound literals, which C++ has only as an extension.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
inline JSValue undefinedValue()
{
    return JS_UNDEFINED;
}
inline JSValue nullValue()
{
    return JS_NULL;
}
/// What a function returns after it has set the context's exception.
inline JSValue exceptionValue()
{
    return JS_EXCEPTION;
}
#pragma GCC diagnostic pop

/// One counted reference to a value of a world, dropped with the object. Not thread-safe, as its world.
class Local {
public:
    Local() = default;
    /// Takes over the reference that `value` is.
    Local(JSContext *context, JSValue value)
        : m_context(context)
        , m_value(value)
    {}
    Local(Local &&other) noexcept
        : m_context(std::exchange(other.m_context, nullptr))
        , m_value(other.m_value)
    {}
    Local &operator=(Local &&other) noexcept
    {
        std::swap(m_context, other.m_context);
        std::swap(m_value, other.m_value);
        return *this;
    }
    Local(const Local &) = delete;
    Local &operator=(const Local &) = delete;
    ~Local() { reset(); }

    /// A reference of one's own to a value that somebody else owns.
    static Local copy(JSContext *context, JSValueConst value)
    {
        return {context, JS_DupValue(context, value)};
    }

    void reset()
    {
        if (m_context)
            JS_FreeValue(m_context, m_value);
        m_context = nullptr;
    }
    [[nodiscard]] JSValueConst get() const { return m_value; }
    /// Gives the reference away.
    [[nodiscard]] JSValue release()
    {
        m_context = nullptr;
        return m_value;
    }
    [[nodiscard]] bool isException() const { return JS_IsException(m_value) != 0; }
    [[nodiscard]] bool isUndefined() const { return JS_IsUndefined(m_value) != 0; }
    [[nodiscard]] bool isObject() const { return JS_IsObject(m_value) != 0; }
    [[nodiscard]] const void *identity() const { return JS_VALUE_GET_PTR(m_value); }

private:
    JSContext *m_context = nullptr;
    JSValue m_value{};
};

/// A name of a property, owned likewise.
class Atom {
public:
    Atom(JSContext *context, JSAtom atom)
        : m_context(context)
        , m_atom(atom)
    {}
    Atom(JSContext *context, const QString &name)
        : m_context(context)
    {
        const QByteArray bytes = name.toUtf8();
        m_atom = JS_NewAtomLen(context, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    Atom(const Atom &) = delete;
    Atom &operator=(const Atom &) = delete;
    ~Atom() { JS_FreeAtom(m_context, m_atom); }
    [[nodiscard]] JSAtom get() const { return m_atom; }

private:
    JSContext *m_context;
    JSAtom m_atom = JS_ATOM_NULL;
};

/// The text of a value that needs no script to be text: a string, a number, a BigInt. Null if that failed;
/// then the context has an exception.
inline QString textOf(JSContext *context, JSValueConst value)
{
    size_t size = 0;
    const char *bytes = JS_ToCStringLen(context, &size, value);
    if (!bytes)
        return {};
    QString text = QString::fromUtf8(bytes, static_cast<qsizetype>(size));
    JS_FreeCString(context, bytes);
    return text.isNull() ? QStringLiteral("") : text;
}

inline Local newString(JSContext *context, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return {context, JS_NewStringLen(context, bytes.constData(), static_cast<size_t>(bytes.size()))};
}

inline Local property(JSContext *context, JSValueConst object, const char *name)
{
    return {context, JS_GetPropertyStr(context, object, name)};
}

/// Forgets the exception that the context has.
inline void clearException(JSContext *context)
{
    JS_FreeValue(context, JS_GetException(context));
}

} // namespace rove::script
