// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The unmodified npm client of rivetkit against an engine: `node client.mjs rove|rivet`.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { withConnection } from "./support/connections.mjs";
import { actorRecord, call, isAsleep, putToSleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startTarget, targetName } from "./support/target.mjs";

const timeout = 60_000;
const anActorId = /^[0-9a-z]{30}$/;
const refusal = { group: "user", code: "counter_failed", message: "not today", metadata: { count: 0 } };
const maskedFailure = { group: "rivetkit", code: "internal_error", message: "An internal error occurred" };
const unknownAction = {
    group: "actor",
    code: "action_not_found",
    message: "Action `nothing` was not found.",
};
const notFound = { group: "actor", code: "not_found" };

let target;
before(async () => {
    target = await startTarget();
});
after(() => target.stop());

const clientFor = (encoding) => createClient({ endpoint: target.endpoint, encoding });

const destroy = (id) => call(target.endpoint, "DELETE", `/actors/${id}?namespace=default`);

for (const encoding of ["bare", "cbor", "json"]) {
    describe(`${targetName}, encoding ${encoding}`, { timeout }, () => {
        const counter = (key) => clientFor(encoding).counter.getOrCreate([key, encoding]);

        test("an action over HTTP changes the state and answers", async () => {
            const handle = counter("http");
            assert.equal(await handle.increment(5), 5);
            assert.equal(await handle.increment(-2), 3);
            assert.equal(await handle.getCount(), 3);
        });

        test("an argument left out takes its default; no result is undefined", async () => {
            const handle = counter("defaults");
            assert.equal(await handle.increment(), 1);
            assert.equal(await handle.reset(), undefined);
            assert.equal(await handle.getCount(), 0);
        });

        test("an action over a connection changes the state and answers", async () => {
            await withConnection(counter("connection"), async (connection) => {
                assert.equal(await connection.increment(4), 4);
                assert.equal(await connection.getCount(), 4);
            });
        });

        test("many actions at once over one connection are each answered", async () => {
            await withConnection(counter("pipelined"), async (connection) => {
                const answers = await Promise.all(Array.from({ length: 50 }, () => connection.increment(1)));
                answers.sort((a, b) => a - b);
                assert.deepEqual(
                    answers,
                    Array.from({ length: 50 }, (_, index) => index + 1),
                );
            });
        });

        test("a subscriber receives the event that another client's action broadcasts", async () => {
            const handle = counter("event");
            await withConnection(handle, async (connection) => {
                const seen = [];
                connection.on("newCount", (count) => seen.push(count));
                await connection.getCount();
                await handle.increment(6);
                await until("the event arrived", () => seen.length > 0);
                assert.deepEqual(seen, [6]);
            });
        });

        test("no event arrives after unsubscribing", async () => {
            const handle = counter("unsubscribed");
            await withConnection(handle, async (connection) => {
                const seen = [];
                const unsubscribe = connection.on("newCount", (count) => seen.push(count));
                await connection.increment(1);
                await until("the first event arrived", () => seen.length === 1);
                unsubscribe();
                await connection.getCount();
                await connection.increment(1);
                await connection.getCount();
                assert.deepEqual(seen, [1]);
            });
        });

        test("errors over HTTP keep what users may see and hide the rest", async () => {
            const handle = counter("http errors");
            await assert.rejects(handle.fail("not today"), refusal);
            await assert.rejects(handle.crash(), maskedFailure);
            await assert.rejects(handle.nothing(), unknownAction);
            assert.equal(await handle.getCount(), 0);
        });

        test("errors over a connection keep what users may see and hide the rest", async () => {
            await withConnection(counter("connection errors"), async (connection) => {
                await assert.rejects(connection.fail("not today"), refusal);
                await assert.rejects(connection.crash(), maskedFailure);
                await assert.rejects(connection.nothing(), unknownAction);
                assert.equal(await connection.getCount(), 0);
            });
        });

        test("text and nested values survive the way there and back", async () => {
            const room = clientFor(encoding).chatRoom.getOrCreate(["values", encoding]);
            const text = 'Grüße, 世界 \u{1F980} " \\ \u0000 end';
            const sent = await room.action({ name: "send", args: ["ada", text] });
            assert.equal(sent.text, text);
            assert.deepEqual(await room.history(), [sent]);
        });
    });
}

