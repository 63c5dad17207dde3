// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Servers that cannot be reached for a while, or that do not read.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { withConnection } from "../support/connections.mjs";
import { KitPool, Scribe } from "../support/kitpool.mjs";
import { openSocket } from "../support/plainsocket.mjs";
import { until } from "../support/process.mjs";
import { BadLine } from "../support/proxy.mjs";

// Within it the engine and its servers wait for each other (spec/runner-envoy.md 1.2), in seconds.
const lostThreshold = 15;

function assertNothingLost(lines, scribes, story) {
    for (const scribe of scribes) scribe.assertNothingLost(lines);
    assert.deepEqual(story, { opens: 1, closes: 0, errors: [] });
}

function assertNothingAcknowledgedLost(lines, scribes) {
    for (const scribe of scribes) scribe.assertNothingAcknowledgedLost(lines);
}

/** Waits until each has written some lines more. */
function progressOf(scribes) {
    const before = scribes.map(({ acknowledged }) => acknowledged.length);
    const hasGotOn = ({ acknowledged }, index) => acknowledged.length > before[index] + 5;
    return until("both got on", () => scribes.every(hasGotOn), 60_000);
}

export function partitions(target, durations) {
    /**
     * A pool whose server is behind a bad line, while two write: one over HTTP, one over a connection. What
     * happens to them is `happen(line, scribes, notebook)`; in the end `check(lines, scribes, story)`.
     */
    async function underLoad(name, happen, check) {
        const line = await BadLine.to(target.endpoint);
        const pool = new KitPool(target.endpoint, name);
        try {
            await pool.startServer({ endpoint: line.endpoint });
            await withConnection(pool.notebook("page"), async (connection, story) => {
                await connection.write("first");
                const scribes = [
                    new Scribe("http", pool.notebook("page")),
                    new Scribe("connection", connection),
                ];
                await progressOf(scribes);
                await happen(line, scribes, pool.notebook("page"));
                await progressOf(scribes);
                await Promise.all(scribes.map((scribe) => scribe.stop()));
                check((await pool.notebook("page").read()).lines, scribes, story);
            });
        } finally {
            await pool.stop();
            await line.close();
        }
    }

    describe("a server that cannot be reached", () => {
        for (const duration of durations) {
            const isShort = duration < lostThreshold;
            const [outcome, check] = isShort
                ? ["loses nothing", assertNothingLost]
                : ["comes back with all that was saved", assertNothingAcknowledgedLost];
            const silence = async (line, scribes, notebook) => {
                // Whoever is given up loses what is younger than its last save.
                if (!isShort) await Promise.all(scribes.map((scribe) => scribe.hold()));
                if (!isShort) await notebook.save();
                line.fallSilent();
                scribes.forEach((scribe) => scribe.goOn());
                await pause(duration * 1000);
                line.mend();
            };
            test(`for ${duration} s ${outcome}`, () => underLoad(`silent-${duration}`, silence, check));
        }

        // What is under way at that moment cannot be mended: a rivetkit server does not tell clients twice,
        // and gives an actor up whose database has its commit already.
        test("because its connection breaks is sent what it missed", async () => {
            const breaks = async (line, scribes, notebook) => {
                for (let time = 0; time < 2; time++) {
                    await Promise.all(scribes.map((scribe) => scribe.hold()));
                    await notebook.save();
                    line.cut();
                    scribes.forEach((scribe) => scribe.goOn());
                    await pause(500);
                    line.mend();
                    await progressOf(scribes);
                }
            };
            await underLoad("cut", breaks, assertNothingLost);
        });
    });
}

export function standstills(target) {
    const mebi = 1024 * 1024;

    describe("a server that stands still", () => {
        test("is sent all that waited, in order, and holds nobody else up", async () => {
            const [still, lively] = ["still", "lively"].map((name) => new KitPool(target.endpoint, name));
            try {
                const [server] = await Promise.all([still.startServer(), lively.startServer()]);
                const switchboard = still.client().switchboard.getOrCreate(["flood"]);
                const url = `${target.endpoint}/gateway/${await switchboard.resolve()}/websocket/flood`;
                const { socket, heard } = await openSocket(url.replace("http", "ws"));
                const scribe = new Scribe("slow", still.notebook("page"));
                await until("it writes", () => scribe.acknowledged.length > 3);

                server.signalGroup("SIGSTOP");
                const sent = Array.from({ length: 24 }, (_, index) => Buffer.alloc(mebi, index));
                for (const message of sent) socket.send(message);
                const end = Date.now() + 6000;
                for (let count = 1; Date.now() < end; count++) {
                    assert.equal(await lively.notebook("page").write("meanwhile"), count);
                    await pause(100);
                }
                server.signalGroup("SIGCONT");

                await until("all came back", () => heard.messages.length === sent.length, 30_000);
                for (const [index, message] of heard.messages.entries())
                    assert.ok(message.equals(sent[index]), `message ${index}`);
                assert.equal(heard.end, undefined);
                socket.close();
                await scribe.stop();
                scribe.assertNothingLost((await still.notebook("page").read()).lines);
            } finally {
                await Promise.all([still.stop(), lively.stop()]);
            }
        });
    });
}
