// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An unmodified rivetkit server of npm on an engine, area by area: `node rivetkit.mjs rove|rivet`. With `cpp`
// after it the same of actors in C++ on Rove's runtime, which must answer alike. What happens when something
// breaks is in rivetkitfaults.mjs.

import "./support/quiet.mjs";

import { after, before, describe } from "node:test";

import { connections, events } from "./rivetkit/connections.mjs";
import { crowds, volumes } from "./rivetkit/crowds.mjs";
import { errors } from "./rivetkit/errors.mjs";
import { inspector } from "./rivetkit/inspector.mjs";
import { queuesOnTheWire } from "./rivetkit/queuewire.mjs";
import { rawRequests, rawSockets } from "./rivetkit/raw.mjs";
import { schedules } from "./rivetkit/schedules.mjs";
import { destruction, hibernating, sleeping } from "./rivetkit/sleeping.mjs";
import { encodings, input, state } from "./rivetkit/state.mjs";
import { databases, keyValues, queues } from "./rivetkit/storage.mjs";
import { workflows } from "./rivetkit/workflows.mjs";
import { isReal, serverName, targetName } from "./support/engine.mjs";
import { KitTarget } from "./support/kittarget.mjs";

// The first ones wait most.
const areas = [
    schedules,
    sleeping,
    hibernating,
    workflows,
    encodings,
    state,
    input,
    connections,
    events,
    rawRequests,
    rawSockets,
    keyValues,
    databases,
    queues,
    queuesOnTheWire,
    errors,
    inspector,
    destruction,
    volumes,
    crowds,
];

// The real engine takes so long to start actors that its own deadlines pass if there are more at a time.
const concurrency = isReal ? 2 : 4;

describe(`a ${serverName} on ${targetName}`, { timeout: isReal ? 600_000 : 300_000, concurrency }, () => {
    const target = new KitTarget();
    before(() => target.start());
    after(() => target.stop());
    for (const area of areas) area(target);
});
