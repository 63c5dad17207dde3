// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A serverless pool of runners: the engine keeps as many requests open on a real rivetkit 2.2.1 server as its
// actors need, and each is a runner while it lasts (spec/runner-envoy.md 6).

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit-2.2.1/client";

import { putToSleep } from "./support/manager.mjs";
import { freePorts, until } from "./support/process.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";
import { runners } from "./support/runnerserver.mjs";
import { poolConfig, putServerlessPool, startRunnerPlatform } from "./support/serverless.mjs";

const pool = "functions";
const deadline = 30_000;

describe("a serverless pool of runners", { timeout: 180_000 }, () => {
    let engine;
    let platform;
    before(async () => {
        engine = await startRoveEngine();
        const [port] = await freePorts(1);
        platform = await startRunnerPlatform(engine.endpoint, pool, port);
    });
    after(async () => {
        await platform?.program.stop("SIGKILL");
        await engine?.program.stop();
    });

    const client = () => createClient({ endpoint: engine.endpoint, encoding: "bare", runnerName: pool });
    const diary = (...key) => client().diary.getOrCreate(key);
    const runnerCount = async () => (await runners(engine.endpoint)).length;
    const untilRunners = (count) =>
        until(`${count} runners are there`, async () => (await runnerCount()) === count, deadline);

    test("the pool is polled, and nothing runs before it is needed", async () => {
        await putServerlessPool(engine.endpoint, pool, platform.url, { slots_per_runner: 2 });
        assert.equal(await runnerCount(), 0);
        assert.equal((await poolConfig(engine.endpoint, pool)).runner_pool_error ?? null, null);
    });

    test("an actor's start opens a request, which is a runner", async () => {
        assert.equal(await diary("first").write("one"), 1);
        const [runner] = await runners(engine.endpoint);
        assert.equal(runner.name, pool);
        assert.equal(runner.total_slots, 2);
        assert.equal(runner.remaining_slots, 1);
        assert.equal(await diary("first").write("two"), 2);
    });

    test("as many runners are there as the actors need slots", async () => {
        await Promise.all(["second", "third", "fourth"].map((key) => diary(key).write(key)));
        await untilRunners(2);
        for (const runner of await runners(engine.endpoint)) assert.equal(runner.remaining_slots, 0);
    });

    test("runners that nobody needs go, and their actors' state stays", async () => {
        for (const key of ["first", "second", "third", "fourth"]) {
            await diary(key).save();
            await putToSleep(engine.endpoint, await diary(key).resolve());
        }
        await untilRunners(0);
        assert.deepEqual((await diary("first").read()).lines, ["one", "two"]);
        await untilRunners(1);
    });

    test("before its request ends a runner's actors are moved to another", async () => {
        // The lifespan is that of requests which are opened from now on.
        await putToSleep(engine.endpoint, await diary("first").resolve());
        await untilRunners(0);
        const settings = { slots_per_runner: 2, request_lifespan: 14, drain_grace_period: 4 };
        await putServerlessPool(engine.endpoint, pool, platform.url, settings);
        const handle = diary("moved");
        assert.equal(await handle.write("before"), 1);
        await handle.save();
        const before = (await runners(engine.endpoint)).map((runner) => runner.runner_id);
        await until(
            "other runners have replaced them",
            async () => {
                const now = await runners(engine.endpoint);
                return now.length > 0 && now.every((runner) => !before.includes(runner.runner_id));
            },
            40_000,
        );
        assert.equal(await handle.write("after"), 2);
    });
});
