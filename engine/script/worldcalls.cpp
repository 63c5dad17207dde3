// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/worldimpl.h"

#include <array>

// The functions that the owner of a world adds, and their calls.

using namespace Qt::StringLiterals;

namespace rove::script {

void World::Private::addHostFunction(const QString &name, Crossing crossing, Function function,
                                     AsyncFunction async)
{
    m_hostFunctions.push_back({crossing, std::move(function), std::move(async)});
    const auto index = static_cast<int>(m_hostFunctions.size()) - 1;
    Local made(m_context, JS_NewCFunctionData(m_context, callHost, 0, index, 0, nullptr));
    const Atom nameProperty(m_context, u"name"_s);
    JS_DefinePropertyValue(m_context, made.get(), nameProperty.get(), newString(m_context, name).release(),
                           JS_PROP_CONFIGURABLE);
    const Atom atom(m_context, name);
    JS_DefinePropertyValue(m_context, m_host.get(), atom.get(), made.release(), JS_PROP_C_W_E);
}

JSValue World::Private::callHost(JSContext *context, JSValueConst, int argc, JSValueConst *argv, int index,
                                 JSValue *)
{
    auto *self = static_cast<Private *>(JS_GetContextOpaque(context));
    return self->call(self->m_hostFunctions.at(static_cast<std::size_t>(index)), argc, argv);
}

JSValue World::Private::call(const HostFunction &host, int argc, JSValueConst *argv)
{
    QCborArray arguments;
    for (int i = 0; i < argc; ++i) {
        Outcome argument = Exporter(m_context, *m_intrinsics, host.crossing).run(argv[i]);
        if (!argument) {
            // Whatever stopped the walk stops the script too.
            if (m_interruptedBy)
                return JS_ThrowInternalError(m_context, "interrupted");
            argument.error().message.prepend(u"Argument %1: "_s.arg(i + 1));
            return throwThrown(argument.error());
        }
        arguments.append(*argument);
    }
    if (host.async)
        return startCall(host, arguments);
    const Outcome outcome = host.function(arguments);
    if (!outcome)
        return throwThrown(outcome.error());
    return importValue(m_context, *m_intrinsics, *outcome).release();
}

JSValue World::Private::startCall(const HostFunction &host, const QCborArray &arguments)
{
    if (std::ssize(m_calls) >= limits::pendingCallCountMax)
        return JS_ThrowRangeError(m_context, "too many calls wait for an answer");
    Local error(m_context, JS_CallConstructor(m_context, m_intrinsics->errorConstructor.get(), 0, nullptr));
    if (error.isException())
        return exceptionValue();
    std::array<JSValue, 2> ends{};
    const JSValue promise = JS_NewPromiseCapability(m_context, ends.data());
    if (JS_IsException(promise))
        return promise;
    const quint64 number = ++m_callNumber;
    m_calls.emplace(number, Call{Local(m_context, ends[0]), Local(m_context, ends[1]), std::move(error)});
    host.async(number, arguments);
    return promise;
}

void World::Private::fillError(JSValueConst error, const Thrown &thrown)
{
    const auto define = [&](const QString &name, Local value, int flags) {
        if (value.isException())
            return clearException(m_context);
        const Atom atom(m_context, name);
        JS_DefinePropertyValue(m_context, error, atom.get(), value.release(), flags);
    };
    constexpr int hidden = JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE;
    if (!thrown.name.isEmpty())
        define(u"name"_s, newString(m_context, thrown.name), hidden);
    define(u"message"_s, newString(m_context, thrown.message), hidden);
    for (const auto &[key, value] : thrown.details)
        define(key.toString(), importValue(m_context, *m_intrinsics, value), JS_PROP_C_W_E);
}

JSValue World::Private::throwThrown(const Thrown &thrown)
{
    Local error(m_context, JS_CallConstructor(m_context, m_intrinsics->errorConstructor.get(), 0, nullptr));
    if (error.isException())
        return exceptionValue();
    fillError(error.get(), thrown);
    return JS_Throw(m_context, error.release());
}

void World::Private::settle(quint64 number, const Outcome &outcome)
{
    auto found = m_calls.extract(number);
    if (found.empty())
        return;
    const Call &call = found.mapped();
    beginTurn(m_options.turnMax);
    Local value;
    bool isGood = outcome.has_value();
    if (isGood) {
        value = importValue(m_context, *m_intrinsics, *outcome);
        isGood = !value.isException();
        if (!isGood)
            value = Local(m_context, JS_GetException(m_context));
    } else {
        fillError(call.error.get(), outcome.error());
        value = Local::copy(m_context, call.error.get());
    }
    JSValueConst argument = value.get();
    const Local done(m_context, JS_Call(m_context, isGood ? call.resolve.get() : call.reject.get(),
                                        undefinedValue(), 1, &argument));
    if (done.isException())
        clearException(m_context);
}

} // namespace rove::script
