// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An unmodified rivetkit server of npm on rove-engine: its envoy, its actors and their clients.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { actorRecord, inspect, isAsleep, putToSleep } from "./support/manager.mjs";
import { startNodeServer } from "./support/nodeserver.mjs";
import { freePorts, temporaryFolder, until } from "./support/process.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

const notFound = { group: "actor", code: "not_found" };

describe("a rivetkit server on rove-engine", { timeout: 120_000 }, () => {
    let engine;
    let server;
    before(async () => {
        engine = await startRoveEngine();
        server = await startNodeServer(engine.endpoint);
    });
    after(async () => {
        await server.stop("SIGKILL");
        await engine.program.stop();
    });

    const client = (encoding = "bare") => createClient({ endpoint: engine.endpoint, encoding });
    const notebook = (...key) => client().notebook.getOrCreate(key);

    for (const encoding of ["bare", "cbor", "json"])
        test(`actions over HTTP and a connection change the state, encoding ${encoding}`, async () => {
            const handle = client(encoding).notebook.getOrCreate(["actions", encoding]);
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

    test("input reaches the actor", async () => {
        const handle = await client().notebook.create(["input"], { input: { title: "Diary" } });
        assert.equal((await handle.read()).title, "Diary");
    });

    test("a sleeping actor wakes with its state", async () => {
        await notebook("sleep").write("kept");
        const id = await notebook("sleep").resolve();
        await putToSleep(engine.endpoint, id);
        assert.deepEqual((await notebook("sleep").read()).lines, ["kept"]);
        assert.equal(await isAsleep(engine.endpoint, id), false);
    });

    test("a connection outlives its actor's sleep", async () => {
        const handle = notebook("hibernate");
        const connection = handle.connect();
        try {
            const seen = [];
            connection.on("written", (line) => seen.push(line));
            await connection.write("before");
            await putToSleep(engine.endpoint, await handle.resolve());
            assert.equal(await connection.write("after"), 2);
            await until("both events arrived", () => seen.length === 2);
        } finally {
            await connection.dispose();
        }
    });

    test("keys and values are kept over a sleep", async () => {
        await notebook("kv").putSecret("xyzzy");
        await putToSleep(engine.endpoint, await notebook("kv").resolve());
        assert.equal(await notebook("kv").getSecret(), "xyzzy");
    });

    test("a raw HTTP request is answered by the actor's own handler", async () => {
        const answer = await notebook("raw").fetch("pages/7", { method: "POST", body: "hello" });
        assert.equal(answer.status, 202);
        assert.equal(answer.headers.get("x-notebook"), "yes");
        const { method, path, body } = await answer.json();
        assert.deepEqual({ method, body }, { method: "POST", body: "hello" });
        assert.match(path, /pages\/7$/);
    });

    test("a raw GET without a body is answered too", async () => {
        const answer = await notebook("raw").fetch("pages");
        assert.equal((await answer.json()).method, "GET");
    });

    test("the inspector answers through the gateway", async () => {
        await notebook("inspected").write("seen");
        const id = await notebook("inspected").resolve();
        const state = await inspect(engine.endpoint, id, "GET", "/state");
        assert.deepEqual(state.body.state.lines, ["seen"]);
        assert.equal((await inspect(engine.endpoint, id, "GET", "/summary")).status, 200);
    });

    test("an actor that destroys itself is gone", async () => {
        const id = await notebook("gone").resolve();
        await notebook("gone").close();
        await until("it was destroyed", async () => (await actorRecord(engine.endpoint, id)).destroy_ts);
        await assert.rejects(client().notebook.getForId(id).read(), notFound);
    });

    test("fifty actors at once each keep their own state", async () => {
        const keys = Array.from({ length: 50 }, (_, index) => `many ${index}`);
        await Promise.all(keys.map((key) => notebook(key).write(key)));
        const states = await Promise.all(keys.map((key) => notebook(key).read()));
        assert.deepEqual(
            states.map((state) => state.lines),
            keys.map((key) => [key]),
        );
    });

    test("increments at once through getOrCreate on one new key add up", async () => {
        await Promise.all(Array.from({ length: 50 }, () => notebook("together").write("x")));
        assert.equal((await notebook("together").read()).lines.length, 50);
    });

    test("state that was saved is there after the server was killed and started again", async () => {
        await notebook("killed").write("durable");
        await notebook("killed").save();
        const id = await notebook("killed").resolve();
        await server.stop("SIGKILL");
        server = await startNodeServer(engine.endpoint);
        await until("the engine noticed", () => isAsleep(engine.endpoint, id));
        assert.deepEqual((await notebook("killed").read()).lines, ["durable"]);
    });

    test("an actor waits while its server is away; Rove's own runtime does not take it", async () => {
        await server.stop("SIGTERM");
        const writing = notebook("waiting").write("at last");
        server = await startNodeServer(engine.endpoint);
        assert.equal(await writing, 1);
    });

    test("a server that ends in order is gone at once, and another takes its actors", async () => {
        await notebook("moved").write("carried");
        await server.stop("SIGTERM");
        server = await startNodeServer(engine.endpoint);
        assert.deepEqual((await notebook("moved").read()).lines, ["carried"]);
    });
});

describe("a rivetkit server whose engine is killed", { timeout: 120_000 }, () => {
    test("comes back to the next engine on the same data, with what was saved", async () => {
        const [port] = await freePorts(1);
        const options = { listen: `127.0.0.1:${port}`, store: "filesystem", data: temporaryFolder() };
        let engine = await startRoveEngine(options);
        const server = await startNodeServer(engine.endpoint);
        try {
            const { notebook } = createClient({ endpoint: engine.endpoint });
            await notebook.getOrCreate(["page"]).write("durable");
            await notebook.getOrCreate(["page"]).save();
            await engine.program.stop("SIGKILL");
            engine = await startRoveEngine(options);
            assert.deepEqual((await notebook.getOrCreate(["page"]).read()).lines, ["durable"]);
        } finally {
            await server.stop("SIGKILL");
            await engine.program.stop();
        }
    });
});
