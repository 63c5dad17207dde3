// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rove's example actors, in its engine's process, under the checks that rivetkit's own actors pass in
// rivetkit.mjs, with the unmodified client of npm. All the checks, on actors that join an engine, are
// `rivetkit.mjs rove|rivet cpp`.

import "./support/quiet.mjs";

import { after, before, describe } from "node:test";

import { queuesOnTheWire } from "./rivetkit/queuewire.mjs";
import { schedules } from "./rivetkit/schedules.mjs";
import { queues } from "./rivetkit/storage.mjs";
import { CppTarget } from "./support/cpptarget.mjs";

describe("the example actors", { timeout: 120_000, concurrency: 4 }, () => {
    const target = new CppTarget();
    before(() => target.start());
    after(() => target.stop());
    for (const area of [schedules, queues, queuesOnTheWire]) area(target);
});
