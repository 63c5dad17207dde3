// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// C++ actors on the real engine: Rove's runtime joins it as an envoy, and the npm client reaches the actors
// through Rivet's own gateway.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { launchJoined, startJoined, startJoinedWindow, startSpecimens } from "./support/joined.mjs";
import { actorRecord, call, inspect, isAsleep, putPool, putToSleep } from "./support/manager.mjs";
import { freePorts, until } from "./support/process.mjs";
import { startRealEngine } from "./support/realengine.mjs";

const timeout = 240_000;
const pool = "specimens";

/** Everybody that the engine lists in a pool. */
async function envoys(endpoint, name) {
    const answer = await call(endpoint, "GET", `/envoys?namespace=default&name=${name}`);
    return answer.body.envoys;
}

async function withConnection(handle, use) {
    const connection = handle.connect();
    connection.onError(() => {});
    try {
        await use(connection);
    } finally {
        await connection.dispose();
    }
}

describe("C++ actors on the real engine", { timeout }, () => {
    let engine;
    let examples;
    let specimens;
    before(async () => {
        engine = await startRealEngine();
        examples = await startJoined(engine.endpoint);
        specimens = await startSpecimens(engine.endpoint, pool);
    });
    after(async () => {
        await specimens.program.stop("SIGKILL");
        await examples.program.stop("SIGKILL");
        await engine.program.stop("SIGKILL");
    });

    const client = (encoding = "bare") => createClient({ endpoint: engine.endpoint, encoding });
    const counter = (...key) => client().counter.getOrCreate(key);
    const specimenClient = (encoding = "bare") =>
        createClient({ endpoint: engine.endpoint, encoding, poolName: pool });
    const specimen = (...key) => specimenClient().specimen.getOrCreate(key);

    test("the engine lists the envoy with its pool, its version and what it says of itself", async () => {
        const [envoy] = await envoys(engine.endpoint, "default");
        assert.equal(envoy.envoy_key, examples.envoyKey);
        assert.equal(envoy.version, 1);
        assert.match(envoy.metadata.rove.version, /^\d/);
        const names = await call(engine.endpoint, "GET", "/actors/names?namespace=default");
        for (const name of ["counter", "chatRoom", "specimen"]) assert.ok(names.body.names[name], name);
    });

    for (const encoding of ["bare", "cbor", "json"]) {
        test(`actions and events work over HTTP and a connection, encoding ${encoding}`, async () => {
            const handle = client(encoding).counter.getOrCreate(["actions", encoding]);
            assert.equal(await handle.increment(5), 5);
            await withConnection(handle, async (connection) => {
                const seen = [];
                connection.on("newCount", (count) => seen.push(count));
                assert.equal(await connection.increment(1), 6);
                assert.equal(await handle.increment(1), 7);
                await until("both events arrived", () => seen.length === 2);
                assert.deepEqual(seen, [6, 7]);
                await assert.rejects(connection.fail("not today"), { code: "counter_failed" });
            });
            await assert.rejects(handle.crash(), { group: "rivetkit", code: "internal_error" });
        });
    }

    test("a dozen actors at once each keep their own state", async () => {
        const keys = Array.from({ length: 12 }, (_, index) => `many ${index}`);
        await Promise.all(keys.map((key, index) => counter(key).increment(index)));
        const counts = await Promise.all(keys.map((key) => counter(key).getCount()));
        assert.deepEqual(counts, keys.map((_, index) => index));
    });

    test("a sleeping actor wakes on request with its state", async () => {
        await counter("sleep").increment(11);
        const id = await counter("sleep").resolve();
        await putToSleep(engine.endpoint, id);
        assert.equal(await counter("sleep").getCount(), 11);
        assert.equal(await isAsleep(engine.endpoint, id), false);
    });

    test("a state of some megabytes outlives a sleep", async () => {
        const size = 3 * 1024 * 1024;
        await specimen("large").grow(size);
        await putToSleep(engine.endpoint, await specimen("large").resolve());
        assert.equal(await specimen("large").noteSize(), size);
    });

    test("an actor that has nothing to do falls asleep by itself", async () => {
        const drowsy = specimenClient().drowsy.getOrCreate(["idle"]);
        await drowsy.add(3);
        const id = await drowsy.resolve();
        await until("it slept", () => isAsleep(engine.endpoint, id), 30_000);
        assert.equal(await drowsy.add(1), 4);
    });

    test("a request that comes while the actor goes to sleep wakes it again", async () => {
        const handle = specimen("late");
        for (let round = 1; round <= 4; round++) {
            await handle.goToSleep();
            assert.equal(await handle.add(1), round);
        }
    });

    test("an alarm wakes a sleeping actor", async () => {
        const handle = specimen("alarm");
        const id = await handle.resolve();
        await handle.schedule(4_000, 100);
        await putToSleep(engine.endpoint, id);
        await until("the alarm woke it", async () => !(await isAsleep(engine.endpoint, id)), 30_000);
        await until("the action ran", async () => (await handle.add(0)) === 100);
    });

    test("keys and values are kept over a sleep", async () => {
        await specimen("kv").remember("place", "here");
        await putToSleep(engine.endpoint, await specimen("kv").resolve());
        assert.equal(await specimen("kv").recall("place"), "here");
    });

    test("a connection outlives its actor's sleep, and its events go on", async () => {
        const handle = counter("hibernate");
        await withConnection(handle, async (connection) => {
            const seen = [];
            connection.on("newCount", (count) => seen.push(count));
            assert.equal(await connection.increment(1), 1);
            for (let round = 2; round <= 4; round++) {
                await putToSleep(engine.endpoint, await handle.resolve());
                assert.equal(await connection.increment(1), round);
            }
            await putToSleep(engine.endpoint, await handle.resolve());
            assert.equal(await handle.increment(10), 14);
            await until("every event arrived", () => seen.length === 5);
            assert.deepEqual(seen, [1, 2, 3, 4, 14]);
            assert.equal(connection.connStatus, "connected");
        });
    });

    test("an actor that sleeps while a client is connected wakes on its message", async () => {
        const handle = specimen("own sleep");
        await withConnection(handle, async (connection) => {
            assert.equal(await connection.add(1), 1);
            const id = await handle.resolve();
            await handle.goToSleep();
            await until("it slept", () => isAsleep(engine.endpoint, id));
            assert.equal(await connection.add(1), 2);
        });
    });

    test("plain HTTP reaches the actor's own handler", async () => {
        const answer = await specimen("raw").fetch("pages/7?a=b", { method: "POST", body: "hello" });
        assert.equal(answer.status, 201);
        assert.equal(answer.headers.get("x-specimen"), "yes");
        assert.equal(await answer.text(), "POST /pages/7?a=b hello");
    });

    test("a plain WebSocket reaches the actor's own handler", async () => {
        const socket = await specimen("socket").webSocket("echo");
        const heard = [];
        const closes = [];
        socket.addEventListener("message", (event) => heard.push(event.data));
        socket.addEventListener("close", (event) => closes.push([event.code, event.reason]));
        await until("it was welcomed", () => heard.length === 1);
        socket.send("hello");
        await until("it was answered", () => heard.length === 2);
        assert.deepEqual(heard, ["welcome to /websocket/echo", "hello"]);
        socket.send("end");
        await until("the actor closed it", () => closes.length === 1);
        assert.deepEqual(closes, [[4001, "as you wish"]]);
    });

    test("a body of some MiB goes there and back", async () => {
        const body = "x".repeat(3 * 1024 * 1024);
        const answer = await specimen("raw").fetch("big", { method: "POST", body });
        assert.equal(answer.status, 201);
        assert.equal((await answer.text()).length, "POST /big ".length + body.length);
    });

    test("the inspector answers through Rivet's gateway", async () => {
        await counter("inspected").increment(3);
        const id = await counter("inspected").resolve();
        const state = await inspect(engine.endpoint, id, "GET", "/state");
        assert.deepEqual(state.body.state, { count: 3 });
    });

    test("an actor that fails to start says why", async () => {
        const body = {
            name: "specimen",
            key: "stillborn",
            runner_name_selector: pool,
            crash_policy: "sleep",
            input: Buffer.from("a16466" + "61696cf5", "hex").toString("base64"),
        };
        const made = await call(engine.endpoint, "POST", "/actors?namespace=default", body);
        const id = made.body.actor.actor_id;
        const failed = await until("its failure was recorded", async () => {
            const { error } = await actorRecord(engine.endpoint, id);
            return error ?? null;
        });
        assert.match(JSON.stringify(failed), /told not to start/);
    });

    test("an actor that destroys itself is gone, and its key is free", async () => {
        const id = await specimen("gone").resolve();
        await specimen("gone").goAway();
        await until("it was destroyed", async () => (await actorRecord(engine.endpoint, id)).destroy_ts);
        assert.notEqual(await specimen("gone").resolve(), id);
    });

    test("a destroyed actor is gone", async () => {
        const id = await counter("destroyed").resolve();
        await call(engine.endpoint, "DELETE", `/actors/${id}?namespace=default`);
        await assert.rejects(client().counter.getForId(id).getCount(), { group: "actor", code: "not_found" });
    });

    test("the program with the window hosts its actors there, too", async () => {
        const { program, envoyKey } = await startJoinedWindow(engine.endpoint, ["--pool", "window"]);
        const [envoy] = await envoys(engine.endpoint, "window");
        assert.equal(envoy.envoy_key, envoyKey);
        const inWindow = createClient({ endpoint: engine.endpoint, encoding: "bare", poolName: "window" });
        assert.equal(await inWindow.counter.getOrCreate(["window"]).increment(2), 2);
        await program.stop("SIGTERM");
        assert.equal(program.outcome.code, 0, program.output);
    });

    test("new actors go to the higher version, and the others follow when the older ends", async () => {
        const older = await startSpecimens(engine.endpoint, "upgrade", 1);
        const upgrading = createClient({ endpoint: engine.endpoint, poolName: "upgrade" });
        const kept = upgrading.specimen.getOrCreate(["kept"]);
        assert.equal(await kept.add(7), 7);
        const newer = await startSpecimens(engine.endpoint, "upgrade", 2);
        assert.equal(await upgrading.specimen.getOrCreate(["new"]).add(1), 1);
        const slots = Object.fromEntries(
            (await envoys(engine.endpoint, "upgrade")).map((envoy) => [envoy.version, envoy.slots]),
        );
        assert.deepEqual(slots, { 1: 1, 2: 1 });
        assert.deepEqual(await older.program.stop("SIGTERM", 40_000), { code: 0, signal: null });
        assert.equal(await kept.add(1), 8);
        await newer.program.stop("SIGKILL");
    });
});

