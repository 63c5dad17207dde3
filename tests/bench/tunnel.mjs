// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same unmodified rivetkit server behind rove-engine and behind the real engine: what the way through the
// engine costs. The node process is the same work in both, so processor time is told apart.
//
//     node tunnel.mjs BUILD_FOLDER [SECONDS_PER_MEASUREMENT]

import { putPool } from "../interop/support/manager.mjs";
import { node, rivetkitServer } from "../interop/support/paths.mjs";
import { memoryOf, Program, temporaryFolder } from "../interop/support/process.mjs";
import { startRealEngine } from "../interop/support/realengine.mjs";
import {
    createCounter, measure, portOf, processorTimeOf, Ratios, row, untilHosted,
} from "./support.mjs";

const { startRoveEngine } = await import("../interop/support/roveengine.mjs");

const seconds = Number(process.argv[3] ?? 4);
const pool = "nodes";
const listeners = 100;
const echoBody = "x".repeat(1024);

const shapes = [
    ...[1, 16, 64].map((count) => ({
        title: `action, WebSocket, ${count}`,
        run: (port, id) => measure("loadclient", "ws", port, count, seconds, `/gateway/${id}/connect`),
    })),
    ...[1, 16, 64].map((count) => ({
        title: `action, HTTP, ${count}`,
        run: (port, id) => measure("loadclient", "http", port, count, seconds,
            `/gateway/${id}/action/increment`),
    })),
    {
        title: `broadcast to ${listeners} sockets`,
        run: (port, id) => measure("broadcastclient", port, listeners, seconds, `/gateway/${id}/connect`),
    },
    ...[1, 16].map((count) => ({
        title: `raw HTTP echo of 1 KiB, ${count}`,
        run: (port, id) => measure("loadclient", "call", port, count, seconds, "POST",
            `/gateway/${id}/request/echo`, echoBody),
    })),
];

const engines = {
    rove: () => startRoveEngine({ store: "filesystem" }),
    rivet: () => startRealEngine(),
};

function startServer(endpoint) {
    return new Program("rivetkit server", node, [rivetkitServer], {
        RIVET_ENDPOINT: endpoint,
        RIVET_POOL: pool,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
        RIVET_LOG_LEVEL: "silent",
    });
}

/** One shape, with the processor time that engine and server spent on each round trip. */
async function measureShape({ title, run }, { engine, server, endpoint, index }) {
    const id = await createCounter(endpoint, `shape-${index}`, pool);
    const before = [engine.pid, server.pid].map(processorTimeOf);
    const result = await run(portOf(endpoint), id).catch((error) => {
        // The real engine under load may not complete one round trip in the time.
        console.log(`  ${title}: ${error.stderr?.trim() ?? error}`);
        return undefined;
    });
    if (!result) return undefined;
    const after = [engine.pid, server.pid].map(processorTimeOf);
    const [engineTime, serverTime] = after.map((time, i) => ((time - before[i]) * 1e6) / result.operations);
    console.log(row([title, result.perSecond, result.p50, result.p99, engineTime, serverTime]));
    return { title, ...result, engineTime, serverTime };
}

async function measureEngine(name) {
    console.log(`\n${row([name, "per second", "p50 µs", "p99 µs", "engine CPU µs", "server CPU µs"])}`);
    const { program: engine, endpoint } = await engines[name]();
    await putPool(endpoint, pool);
    const server = startServer(endpoint);
    await untilHosted(endpoint, pool);
    const measured = [];
    for (const [index, shape] of shapes.entries())
        measured.push(await measureShape(shape, { engine, server, endpoint, index }));
    const memory = memoryOf(engine.pid);
    console.log(row(["memory, MiB", memory]));
    await server.stop();
    await engine.stop();
    return { shapes: measured, memory };
}

const results = {};
for (const name of Object.keys(engines)) results[name] = await measureEngine(name);

const ratios = new Ratios();
for (const [index, { title }] of shapes.entries()) {
    const [rove, rivet] = [results.rove.shapes[index], results.rivet.shapes[index]];
    if (!rove || !rivet) continue;
    ratios.add(`throughput, rove / rivet: ${title}`, rove.perSecond / rivet.perSecond, ">= 10");
    ratios.add(`p50, rove / rivet: ${title}`, rove.p50 / rivet.p50, "<= 0.1");
    ratios.add(`share of CPU that is the engine's, rove: ${title}`,
        rove.engineTime / (rove.engineTime + rove.serverTime));
}
ratios.add("memory of the engine, rove / rivet", results.rove.memory / results.rivet.memory, "<= 0.25");
ratios.print();
ratios.save("tunnel", results);
process.exit(0);
