// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What actors cost the engine before anybody talks to them: creating, listing, waking, the memory of those
// that sleep, and the start of the engine itself; and whether any of it depends on how many there are. The
// real engine is asked for the same where it can do it.
//
//     node lifecycle.mjs BUILD_FOLDER [SECONDS_PER_MEASUREMENT]

import { call, putPool } from "../interop/support/manager.mjs";
import { freePorts, memoryOf, Program, temporaryFolder } from "../interop/support/process.mjs";
import { startRealEngine, startRivetkitServer } from "../interop/support/realengine.mjs";
import { createCounter, measure, portOf, Ratios, row } from "./support.mjs";

const { launchRoveEngine, startRoveEngine } = await import("../interop/support/roveengine.mjs");

const seconds = Number(process.argv[3] ?? 3);
/** Creates that are timed one after the other, in each stage. */
const oneByOne = 500;
const stages = [1_000, 10_000, 100_000];
const connections = 16;
const wakeRounds = 200;
const startRounds = 5;
const parked = "parked"; // A pool without a host: what is created there sleeps at once.

const creation = (pool, key) => JSON.stringify({
    name: pool, key, runner_name_selector: pool, crash_policy: "sleep",
});

/** Milliseconds from the start of a program to its first answer to /health. */
async function startTime(launch, port) {
    const begin = performance.now();
    const program = launch();
    for (;;) {
        try {
            if ((await fetch(`http://127.0.0.1:${port}/health`)).ok) break;
        } catch {
            // Not yet.
        }
        if (program.outcome) throw new Error(`${program.name} ended early:\n${program.output}`);
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const time = performance.now() - begin;
    return { time, program };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measureRoveStart() {
    const times = [];
    let idleMemory;
    for (let round = 0; round < startRounds; ++round) {
        const [port] = await freePorts(1);
        const launch = () => launchRoveEngine({
            listen: `127.0.0.1:${port}`, store: "filesystem", data: temporaryFolder(),
        });
        const { time, program } = await startTime(launch, port);
        times.push(time);
        idleMemory = memoryOf(program.pid);
        await program.stop();
    }
    return { startMs: median(times), idleMemory };
}

/** Creates until there are `total` sleeping actors, then measures what one more thing costs. */
async function measureStage(rove, total, existing) {
    const port = portOf(rove.endpoint);
    const fill = total - existing;
    const filled = await measure("loadclient", "calls", port, connections, fill, "POST",
        "/actors?namespace=default", creation(parked, `${total}-{n}`));
    const memory = memoryOf(rove.program.pid);
    const keyed = await measure("loadclient", "calls", port, 1, oneByOne, "POST", "/actors?namespace=default",
        creation(parked, `one-${total}-{n}`));
    const list = await measure("loadclient", "call", port, 1, seconds, "GET",
        `/actors?namespace=default&name=${parked}&limit=100`, "");
    const wake = await measure("wakeclient", port, wakeRounds, rove.counter, "default");
    return { total, fillPerSecond: filled.perSecond, memory, create: keyed, list, wake,
        created: keyed.operations };
}

async function measureRove() {
    const rove = await startRoveEngine({ store: "filesystem" });
    await putPool(rove.endpoint, parked);
    rove.counter = await createCounter(rove.endpoint, "wakes");
    const port = portOf(rove.endpoint);
    const measured = [];
    let existing = 0;
    for (const total of stages) {
        const stage = await measureStage(rove, total, existing);
        existing = total + stage.created;
        measured.push(stage);
        console.log(`  … ${total} actors`);
    }
    const create = (key) => measure("loadclient", "call", port, connections, seconds, "POST",
        "/actors?namespace=default", creation(parked, key));
    const keyed = await create("many-{n}");
    const unkeyed = await create(null);
    await rove.program.stop();
    return { ...(await measureRoveStart()), stages: measured, keyed, unkeyed };
}

async function measureRivet() {
    const begin = performance.now();
    const { program, endpoint } = await startRealEngine();
    const startMs = performance.now() - begin;
    const idleMemory = memoryOf(program.pid);
    const server = await startRivetkitServer(endpoint, { RIVET_LOG_LEVEL: "silent" });
    const port = portOf(endpoint);
    const body = (key) => JSON.stringify({
        name: "counter", key, runner_name_selector: "default", crash_policy: "sleep",
    });
    const create = (key) => measure("loadclient", "call", port, 1, seconds, "POST",
        "/actors?namespace=default", body(key));
    const keyed = await create("many-{n}");
    const unkeyed = await create(null);
    const list = await measure("loadclient", "call", port, 1, seconds, "GET",
        "/actors?namespace=default&name=counter&limit=100", "");
    await server.stop();
    const woken = await measureRivetWake();
    await program.stop();
    return { startMs, idleMemory, keyed, unkeyed, list, wake: woken };
}

/** On an engine of its own, as only one actor may run. */
async function measureRivetWake() {
    const { program, endpoint } = await startRealEngine();
    const server = await startRivetkitServer(endpoint, { RIVET_LOG_LEVEL: "silent" });
    const counter = await createCounter(endpoint, "wakes");
    const wake = await measure("wakeclient", portOf(endpoint), 20, counter, "default");
    await server.stop();
    await program.stop();
    return wake;
}

function printTable({ rove, rivet }) {
    console.log(row(["", "rove", "rivet"]));
    console.log(row(["creates/s, with key", rove.keyed.perSecond, rivet.keyed.perSecond]));
    console.log(row(["creates/s, without", rove.unkeyed.perSecond, rivet.unkeyed.perSecond]));
    const last = rove.stages.at(-1);
    console.log(row(["one create, p50 µs", last.create.p50, rivet.keyed.p50]));
    console.log(row(["wake, p50 µs", last.wake.p50, rivet.wake.p50]));
    console.log(row(["wake, p99 µs", last.wake.p99, rivet.wake.p99]));
    console.log(row(["list of 100, p50 µs", last.list.p50, rivet.list.p50]));
    console.log(row(["memory when idle, MiB", rove.idleMemory, rivet.idleMemory]));
    console.log(row(["start to /health, ms", rove.startMs, rivet.startMs]));
    console.log(`\n${row(["rove, sleeping actors", ...stages.map(String)])}`);
    const show = (text, of) => console.log(row([text, ...rove.stages.map(of)]));
    show("one create, p50 µs", (stage) => stage.create.p50);
    show("list of 100, p50 µs", (stage) => stage.list.p50);
    show("wake, p50 µs", (stage) => stage.wake.p50);
    show("memory, MiB", (stage) => stage.memory);
}

function ratiosOf({ rove, rivet }) {
    const ratios = new Ratios();
    const [first, last] = [rove.stages[0], rove.stages.at(-1)];
    ratios.add("creates/s with key, rove / rivet", rove.keyed.perSecond / rivet.keyed.perSecond, ">= 100");
    ratios.add("creates/s without, rove / rivet", rove.unkeyed.perSecond / rivet.unkeyed.perSecond, ">= 100");
    ratios.add("wake p50, rove / rivet", last.wake.p50 / rivet.wake.p50, "<= 0.02");
    ratios.add("memory when idle, rove / rivet", rove.idleMemory / rivet.idleMemory, "<= 0.25");
    ratios.add("start, rove / rivet", rove.startMs / rivet.startMs, "<= 0.25");
    for (const [text, of] of [
        ["one create", (stage) => stage.create.p50],
        ["list of 100", (stage) => stage.list.p50],
        ["wake", (stage) => stage.wake.p50],
    ])
        ratios.add(`${text} p50, 100 000 actors / 1 000`, of(last) / of(first), "<= 1.3");
    return ratios;
}

console.log("Life of actors: rove …");
const rove = await measureRove();
console.log("Life of actors: rivet …");
const rivet = await measureRivet();
printTable({ rove, rivet });
const ratios = ratiosOf({ rove, rivet });
ratios.print();
ratios.save("lifecycle", { rove, rivet });
process.exit(0);
