// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Unmodified rivetkit servers of npm that die, cannot be reached, do not read, and give way to newer ones:
// `node rivetkitfaults.mjs rove|rivet [cpp] [long]`. With `cpp` they are C++ servers on Rove's runtime; with
// `long` a partition lasts a minute, too.

import "./support/quiet.mjs";

import { after, before, describe } from "node:test";

import { engineDeaths, serverDeaths } from "./rivetkit/deaths.mjs";
import { partitions, standstills } from "./rivetkit/partitions.mjs";
import { upgrades } from "./rivetkit/upgrades.mjs";
import { isReal, serverName, startEngine, targetName } from "./support/engine.mjs";

const isLong = process.argv.includes("long", 3);

// Most of it is waiting; but the real engine takes so long to start actors that its own deadlines pass.
const concurrency = isReal ? 2 : true;

describe(`${serverName}s in trouble on ${targetName}`, { timeout: 300_000, concurrency }, () => {
    const target = {};
    before(async () => {
        target.engine = await startEngine();
        target.endpoint = target.engine.endpoint;
    });
    after(() => target.engine?.stop());
    serverDeaths(target);
    partitions(target, isLong ? [1, 10, 60] : [1, 10]);
    standstills(target);
    upgrades(target);
    engineDeaths();
});