describe("Rove's envoy and the end of things", { timeout }, () => {
    let engine;
    before(async () => {
        engine = await startRealEngine();
    });
    after(() => engine.program.stop("SIGKILL"));

    const counter = (...key) => createClient({ endpoint: engine.endpoint }).counter.getOrCreate(key);

    test("SIGTERM gives the actors back, saved, with code 0, and another process takes them", async () => {
        const first = await startJoined(engine.endpoint);
        assert.equal(await counter("term").increment(5), 5);
        const id = await counter("term").resolve();
        await withConnection(counter("term"), async (connection) => {
            assert.equal(await connection.increment(1), 6);
            const second = await startJoined(engine.endpoint);
            assert.deepEqual(await first.program.stop("SIGTERM", 40_000), { code: 0, signal: null });
            assert.equal((await actorRecord(engine.endpoint, id)).destroy_ts, null);
            assert.equal(await connection.increment(1), 7);
            await second.program.stop();
        });
        assert.equal((await actorRecord(engine.endpoint, id)).destroy_ts, null);
    });

    test("after kill -9 another process has what was saved", async () => {
        const first = await startJoined(engine.endpoint);
        assert.equal(await counter("killed").increment(9), 9);
        const id = await counter("killed").resolve();
        await putToSleep(engine.endpoint, id);
        assert.equal(await counter("killed").getCount(), 9);
        await first.program.stop("SIGKILL");
        const second = await startJoined(engine.endpoint);
        await until("the engine gave the dead one up", () => isAsleep(engine.endpoint, id), 60_000);
        assert.equal(await counter("killed").getCount(), 9);
        await second.program.stop();
    });

    test("a restart of the engine costs nothing: the envoy comes back under its key", async () => {
        const host = await startJoined(engine.endpoint);
        assert.equal(await counter("restart").increment(4), 4);
        await engine.program.stop("SIGKILL");
        engine = await startRealEngine({ place: engine.place });
        await until(
            "the envoy was back",
            async () => {
                const known = await envoys(engine.endpoint, "default");
                return known.some((envoy) => envoy.envoy_key === host.envoyKey);
            },
            60_000,
        );
        assert.equal(await counter("restart").increment(1), 5);
        await host.program.stop();
    });
});

