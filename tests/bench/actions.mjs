// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Round trips of `increment(1)` on one counter, one after the other on each connection, against every
// target with the same client; then the ratios. Results also go to BUILD_FOLDER/bench-actions.json.
//
//     node actions.mjs BUILD_FOLDER [SECONDS_PER_MEASUREMENT] [TARGET…]
//
// Targets: rove (rove-engine, C++ counter), rivet (real rivet-engine, rivetkit counter), ping (loopback TCP
// with messages of the same sizes), node (a bare node HTTP server). The references take their sizes from
// rove's.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { inspect } from "../interop/support/manager.mjs";
import { node } from "../interop/support/paths.mjs";
import { Program } from "../interop/support/process.mjs";
import { startRealEngine, startRivetkitServer } from "../interop/support/realengine.mjs";
import { bin, createCounter, measure, portOf, Ratios, row } from "./support.mjs";

const { startRoveEngine } = await import("../interop/support/roveengine.mjs");

const [secondsText = "4", ...wantedTargets] = process.argv.slice(3);
const seconds = Number(secondsText);

const shapes = [
    { mode: "ws", connections: 1, title: "WebSocket, 1 connection" },
    { mode: "http", connections: 1, title: "HTTP, 1 connection" },
    { mode: "http", connections: 16, title: "HTTP, 16 connections" },
];
const results = {};

const load = (mode, port, connections, ...rest) =>
    measure("loadclient", mode, port, connections, seconds, ...rest);

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

function ratios() {
    const [socket, http1, http16] = [0, 1, 2];
    const { rove, rivet, ping, node: bare } = results;
    const found = new Ratios();
    const add = (text, value, aim) => found.add(text, value, aim);
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
if (results.rove) {
    const compared = ratios();
    compared.print();
    compared.save("actions", results);
}
process.exit(0);
