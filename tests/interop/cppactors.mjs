// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// C++ actors under the checks that rivetkit's own actors pass in rivetkit.mjs, with the unmodified client of
// npm: `node cppactors.mjs rove|rivet`. On the real engine Rove's runtime joins as an envoy.

import "./support/quiet.mjs";

import { after, before, describe } from "node:test";

import { queuesOnTheWire } from "./rivetkit/queuewire.mjs";
import { schedules } from "./rivetkit/schedules.mjs";
import { queues } from "./rivetkit/storage.mjs";
import { CppTarget } from "./support/cpptarget.mjs";
import { isReal, targetName } from "./support/engine.mjs";

// The real engine takes so long to start actors that its own deadlines pass if there are more at a time.
const concurrency = isReal ? 2 : 4;

describe(`C++ actors on ${targetName}`, { timeout: 240_000, concurrency }, () => {
    const target = new CppTarget();
    before(() => target.start());
    after(() => target.stop());
    for (const area of [schedules, queues, queuesOnTheWire]) area(target);
});