describe("rove-engine --join refuses in one line", { timeout }, () => {
    let engine;
    before(async () => {
        engine = await startRealEngine({ adminToken: "an-admin-token" });
    });
    after(() => engine.program.stop("SIGKILL"));

    async function refusal(program) {
        const outcome = await until("the program ended", () => program.outcome, 30_000);
        assert.ok(outcome.code > 0, `exit code ${outcome.code}, signal ${outcome.signal}`);
        const lines = program.output.trimEnd().split("\n");
        assert.equal(lines.length, 1, program.output);
        return lines[0];
    }

    test("where nobody listens", async () => {
        const [port] = await freePorts(1);
        const line = await refusal(launchJoined(`http://127.0.0.1:${port}`));
        assert.match(line, new RegExp(`${port}.*is the URL right`, "i"));
    });

    test("where something else answers", async () => {
        const line = await refusal(launchJoined(`${engine.endpoint}/ui`));
        assert.match(line, /does not answer as a Rivet engine/);
    });

    test("without the token that the engine wants, and with a wrong one", async () => {
        assert.match(await refusal(launchJoined(engine.endpoint)), /wants a token.*--token/);
        const wrong = launchJoined(engine.endpoint, ["--token", "nonsense"]);
        assert.match(await refusal(wrong), /refuses the token.*--token/);
    });

    test("a namespace that the engine does not know", async () => {
        const words = ["--namespace", "nowhere", "--token", "an-admin-token"];
        const line = await refusal(launchJoined(engine.endpoint, words));
        assert.match(line, /no namespace nowhere.*--namespace/);
    });

    test("a pool that is serverless", async () => {
        const serverless = { url: "http://127.0.0.1:9/api/rivet", request_lifespan: 3600 };
        await putPool(engine.endpoint, "cloud", { serverless }, { authorization: "Bearer an-admin-token" });
        const words = ["--pool", "cloud", "--token", "an-admin-token"];
        assert.match(await refusal(launchJoined(engine.endpoint, words)), /cloud is serverless.*--pool/);
    });

    test("words that make no sense", async () => {
        assert.match(await refusal(launchJoined("nonsense")), /--join wants/);
        const words = ["--envoy-version", "x"];
        assert.match(await refusal(launchJoined(engine.endpoint, words)), /--envoy-version/);
    });

    test("but joins with the token, which may stand in the URL or in the environment", async () => {
        const { host } = new URL(engine.endpoint);
        const inUrl = await startJoined(`http://default:an-admin-token@${host}`);
        await inUrl.program.stop();
        assert.doesNotMatch(inUrl.program.output, /an-admin-token/);
        const inEnvironment = await startJoined(engine.endpoint, [], { RIVET_TOKEN: "an-admin-token" });
        await inEnvironment.program.stop();
    });
});
