// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/quickjsapi.h"

namespace rove::script {

/// What a world's own code needs of the language, taken before any script could change it. One a context,
/// made right after it; belongs to its World.
struct Intrinsics {
    explicit Intrinsics(JSContext *context);

    Local mapConstructor;
    Local setConstructor;
    Local bigIntFunction;
    Local errorConstructor;
    Local mapSet;
    Local setAdd;
    Local mapForEach;
    Local setForEach;
    Local dateGetTime;
    Local functionToString;
    Local symbolToString;
    Local regExpToString;

    JSClassID dateClass;
    JSClassID mapClass;
    JSClassID setClass;
    JSClassID arrayBufferClass;
    JSClassID uint8ArrayClass;
    JSClassID uint8ClampedClass;
    JSClassID regExpClass;
    JSClassID promiseClass;
    JSClassID weakMapClass;
    JSClassID weakSetClass;
    /// The classes of the typed arrays lie side by side.
    JSClassID typedArrayFirst;
    JSClassID typedArrayLast;
};

} // namespace rove::script
