// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replbootstrap.h"

using namespace Qt::StringLiterals;

namespace rove::ui {

QString replBootstrap()
{
    return uR"js(host => {
'use strict';
const { Array, Object, Proxy, Reflect, TypeError, WeakMap } = globalThis;
const { defineProperty, getPrototypeOf } = Object;
const { apply, ownKeys, getOwnPropertyDescriptor } = Reflect;
const { isArray } = Array;
const objectPrototype = Object.prototype;
const weakGet = WeakMap.prototype.get;
const weakSet = WeakMap.prototype.set;

// --- state: a copy that says so when it is written to ---
const proxies = new WeakMap();
const refuse = () => {
    throw new TypeError('state is a copy for reading. Call an action to change the actor.');
};
const readOnly = value => {
    if (value === null || typeof value !== 'object')
        return value;
    if (!isArray(value) && getPrototypeOf(value) !== objectPrototype)
        return value;
    let proxy = apply(weakGet, proxies, [value]);
    if (!proxy) {
        proxy = new Proxy(value, handler);
        apply(weakSet, proxies, [value, proxy]);
    }
    return proxy;
};
const handler = {
    __proto__: null,
    get: (target, key) => readOnly(target[key]),
    getOwnPropertyDescriptor: (target, key) => {
        const found = getOwnPropertyDescriptor(target, key);
        if (found && found.configurable)
            found.value = readOnly(found.value);
        return found;
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    setPrototypeOf: refuse,
    preventExtensions: refuse,
};
let seenVersion = -1;
let snapshot;
defineProperty(globalThis, 'state', {
    __proto__: null,
    configurable: true,
    get() {
        const version = host.stateVersion();
        if (version !== seenVersion) {
            snapshot = readOnly(host.state());
            seenVersion = version;
        }
        return snapshot;
    },
    set: refuse,
});

// --- actor: every name is an action ---
const silent = { __proto__: null, then: 1, toJSON: 1, toString: 1, valueOf: 1, constructor: 1 };
const actions = { __proto__: null };
const declare = name => {
    if (!actions[name]) {
        host.declare(name);
        actions[name] = host['actor.' + name];
    }
};
const declareAll = () => {
    const known = host.actions();
    for (let i = 0; i < known.length; ++i)
        declare(known[i]);
};
const define = (name, value) => defineProperty(globalThis, name, {
    __proto__: null, value, writable: true, configurable: true, enumerable: false,
});
define('actor', new Proxy(actions, {
    __proto__: null,
    get: (target, key) => {
        if (typeof key !== 'string')
            return undefined;
        declareAll();
        if (!target[key] && !silent[key])
            declare(key);
        return target[key];
    },
    ownKeys: target => {
        declareAll();
        return ownKeys(target);
    },
    set: () => { throw new TypeError('actor holds the actions of the actor and nothing else.'); },
}));

define('wait', host.wait);
define('help', host.help);
define('console', {
    log: host.log, debug: host.debug, info: host.info, warn: host.warn, error: host.error,
    dir: host.log, table: host.log, assert: host.assert, time: host.time, timeEnd: host.timeEnd,
    count: host.count, clear: host.clear,
});
})js"_s;
}

} // namespace rove::ui
