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

import "./support/quiet.mjs";

import { createInterface } from "node:readline";
import { createClient } from "rivetkit/client";

import { inspect, isAsleep, putToSleep } from "./support/manager.mjs";
import { startRealEngine, startRivetkitServer } from "./support/realengine.mjs";

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const engine = await startRealEngine();
const server = await startRivetkitServer(engine.endpoint);
const client = createClient({ endpoint: engine.endpoint, encoding: "json" });

const commands = {
    action: ({ name, key, action, arguments: args }) => client[name].get(key).action({ name: action, args }),
    asleep: ({ actor }) => isAsleep(engine.endpoint, actor),
    sleep: ({ actor }) => putToSleep(engine.endpoint, actor),
    state: async ({ actor }) => (await inspect(engine.endpoint, actor, "GET", "/state")).body.state,
};

async function seed() {
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
await server.stop();
await engine.program.stop();
process.exit(0);
