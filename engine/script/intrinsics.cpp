// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/intrinsics.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace rove::script {
namespace {

Local run(JSContext *context, const char *source)
{
    return {context, JS_Eval(context, source, std::strlen(source), "rove:intrinsics", JS_EVAL_TYPE_GLOBAL)};
}

JSClassID classOf(JSContext *context, const char *source)
{
    return JS_GetClassID(run(context, source).get());
}

} // namespace

Intrinsics::Intrinsics(JSContext *context)
    : mapConstructor(run(context, "Map"))
    , setConstructor(run(context, "Set"))
    , bigIntFunction(run(context, "BigInt"))
    , errorConstructor(run(context, "Error"))
    , mapSet(run(context, "Map.prototype.set"))
    , setAdd(run(context, "Set.prototype.add"))
    , mapForEach(run(context, "Map.prototype.forEach"))
    , setForEach(run(context, "Set.prototype.forEach"))
    , dateGetTime(run(context, "Date.prototype.getTime"))
    , functionToString(run(context, "Function.prototype.toString"))
    , symbolToString(run(context, "Symbol.prototype.toString"))
    , regExpToString(run(context, "RegExp.prototype.toString"))
    , dateClass(classOf(context, "new Date(0)"))
    , mapClass(classOf(context, "new Map"))
    , setClass(classOf(context, "new Set"))
    , arrayBufferClass(classOf(context, "new ArrayBuffer(0)"))
    , uint8ArrayClass(classOf(context, "new Uint8Array"))
    , uint8ClampedClass(classOf(context, "new Uint8ClampedArray"))
    , regExpClass(classOf(context, "/x/"))
    , promiseClass(classOf(context, "new Promise(() => {})"))
    , weakMapClass(classOf(context, "new WeakMap"))
    , weakSetClass(classOf(context, "new WeakSet"))
    , typedArrayFirst(uint8ArrayClass)
    , typedArrayLast(uint8ArrayClass)
{
    constexpr std::array kinds{"new Int8Array",      "new Int16Array",   "new Uint16Array",
                               "new Int32Array",     "new Uint32Array",  "new BigInt64Array",
                               "new BigUint64Array", "new Float32Array", "new Float64Array"};
    for (const char *kind : kinds) {
        const JSClassID id = classOf(context, kind);
        typedArrayFirst = std::min(typedArrayFirst, id);
        typedArrayLast = std::max(typedArrayLast, id);
    }
}

} // namespace rove::script
