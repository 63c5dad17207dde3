// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actors that are workflows.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { inspect, putToSleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

export function workflows(target) {
    const errand = (key) => target.client().errand.getOrCreate([key]);
    const shift = (key) => target.client().shift.getOrCreate([key]);
    const sleepOf = async (handle) => putToSleep(target.endpoint, await handle.resolve());
    const finished = {
        steps: ["packed", "rang", "returned"],
        attempts: 3,
        outcome: { parcels: 3, left: "bread", right: "wine", word: "now" },
    };

    describe("workflows", () => {
        test("go through their steps, try again, branch, and wait for a message", async () => {
            const handle = errand("straight");
            await until("it rang", async () => (await handle.read()).steps.length === 2);
            await handle.send("word", "now");
            await until("it returned", async () => (await handle.read()).outcome);
            assert.deepEqual(await handle.read(), finished);
        });

        test("go on where they were after each sleep, and take no step twice", async () => {
            const handle = errand("with sleeps");
            await until("it packed", async () => (await handle.read()).steps.length >= 1);
            await sleepOf(handle);
            await until("it rang", async () => (await handle.read()).steps.length === 2);
            await sleepOf(handle);
            await handle.send("word", "now");
            await until("it returned", async () => (await handle.read()).outcome);
            const { steps, outcome } = await handle.read();
            assert.deepEqual({ steps, outcome }, { steps: finished.steps, outcome: finished.outcome });
        });

        test("loop over messages for as long as they are told, across sleeps", async () => {
            const handle = shift("loop");
            for (let load = 1; load <= 10; load++) {
                await handle.send("load", load);
                if (load % 5 === 0) await sleepOf(handle);
            }
            await until("all was worked off", async () => (await handle.read()).rounds === 10);
            assert.deepEqual(await handle.read(), { sum: 55, rounds: 10 });
        });

        test("show their history to the inspector", async () => {
            const handle = errand("inspected");
            await until("it rang", async () => (await handle.read()).steps.length === 2);
            const id = await handle.resolve();
            const { status, body } = await inspect(target.endpoint, id, "GET", "/workflow-history");
            assert.equal(status, 200);
            assert.equal(body.isWorkflowEnabled, true);
            for (const name of ["pack", "walk", "ring"])
                assert.ok(body.history.nameRegistry.includes(name), name);
        });
    });
}
