// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Unmodified rivetkit servers from before the envoys on rove-engine, `node runneractors.mjs 2.2.1|2.0.33`:
// their runners, which speak protocol 7 and 5, their actors and the clients of their time.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { actorRecord, call, inspect, isAsleep, putPool, untilAsleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { impatient, startRoveEngine } from "./support/roveengine.mjs";
import { runners, startRunnerServer } from "./support/runnerserver.mjs";

process.env.LOG_LEVEL ??= "silent";

const release = process.argv[2];
const isOldest = release === "2.0.33";
const { createClient } = await import(`rivetkit-${release}/client`);
const skipOldest = { skip: isOldest && "2.0.33 does not have this yet" };
const onlyOldest = { skip: !isOldest && "later releases have another key each time" };

/** Frames of a WebSocket as they come. */
function collect(socket) {
    const seen = [];
    socket.addEventListener("message", ({ data }) => seen.push(data));
    return seen;
}

describe(`a rivetkit ${release} server on rove-engine`, { timeout: 240_000 }, () => {
    let engine;
    let server;
    before(async () => {
        engine = await startRoveEngine({ words: impatient });
        server = await startRunnerServer(engine.endpoint, release);
    });
    after(async () => {
        await server?.stop("SIGKILL");
        await engine?.program.stop();
    });

    const client = (encoding = "bare") => createClient({ endpoint: engine.endpoint, encoding });
    const diary = (...key) => client().diary.getOrCreate(key);
    const asleep = (id) => untilAsleep(engine.endpoint, id);
    const left = (runnerId) =>
        until(
            `runner ${runnerId} left`,
            async () => (await runners(engine.endpoint)).every((each) => each.runner_id !== runnerId),
            40_000,
        );

    test("is listed as a runner with its slots, and its pool among the names", async () => {
        const [runner] = await runners(engine.endpoint);
        assert.match(runner.runner_id, /^[0-9a-z]{30}$/);
        assert.equal(runner.name, "default");
        assert.equal(runner.total_slots, 100_000);
        assert.equal(runner.remaining_slots, 100_000);
        assert.ok(runner.metadata);
        const names = await call(engine.endpoint, "GET", "/runners/names?namespace=default");
        assert.deepEqual(names.body.names, ["default"]);
        const byId = await call(
            engine.endpoint,
            "GET",
            `/runners?namespace=default&runner_id=${runner.runner_id}`,
        );
        assert.equal(byId.body.runners.length, 1);
        const none = await call(engine.endpoint, "GET", "/runners?namespace=default&name=other");
        assert.equal(none.body.runners.length, 0);
    });

    for (const encoding of ["bare", "cbor", "json"])
        test(`actions over HTTP and a connection change the state, encoding ${encoding}`, async () => {
            const handle = client(encoding).diary.getOrCreate(["actions", encoding]);
            assert.equal(await handle.write("one"), 1);
            const connection = handle.connect();
            try {
                const seen = [];
                connection.on("written", (line) => seen.push(line));
                assert.equal(await connection.write("two"), 2);
                assert.equal(await handle.write("three"), 3);
                await until("both events arrived", () => seen.length === 2);
                assert.deepEqual(seen, ["two", "three"]);
            } finally {
                await connection.dispose();
            }
            assert.deepEqual((await handle.read()).lines, ["one", "two", "three"]);
        });

    test("input reaches the actor, and errors their caller", async () => {
        const handle = await client().diary.create(["input"], { input: { title: "Diary" } });
        assert.equal((await handle.read()).title, "Diary");
        await assert.rejects(handle.refuse("not today"), { code: "diary_refused" });
    });

    test("a connection has a state of its own", async () => {
        const connection = client().diary.getOrCreate(["signed"], { params: { reader: "ada" } }).connect();
        try {
            assert.deepEqual(await connection.signed("first"), { reader: "ada", writes: 1 });
            assert.deepEqual(await connection.signed("second"), { reader: "ada", writes: 2 });
        } finally {
            await connection.dispose();
        }
    });

    test("a sleeping actor wakes with its state, in its next generation", async () => {
        const handle = diary("sleep");
        await handle.write("kept");
        const id = await handle.resolve();
        await handle.doze();
        await asleep(id);
        const state = await handle.read();
        assert.deepEqual(state.lines, ["kept"]);
        assert.equal(state.wakes, 2);
        assert.equal(await isAsleep(engine.endpoint, id), false);
    });

    test("the engine can put an actor to sleep", async () => {
        const handle = diary("put to sleep");
        await handle.write("kept");
        const id = await handle.resolve();
        const answer = await call(engine.endpoint, "POST", `/actors/${id}/sleep?namespace=default`, {});
        assert.equal(answer.status, 200);
        await asleep(id);
        assert.deepEqual((await handle.read()).lines, ["kept"]);
    });

    test("a schedule fires while the actor is awake, and wakes it", async () => {
        const handle = diary("schedule");
        await handle.later(10, "at once");
        await until("the first fired", async () => (await handle.read()).lines.length === 1);
        const id = await handle.resolve();
        await handle.later(1500, "in its sleep");
        await handle.doze();
        await asleep(id);
        await until("its alarm woke it", async () => !(await isAsleep(engine.endpoint, id)));
        await until("the second fired", async () => (await handle.read()).lines.length === 2);
    });

    test("a connection outlives its actor's sleep with its state", async () => {
        const handle = client().diary.getOrCreate(["hibernate"], { params: { reader: "eve" } });
        const connection = handle.connect();
        const closes = [];
        connection.onClose?.(() => closes.push("closed"));
        try {
            const seen = [];
            connection.on("written", (line) => seen.push(line));
            await connection.signed("before");
            await connection.write("before");
            const id = await handle.resolve();
            await connection.doze();
            await asleep(id);
            assert.deepEqual(await connection.signed("after"), { reader: "eve", writes: 2 });
            await connection.write("after");
            await until("both events arrived", () => seen.length === 2);
            assert.deepEqual(seen, ["before", "after"]);
            assert.deepEqual(closes, []);
            assert.equal((await handle.read()).wakes, 2);
        } finally {
            await connection.dispose();
        }
    });

    test("keys and values are kept over a sleep", skipOldest, async () => {
        const handle = diary("kv");
        await handle.putSecret("xyzzy");
        const id = await handle.resolve();
        await handle.doze();
        await asleep(id);
        assert.equal(await handle.getSecret(), "xyzzy");
    });

    test("a message waits in a queue over a sleep", skipOldest, async () => {
        const handle = diary("queue");
        const id = await handle.resolve();
        await handle.send("mail", { from: "ada" });
        await handle.doze();
        await asleep(id);
        assert.deepEqual(await handle.takeMail(), { from: "ada" });
    });

    test("a raw HTTP request is answered by the actor's own handler", async () => {
        const answer = await diary("raw").fetch("pages/7", { method: "POST", body: "hello" });
        assert.equal(answer.status, 202);
        assert.equal(answer.headers.get("x-diary"), "yes");
        const { method, path, body } = await answer.json();
        assert.deepEqual({ method, body }, { method: "POST", body: "hello" });
        assert.match(path, /pages\/7$/);
        assert.equal((await (await diary("raw").fetch("pages")).json()).method, "GET");
    });

    test("a body of a megabyte arrives whole, there and back", async () => {
        const body = "x".repeat(1024 * 1024);
        const answer = await diary("raw").fetch("large", { method: "POST", body });
        assert.equal((await answer.json()).body.length, body.length);
    });

    test("a raw WebSocket talks to the actor's own handler", async () => {
        const handle = diary("raw socket");
        const socket = isOldest ? await handle.websocket("talk") : await handle.webSocket("talk");
        const seen = collect(socket);
        let end;
        socket.addEventListener("close", ({ code, reason }) => (end = { code, reason }));
        await until("the actor greeted", () => seen.length === 1);
        socket.send("echo");
        await until("the actor echoed", () => seen.length === 2);
        assert.deepEqual(seen, ["hello from untitled", "echo"]);
        socket.send("bye");
        assert.deepEqual(await until("the actor closed", () => end), { code: 4001, reason: "bye yourself" });
    });

    test("the inspector answers through the gateway", skipOldest, async () => {
        await diary("inspected").write("seen");
        const id = await diary("inspected").resolve();
        const state = await inspect(engine.endpoint, id, "GET", "/state");
        assert.equal(state.status, 200);
        assert.deepEqual(state.body.state.lines, ["seen"]);
    });

    test("an actor that destroys itself is gone, and so is one that the API deletes", async () => {
        const first = await diary("gone").resolve();
        await diary("gone").close();
        await until("it was destroyed", async () => (await actorRecord(engine.endpoint, first)).destroy_ts);
        // 2.0.33 dies if it is told to stop an actor that it has not quite started.
        await diary("deleted").write("started");
        const second = await diary("deleted").resolve();
        const answer = await call(engine.endpoint, "DELETE", `/actors/${second}?namespace=default`);
        assert.equal(answer.status, 200);
        assert.notEqual((await actorRecord(engine.endpoint, second)).destroy_ts, null);
        assert.deepEqual((await diary("deleted").read()).lines, []);
        assert.notEqual(await diary("deleted").resolve(), second);
    });

    test("thirty actors at once each keep their own state", async () => {
        const keys = Array.from({ length: 30 }, (_, index) => `many ${index}`);
        await Promise.all(keys.map((key) => diary(key).write(key)));
        const states = await Promise.all(keys.map((key) => diary(key).read()));
        assert.deepEqual(
            states.map((state) => state.lines),
            keys.map((key) => [key]),
        );
        const [runner] = await runners(engine.endpoint);
        assert.ok(runner.remaining_slots <= 100_000 - 30);
    });

    test("a newer version takes over the actors, and their clients lose nothing", skipOldest, async () => {
        // A pool that nobody has configured keeps its older hosts.
        await putPool(engine.endpoint, "default", { normal: {}, drain_on_version_upgrade: true });
        const handle = diary("upgrade");
        const connection = handle.connect();
        const closes = [];
        connection.onClose?.(() => closes.push("closed"));
        let newer;
        try {
            const seen = [];
            connection.on("written", (line) => seen.push(line));
            await connection.write("0");
            newer = await startRunnerServer(engine.endpoint, release, { RIVET_RUNNER_VERSION: "2" });
            const record = await until("the actor moved", async () => {
                await connection.write(String(seen.length));
                return (
                    (await handle.read()).wakes > 1 &&
                    actorRecord(engine.endpoint, await handle.resolve())
                );
            });
            assert.equal(record.destroy_ts, null);
            const { lines } = await handle.read();
            await until("all events arrived", () => seen.length === lines.length);
            assert.deepEqual(seen, lines);
            assert.deepEqual(closes, []);
            assert.deepEqual(
                (await runners(engine.endpoint)).map((runner) => runner.version),
                [2],
            );
        } finally {
            await connection.dispose();
        }
        await server.stop("SIGKILL");
        server = newer;
    });

    test("state that was saved is there after the server was killed and started again", async () => {
        await diary("killed").write("durable");
        await diary("killed").save();
        const { runnerId } = server;
        await server.stop("SIGKILL");
        server = await startRunnerServer(engine.endpoint, release, { RIVET_RUNNER_VERSION: "2" });
        await left(runnerId);
        assert.deepEqual((await diary("killed").read()).lines, ["durable"]);
    });

    test("a killed server that comes back under its key is the same runner", onlyOldest, async () => {
        // It must come back before the engine gives it up.
        const patient = await startRoveEngine();
        const environment = { RIVET_RUNNER_KEY: "always-the-same" };
        const resumed = createClient({ endpoint: patient.endpoint }).diary.getOrCreate(["resumed"]);
        let returning = await startRunnerServer(patient.endpoint, release, environment);
        try {
            await resumed.write("durable");
            await resumed.save();
            const { runnerId } = returning;
            await returning.stop("SIGKILL");
            returning = await startRunnerServer(patient.endpoint, release, environment);
            assert.equal(returning.runnerId, runnerId);
            const state = await resumed.read();
            assert.deepEqual(state.lines, ["durable"]);
            assert.equal(state.wakes, 2);
        } finally {
            await returning.stop("SIGKILL");
            await patient.program.stop();
        }
    });

    test("a server that ends in order is gone at once, and another takes its actors", async () => {
        await diary("moved").write("carried");
        server.signalGroup("SIGTERM");
        await left(server.runnerId);
        await server.stop("SIGKILL");
        server = await startRunnerServer(engine.endpoint, release, { RIVET_RUNNER_VERSION: "2" });
        assert.deepEqual((await diary("moved").read()).lines, ["carried"]);
    });
});
