// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A serverless pool: the engine starts actors by HTTP on a real rivetkit server, which connects only then.
// `node serverless.mjs rove|rivet`.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { actorRecord, call, isAsleep, putToSleep, runningActorCount } from "./support/manager.mjs";
import { freePorts, until } from "./support/process.mjs";
import { startRealEngine } from "./support/realengine.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";
import { poolConfig, putServerlessPool, startPlatform } from "./support/serverless.mjs";

const targetName = process.argv[2] ?? "rove";
const timeout = 240_000;
const pool = "cloud";

describe(`a serverless pool of ${targetName}`, { timeout }, () => {
    let engine;
    let platform;
    let port;
    before(async () => {
        engine = targetName === "rove" ? await startRoveEngine() : await startRealEngine();
        [port] = await freePorts(1);
        platform = await startPlatform(engine.endpoint, pool, port);
    });
    after(async () => {
        await platform.program.stop("SIGKILL");
        await engine.program.stop("SIGKILL");
    });

    const client = () => createClient({ endpoint: engine.endpoint, poolName: pool });
    const notebook = (...key) => client().notebook.getOrCreate(key);
    const check = (url, headers) =>
        call(engine.endpoint, "POST", "/runner-configs/serverless-health-check?namespace=default", {
            url,
            ...(headers && { headers }),
        });
    const refresh = (name) =>
        call(engine.endpoint, "POST", `/runner-configs/${name}/refresh-metadata?namespace=default`, {});

    test("a platform's health can be asked before it is any pool's", async () => {
        assert.deepEqual((await check(platform.url)).body, { success: { version: "2.3.19" } });
        const [nobody] = await freePorts(1);
        assert.deepEqual((await check(`http://127.0.0.1:${nobody}`)).body, {
            failure: {
                error: {
                    message: "failed to reach serverless endpoint",
                    metadata: { kind: "request_failed" },
                },
            },
        });
        const kindOf = async (url) => (await check(url)).body.failure.error.metadata.kind;
        assert.equal(await kindOf("zzz"), "invalid_request");
        assert.equal(await kindOf(engine.endpoint), "invalid_response_schema");
        assert.equal(await kindOf(`${new URL(platform.url).origin}/nowhere`), "non_success_status");
    });

    test("settings that make no sense are refused", async () => {
        const put = (serverless) =>
            call(engine.endpoint, "PUT", `/runner-configs/${pool}?namespace=default`, {
                datacenters: { default: { serverless } },
            });
        assert.match((await put({ url: platform.url, request_lifespan: 900 })).body.message, /1800s >= 900s/);
        assert.equal((await put({ url: "not a url", request_lifespan: 3600 })).body.code, "invalid");
    });

    test("the pool is polled: its names and its protocol are known before anything runs", async () => {
        assert.deepEqual(await putServerlessPool(engine.endpoint, pool, platform.url), {
            endpoint_config_changed: true,
        });
        const isKnown = async () => (await poolConfig(engine.endpoint, pool)).protocol_version === 8;
        await until("the protocol was known", isKnown);
        const names = await call(engine.endpoint, "GET", "/actors/names?namespace=default");
        assert.ok(names.body.names.notebook);
        assert.equal((await refresh(pool)).status, 200);
    });

    test("an actor starts when it is needed, and keeps its state", async () => {
        assert.equal(await notebook("first").write("one"), 1);
        assert.equal(await notebook("first").write("two"), 2);
        const listed = await call(engine.endpoint, "GET", `/envoys?namespace=default&name=${pool}`);
        assert.equal(listed.body.envoys.length, 1);
        assert.deepEqual((await notebook("first").read()).lines, ["one", "two"]);
    });

    test("twenty actors at once each keep their own state", async () => {
        const keys = Array.from({ length: 20 }, (_, index) => `many ${index}`);
        await Promise.all(keys.map((key) => notebook(key).write(key)));
        const states = await Promise.all(keys.map((key) => notebook(key).read()));
        assert.deepEqual(
            states.map((state) => state.lines),
            keys.map((key) => [key]),
        );
    });

    test("a sleeping actor wakes with its state, and a connection outlives the sleep", async () => {
        const handle = notebook("sleeps");
        const connection = handle.connect();
        connection.onError(() => {});
        try {
            assert.equal(await connection.write("before"), 1);
            const running = await runningActorCount(engine.endpoint);
            await putToSleep(engine.endpoint, await handle.resolve());
            // What reaches it while it stops is answered with a dropped reply.
            await until("it stopped", async () => (await runningActorCount(engine.endpoint)) < running);
            assert.equal(await connection.write("after"), 2);
        } finally {
            await connection.dispose();
        }
    });

    test("an actor is moved to a new request before its own ends", async () => {
        const settings = { request_lifespan: 8, drain_grace_period: 4 };
        await putServerlessPool(engine.endpoint, pool, platform.url, settings);
        const handle = notebook("moved");
        assert.equal(await handle.write("one"), 1);
        const id = await handle.resolve();
        const connectedAt = async () => (await actorRecord(engine.endpoint, id)).connectable_ts;
        const first = await connectedAt();
        await until(
            "it was started again",
            async () => {
                const now = await connectedAt();
                return now !== null && now > first;
            },
            40_000,
        );
        assert.equal(await handle.write("two"), 2);
        assert.equal((await actorRecord(engine.endpoint, id)).destroy_ts, null);
        await putServerlessPool(engine.endpoint, pool, platform.url);
    });

    test("a platform that is gone is the pool's error, and its actors come back with it", async () => {
        const handle = notebook("outage");
        await handle.write("kept");
        await handle.save();
        const id = await handle.resolve();
        await putToSleep(engine.endpoint, id);
        await platform.program.stop("SIGKILL");
        await call(engine.endpoint, "POST", `/actors?namespace=default`, {
            name: "notebook",
            key: "nobody",
            runner_name_selector: pool,
            crash_policy: "sleep",
        });
        await until(
            "the pool told its error",
            async () => (await poolConfig(engine.endpoint, pool)).runner_pool_error,
            60_000,
        );
        const refreshed = await refresh(pool);
        assert.equal(`${refreshed.status} ${refreshed.body.code}`, "400 failed_to_fetch_metadata");
        platform = await startPlatform(engine.endpoint, pool, port);
        await until(
            "its state was there again",
            async () => {
                try {
                    return (await notebook("outage").read()).lines.length === 1;
                } catch {
                    return false;
                }
            },
            90_000,
        );
        assert.equal(await isAsleep(engine.endpoint, id), false);
    });
});
