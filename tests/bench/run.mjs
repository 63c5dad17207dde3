// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Round trips of `increment(1)` on one counter, one after the other on each connection, against every
// target with the same client; then the ratios. Results also go to BUILD_FOLDER/bench.json.
//
//     node run.mjs BUILD_FOLDER [SECONDS_PER_MEASUREMENT] [TARGET…]
//
// Targets: rove (rove-engine, C++ counter), rivet (real rivet-engine, rivetkit counter), ping (loopback TCP
// with messages of the same sizes), node (a bare node HTTP server). The references take their sizes from
// rove's.

import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { call, inspect } from "../interop/support/manager.mjs";
import { node } from "../interop/support/paths.mjs";
import { Program } from "../interop/support/process.mjs";
import { startRealEngine, startRivetkitServer } from "../interop/support/realengine.mjs";

const [buildFolder, secondsText = "4", ...wantedTargets] = process.argv.slice(2);
const seconds = Number(secondsText);
const bin = join(buildFolder, "bin");
process.env.ROVE_BIN = bin;
const { startRoveEngine } = await import("../interop/support/roveengine.mjs");

const shapes = [
    { mode: "ws", connections: 1, title: "WebSocket, 1 connection" },
    { mode: "http", connections: 1, title: "HTTP, 1 connection" },
    { mode: "http", connections: 16, title: "HTTP, 16 connections" },
];
const results = {};

async function load(mode, port, connections, ...rest) {
    const options = [mode, port, connections, seconds, ...rest].map(String);
    const { stdout } = await promisify(execFile)(join(bin, "loadclient"), options);
    return JSON.parse(stdout);
}

const portOf = (endpoint) => new URL(endpoint).port;

/** Measures all shapes on a new counter, and holds the counter's state against the number of actions. */
async function measureEngine(endpoint) {
    const measured = [];
    for (const { mode, connections } of shapes) {
        const actorId = await createCounter(endpoint, `${mode}-${connections}`);
        const path = `/gateway/${actorId}/${mode === "ws" ? "connect" : "action/increment"}`;
        const result = await load(mode, portOf(endpoint), connections, path);
        const state = (await inspect(endpoint, actorId, "GET", "/state")).body.state;
        if (state.count !== result.operations)
            throw new Error(`The counter stands at ${state.count} after ${result.operations} actions`);
        measured.push(result);
    }
    return measured;
}

async function createCounter(endpoint, key) {
    const body = { name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" };
    const { actor } = (await call(endpoint, "PUT", "/actors?namespace=default", body)).body;
    const ready = await call(endpoint, "GET", `/gateway/${actor.actor_id}/health`);
    if (ready.status !== 200) throw new Error(`The counter did not start: ${JSON.stringify(ready.body)}`);
    return actor.actor_id;
}

const targets = {
    async rove() {
        const { program, endpoint } = await startRoveEngine({ store: "filesystem" });
        results.rove = await measureEngine(endpoint);
        await program.stop();
    },
    async rivet() {
        const { program, endpoint } = await startRealEngine();
        const server = await startRivetkitServer(endpoint, { RIVET_LOG_LEVEL: "silent" });
        results.rivet = await measureEngine(endpoint);
        await server.stop();
        await program.stop();
    },
    async ping() {
        results.ping = [];
        for (const [index, { connections }] of shapes.entries()) {
            const { requestBytes, replyBytes } = results.rove[index];
            const sizes = [requestBytes, replyBytes].map(String);
            const program = new Program("pingserver", join(bin, "pingserver"), sizes);
            const [port] = await program.waitForOutput(/^\d+/);
            results.ping.push(await load("ping", port, connections, ...sizes));
            await program.stop();
        }
    },
    async node() {
        const program = new Program("bare node server", node, [
            join(dirname(fileURLToPath(import.meta.url)), "bareserver.mjs"),
            "7",
        ]);
        const [port] = await program.waitForOutput(/^\d+/);
        results.node = [null];
        for (const { mode, connections } of shapes.slice(1))
            results.node.push(await load(mode, port, connections, "/gateway/x/action/increment"));
        await program.stop();
    },
};

function printTable() {
    const columns = ["", "round trips/s", "p50 µs", "p99 µs"];
    for (const [index, { title }] of shapes.entries()) {
        console.log(`\n${title}`);
        console.log(row(columns));
        for (const [target, measured] of Object.entries(results)) {
            const result = measured[index];
            if (result) console.log(row([target, result.perSecond, result.p50, result.p99]));
        }
    }
}

function row([name, ...cells]) {
    const shown = cells.map((cell) => (typeof cell === "number" ? cell.toFixed(cell < 1000 ? 1 : 0) : cell));
    return `  ${name.padEnd(8)}${shown.map((cell) => cell.padStart(15)).join("")}`;
}

function ratios() {
    const [socket, http1, http16] = [0, 1, 2];
    const { rove, rivet, ping, node: bare } = results;
    const found = [];
    const add = (text, value, aim) => found.push({ text, value, aim });
    if (rivet) {
        add("throughput, rove / rivet, WebSocket", rove[socket].perSecond / rivet[socket].perSecond, ">= 50");
        add("p50, rivet / rove, WebSocket", rivet[socket].p50 / rove[socket].p50, ">= 50");
        add("throughput, rove / rivet, HTTP 1", rove[http1].perSecond / rivet[http1].perSecond);
        add("throughput, rove / rivet, HTTP 16", rove[http16].perSecond / rivet[http16].perSecond);
    }
    if (ping) add("p50, rove / raw ping-pong, WebSocket", rove[socket].p50 / ping[socket].p50, "<= 3");
    if (bare) {
        add("throughput, rove / bare node, HTTP 1", rove[http1].perSecond / bare[http1].perSecond, ">= 3");
        add("throughput, rove / bare node, HTTP 16", rove[http16].perSecond / bare[http16].perSecond, ">= 3");
    }
    if (ping && bare) {
        // What a server that does nothing at all reaches: no other can do better here.
        add("throughput, raw ping-pong / bare node, HTTP 1", ping[http1].perSecond / bare[http1].perSecond);
        add(
            "throughput, raw ping-pong / bare node, HTTP 16",
            ping[http16].perSecond / bare[http16].perSecond,
        );
    }
    return found;
}

for (const name of wantedTargets.length ? wantedTargets : Object.keys(targets)) {
    console.log(`measuring ${name} …`);
    await targets[name]();
}
printTable();
const compared = results.rove ? ratios() : [];
if (compared.length) console.log("\nRatios");
for (const { text, value, aim } of compared)
    console.log(`  ${text.padEnd(50)}${value.toFixed(2).padStart(10)}${aim ? `   aim ${aim}` : ""}`);
const machine = { processors: cpus().length, model: cpus()[0].model };
const report = { seconds, machine, results, ratios: compared };
writeFileSync(join(buildFolder, "bench.json"), JSON.stringify(report, null, 2));
process.exit(0);