describe(`${targetName}, handles`, { timeout }, () => {
    const client = () => clientFor("bare");

    test("get finds what getOrCreate made, under the same id", async () => {
        const made = client().counter.getOrCreate(["handles", "same"]);
        await made.increment(1);
        const id = await made.resolve();
        assert.match(id, anActorId);
        const found = client().counter.get(["handles", "same"]);
        assert.equal(await found.resolve(), id);
        assert.equal(await found.getCount(), 1);
    });

    test("get fails for a key that nobody made", async () => {
        await assert.rejects(client().counter.get(["handles", "nobody"]).getCount(), notFound);
    });

    test("create makes an actor once", async () => {
        const made = await client().counter.create(["handles", "created"]);
        assert.equal(await made.increment(2), 2);
        await assert.rejects(client().counter.create(["handles", "created"]), (error) =>
            ["duplicate_key", "destroyed_during_creation"].includes(error.code),
        );
    });

    test("getForId reaches the actor", async () => {
        const made = await client().counter.create(["handles", "by id"]);
        await made.increment(9);
        assert.equal(
            await client()
                .counter.getForId(await made.resolve())
                .getCount(),
            9,
        );
    });

    test("keys with separators, empty parts and foreign letters name different actors", async () => {
        const keys = [["a/b"], ["a", "b"], ["a\\b"], [""], ["a", ""], ["ключ"], []];
        const ids = await Promise.all(keys.map((key) => client().counter.getOrCreate(key).resolve()));
        assert.equal(new Set(ids).size, keys.length);
    });

    test("getOrCreate by many at once makes one actor", async () => {
        const handles = Array.from({ length: 8 }, () => client().counter.getOrCreate(["handles", "race"]));
        const counts = await Promise.all(handles.map((handle) => handle.increment(1)));
        assert.equal(Math.max(...counts), 8);
    });
});

describe(`${targetName}, life of an actor`, { timeout }, () => {
    test("a sleeping actor wakes on request with its state", async () => {
        const handle = clientFor("bare").counter.getOrCreate(["life", "sleep"]);
        await handle.increment(11);
        const id = await handle.resolve();
        await putToSleep(target.endpoint, id);
        assert.equal(await handle.getCount(), 11);
        assert.equal(await isAsleep(target.endpoint, id), false);
    });

    test("a destroyed actor is gone, and its key is free", async () => {
        const handle = () => clientFor("bare").counter.getOrCreate(["life", "destroy"]);
        await handle().increment(1);
        const id = await handle().resolve();
        assert.deepEqual((await destroy(id)).body, {});
        assert.notEqual((await actorRecord(target.endpoint, id)).destroy_ts, null);
        await assert.rejects(clientFor("bare").counter.getForId(id).getCount(), notFound);
        assert.equal(await handle().getCount(), 0);
        assert.notEqual(await handle().resolve(), id);
    });

    test("destroying twice succeeds", async () => {
        const id = await clientFor("bare").counter.getOrCreate(["life", "twice"]).resolve();
        assert.equal((await destroy(id)).status, 200);
        assert.equal((await destroy(id)).status, 200);
    });

    test("a connection ends when its actor is destroyed", async () => {
        const id = await clientFor("bare").counter.getOrCreate(["life", "disconnect"]).resolve();
        const connection = clientFor("bare").counter.getForId(id).connect();
        const errors = [];
        connection.onError((error) => errors.push(error));
        await connection.increment(1);
        await destroy(id);
        // The client looks for the actor once more before it gives up.
        await until("the connection gave up", () => connection.connStatus === "idle");
        assert.ok(errors.every((error) => error.group === "actor"));
        await connection.dispose();
    });
});
