// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptlimits.h"
#include "engine/script/values.h"

#include <QtCore/QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

/// A member as text, without its getter's own troubles; null if it is none.
QString memberText(JSContext *context, JSValueConst object, const char *name)
{
    const Local value = property(context, object, name);
    QString text = JS_IsString(value.get()) ? textOf(context, value.get()) : QString();
    if (value.isException())
        clearException(context);
    return text.left(limits::messageCharactersMax);
}

/// Frames of the script alone: one a line, those of our own code left out, at most so many.
QString tidyStack(const QString &stack)
{
    QStringList frames;
    qsizetype leftOut = 0;
    for (const QStringView line : QStringView(stack).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.contains("(rove:"_L1))
            continue;
        if (frames.size() < limits::stackFrameCountMax)
            frames.append(line.trimmed().toString());
        else
            ++leftOut;
    }
    if (leftOut > 0)
        frames.append(u"… %1 more"_s.arg(leftOut));
    return frames.join(u'\n');
}

/// What an Error carries besides the usual, shown; the members that cannot be read are left out.
QCborMap detailsOf(JSContext *context, const Intrinsics &intrinsics, JSValueConst error)
{
    JSPropertyEnum *names = nullptr;
    uint32_t count = 0;
    QCborMap details;
    if (JS_GetOwnPropertyNames(context, &names, &count, error, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0) {
        clearException(context);
        return details;
    }
    for (uint32_t i = 0; i < count; ++i) {
        const Local name(context, JS_AtomToString(context, names[i].atom));
        const Local value(context, JS_GetProperty(context, error, names[i].atom));
        JS_FreeAtom(context, names[i].atom);
        if (value.isException()) {
            clearException(context);
            continue;
        }
        if (const Outcome shown = Exporter(context, intrinsics, Crossing::Shown).run(value.get()))
            details.insert(textOf(context, name.get()), *shown);
    }
    js_free(context, names);
    return details;
}

} // namespace

Thrown describeError(JSContext *context, JSValueConst error)
{
    Thrown result{.name = memberText(context, error, "name"),
                  .message = memberText(context, error, "message"),
                  .stack = tidyStack(memberText(context, error, "stack"))};
    if (result.text().isEmpty())
        result.name = u"Error"_s;
    return result;
}

Thrown describeThrown(JSContext *context, const Intrinsics &intrinsics, JSValueConst thrown)
{
    Thrown result;
    if (JS_IsError(context, thrown)) {
        result = describeError(context, thrown);
        result.details = detailsOf(context, intrinsics, thrown);
        return result;
    }
    const Outcome shown = Exporter(context, intrinsics, Crossing::Shown).run(thrown);
    if (!shown)
        return shown.error();
    if (shown->isString())
        result.message = shown->toString().left(limits::messageCharactersMax);
    else
        result.details.insert(u"thrown"_s, *shown);
    return result;
}

Thrown takeThrown(JSContext *context, const Intrinsics &intrinsics)
{
    const Local exception(context, JS_GetException(context));
    JS_ResetUncatchableError(context);
    return describeThrown(context, intrinsics, exception.get());
}

} // namespace rove::script
