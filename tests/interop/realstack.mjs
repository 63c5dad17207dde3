// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An engine with real servers of actors on it, for a test written in another language. Arguments:
//
//   --engine=rivet|rove   the real engine, or ours
//   --token=TOKEN         the engine wants this token, and has no actors
//
// On both is a server of rivetkit 2.3.19, whose envoy is in the pool `node`; on the real one also a server of
// rivetkit 2.2.1, whose runner is in the pool `older`; in ours are actors in C++. Prints one JSON line once
// actors are there: {"ready":true,"endpoint","actors":[{"runtime","key","id"}]}. Each runtime (`2.3.19`,
// `2.2.1`, `cpp`) has a counter at 7, `main-RUNTIME`, and one at 3 that sleeps, `sleeper-RUNTIME`. Then each
// JSON line on standard input is a command {"id","command",…}, answered by one line {"id","result"} or
// {"id","error"}:
//
//   action   actor, action, arguments   calls an action with the npm client
//   asleep   actor                      whether the actor sleeps, as the engine sees it; wakes nobody
//   sleep    actor                      puts the actor to sleep and waits until it does
//
// The end of standard input ends everything.

import "./support/quiet.mjs";

import { createInterface } from "node:readline";
import { createClient } from "rivetkit/client";

import { call, isAsleep, putToSleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startOlderServer, startRealEngine, startRivetkitServer } from "./support/realengine.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

const argument = (name) =>
    process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const isRove = argument("engine") === "rove";
const adminToken = argument("token");
const older = "2.2.1";
const pools = { "2.3.19": "node", ...(isRove ? { cpp: "default" } : { [older]: "older" }) };

const engine = isRove
    ? await startRoveEngine({ environment: { ROVE_ADMIN_TOKEN: adminToken ?? "" } })
    : await startRealEngine({ adminToken });
const servers = adminToken ? [] : await startServers();
const client = createClient({ endpoint: engine.endpoint, encoding: "json" });
/** Actors that the engine does not put to sleep: they have to become tired of waiting. */
const tireless = new Set();

const commands = {
    action: ({ actor, action, arguments: args }) =>
        client.counter.getForId(actor).action({ name: action, args }),
    asleep: ({ actor }) => isAsleep(engine.endpoint, actor),
    sleep: ({ actor }) =>
        tireless.has(actor)
            ? until("the older actor slept", () => isAsleep(engine.endpoint, actor), 30_000)
            : putToSleep(engine.endpoint, actor),
};

function startServers() {
    const starting = [startRivetkitServer(engine.endpoint, { RIVET_POOL: pools["2.3.19"] })];
    if (pools[older]) starting.push(startOlderServer(engine.endpoint, pools[older]));
    return Promise.all(starting);
}

async function seedOne(runtime, name, key, count) {
    const body = {
        name,
        key,
        runner_name_selector: pools[runtime],
        crash_policy: "sleep",
        datacenter: "default",
    };
    const made = await call(engine.endpoint, "PUT", "/actors?namespace=default", body);
    const id = made.body.actor.actor_id;
    await commands.action({ actor: id, action: "increment", arguments: [count] });
    return { runtime, key, id };
}

async function seed(runtime) {
    const main = await seedOne(runtime, "counter", `main-${runtime}`, 7);
    const sleeperName = runtime === older ? "napper" : "counter";
    const sleeper = await seedOne(runtime, sleeperName, `sleeper-${runtime}`, 3);
    // Only actors of envoys are put to sleep by the real engine (spec/engine-api.md 3.5).
    if (runtime === older) tireless.add(sleeper.id);
    await commands.sleep({ actor: sleeper.id });
    return [main, sleeper];
}

async function answer(line) {
    const request = JSON.parse(line);
    try {
        const run = commands[request.command];
        if (!run) throw new Error(`There is no command ${request.command}`);
        say({ id: request.id, result: (await run(request)) ?? null });
    } catch (error) {
        say({ id: request.id, error: { group: error.group, code: error.code, message: error.message } });
    }
}

const runtimes = adminToken ? [] : Object.keys(pools);
const actors = (await Promise.all(runtimes.map(seed))).flat();
say({ ready: true, endpoint: engine.endpoint, actors });

for await (const line of createInterface({ input: process.stdin })) await answer(line);
await Promise.all(servers.map((server) => server.stop()));
await engine.program.stop();
process.exit(0);
