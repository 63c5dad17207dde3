// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real engine and a real rivetkit server for a test written in another language. Prints one JSON line
// once actors are there: {"ready":true,"endpoint","namespace","actors":[{"name","key","id"}]}. Then each
// JSON line on standard input is a command {"id","command",…}, answered by one line {"id","result"} or
// {"id","error"}:
//
//   action   name, key, action, arguments   calls an action with the npm client
//   asleep   actor                          whether the actor sleeps, as the engine sees it; wakes nobody
//   sleep    actor                          puts the actor to sleep and waits until it does
//   state    actor                          the state in the actor's memory, from its inspector; wakes it
//   stop                                    ends everything; so does the end of standard input
//
// Arguments choose another stack than that of rivetkit 2.3.19:
//
//   --older          a server of rivetkit 2.2.1 instead, with one counter, asked over plain HTTP
//   --token=TOKEN    an engine that wants this token, and no server

import "./support/quiet.mjs";

import { createInterface } from "node:readline";
import { createClient } from "rivetkit/client";

import { call, inspect, isAsleep, putToSleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startOlderServer, startRealEngine, startRivetkitServer } from "./support/realengine.mjs";

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const isOlder = process.argv.includes("--older");
const adminToken = process.argv.find((argument) => argument.startsWith("--token="))?.slice("--token=".length);

const engine = await startRealEngine({ adminToken });
const server = await startServer();
const client = createClient({ endpoint: engine.endpoint, encoding: "json" });

function startServer() {
    if (adminToken) return undefined;
    return isOlder ? startOlderServer(engine.endpoint, "older") : startRivetkitServer(engine.endpoint);
}

// The npm client of today finds an actor by a query of the gateway, which needs a pool with an envoy.
async function callOlder({ actor, action, arguments: args }) {
    const path = `/gateway/${actor}/action/${action}`;
    const answer = await call(engine.endpoint, "POST", path, { args }, { "x-rivet-encoding": "json" });
    if (answer.status !== 200) throw Object.assign(new Error(answer.body.message), answer.body);
    return answer.body.output;
}

// The engine puts only actors of envoys to sleep; one of a runner has to become tired of waiting.
const untilAsleep = (actor) => until("the older actor slept", () => isAsleep(engine.endpoint, actor), 30_000);

const commands = {
    action: (request) =>
        isOlder
            ? callOlder(request)
            : client[request.name]
                  .get(request.key)
                  .action({ name: request.action, args: request.arguments }),
    asleep: ({ actor }) => isAsleep(engine.endpoint, actor),
    sleep: ({ actor }) => (isOlder ? untilAsleep(actor) : putToSleep(engine.endpoint, actor)),
    state: async ({ actor }) => (await inspect(engine.endpoint, actor, "GET", "/state")).body.state,
};

async function seedOlder() {
    const body = {
        name: "counter",
        key: "old",
        runner_name_selector: "older",
        crash_policy: "restart",
        datacenter: "default",
    };
    const made = await call(engine.endpoint, "PUT", "/actors?namespace=default", body);
    const id = made.body.actor.actor_id;
    await callOlder({ actor: id, action: "increment", arguments: [7] });
    return [{ name: "counter", key: ["old"], id }];
}

async function seed() {
    if (adminToken) return [];
    if (isOlder) return seedOlder();
    const wanted = [
        { name: "counter", key: ["main"], action: "increment", args: [7] },
        { name: "counter", key: ["sleeper"], action: "increment", args: [3] },
        { name: "chatRoom", key: ["lobby"], action: "send", args: ["ada", "Good morning"] },
    ];
    const actors = [];
    for (const { name, key, action, args } of wanted) {
        const handle = client[name].getOrCreate(key);
        await handle.action({ name: action, args });
        actors.push({ name, key, id: await handle.resolve() });
    }
    await putToSleep(engine.endpoint, actors[1].id);
    return actors;
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

say({ ready: true, endpoint: engine.endpoint, namespace: "default", actors: await seed() });

for await (const line of createInterface({ input: process.stdin })) {
    if (JSON.parse(line).command === "stop") break;
    await answer(line);
}
await server?.stop();
await engine.program.stop();
process.exit(0);
