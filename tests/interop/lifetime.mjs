// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How rove-engine starts, refuses to start, and stops.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { call } from "./support/manager.mjs";
import { temporaryFolder, until } from "./support/process.mjs";
import { launchRoveEngine, startRoveEngine } from "./support/roveengine.mjs";

const timeout = 60_000;

/** Waits for a program that must fail, and gives the one line that it says about it. */
async function refusal(program) {
    const outcome = await until("the program ended", () => program.outcome);
    assert.ok(outcome.code > 0, `exit code ${outcome.code}, signal ${outcome.signal}`);
    const lines = program.output.trimEnd().split("\n");
    assert.equal(lines.length, 1, program.output);
    return lines[0];
}

describe("rove-engine refuses to start", { timeout }, () => {
    test("on a port that is taken, and names it", async () => {
        const first = await startRoveEngine();
        const { host, port } = new URL(first.endpoint);
        assert.match(await refusal(launchRoveEngine({ listen: host })), new RegExp(port));
        assert.equal((await call(first.endpoint, "GET", "/health")).status, 200);
        await first.program.stop();
    });

    test("on a data folder that another engine uses", async () => {
        const data = temporaryFolder();
        const first = await startRoveEngine({ store: "filesystem", data });
        const second = launchRoveEngine({ store: "filesystem", data });
        assert.match(await refusal(second), new RegExp(`another engine uses ${data}`, "i"));
        assert.equal((await call(first.endpoint, "GET", "/health")).status, 200);
        await first.program.stop();
    });

    test("on an address that others can reach without a token, on nonsense, on a floppy", async () => {
        await refusal(launchRoveEngine({ listen: "0.0.0.0:0" }));
        await refusal(launchRoveEngine({ listen: "nonsense" }));
        await refusal(launchRoveEngine({ listen: "127.0.0.1:99999" }));
        await refusal(launchRoveEngine({ store: "floppy" }));
    });
});

describe("rove-engine stops", { timeout }, () => {
    for (const signal of ["SIGTERM", "SIGINT"]) {
        test(`on ${signal} with exit code 0, saving its actors, with clients connected`, async () => {
            const data = temporaryFolder();
            const first = await startRoveEngine({ store: "filesystem", data });
            const counter = createClient({ endpoint: first.endpoint }).counter.getOrCreate(["stop"]);
            const connection = counter.connect();
            connection.onError(() => {});
            assert.equal(await connection.increment(5), 5);
            assert.deepEqual(await first.program.stop(signal), { code: 0, signal: null });

            const second = await startRoveEngine({ store: "filesystem", data });
            const again = createClient({ endpoint: second.endpoint }).counter.getOrCreate(["stop"]);
            assert.equal(await again.getCount(), 5);
            await second.program.stop();
        });
    }

    test("and its port and folder can be taken at once", async () => {
        const data = temporaryFolder();
        const first = await startRoveEngine({ store: "filesystem", data });
        await first.program.stop();
        const second = await startRoveEngine({
            store: "filesystem",
            data,
            listen: new URL(first.endpoint).host,
        });
        assert.equal(second.endpoint, first.endpoint);
        await second.program.stop();
    });
});
