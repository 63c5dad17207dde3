// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A C++ actor's own database and its answers in pieces, as the npm client sees them: `node guestbook.mjs
// rove` with the actor in Rove's engine, `… rivet` with Rove's runtime joined to the real one.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { withConnection } from "./support/connections.mjs";
import { CppHost } from "./support/cpphost.mjs";
import { isReal, targetName } from "./support/engine.mjs";
import { startJoined, startSpecimens } from "./support/joined.mjs";
import { inspect, inspectorToken, putToSleep } from "./support/manager.mjs";
import { openSocket } from "./support/plainsocket.mjs";
import { until } from "./support/process.mjs";
import { startRealEngine } from "./support/realengine.mjs";

const timeout = 240_000;
const mebi = 1024 * 1024;

describe(`a guest book in C++ on ${targetName}`, { timeout }, () => {
    let host;
    before(async () => {
        host = await new CppHost().start();
    });
    after(() => host.stop());

    const client = (encoding = "bare") => createClient({ endpoint: host.endpoint, encoding });
    const book = (key, encoding) => client(encoding).guestbook.getOrCreate([key]);
    const urlOf = async (key, path) =>
        `${host.endpoint}/gateway/${await book(key).resolve()}/request/${path}`;

    for (const encoding of ["bare", "cbor", "json"]) {
        test(`rows go in and come out, encoding ${encoding}`, async () => {
            const handle = book(`rows ${encoding}`, encoding);
            assert.equal(await handle.sign("Ada", "hello"), 1);
            assert.equal(await handle.sign("Grace", "Grüße, 'quoted' \u{1F600}"), 2);
            const entries = await handle.entries(10, 0);
            assert.deepEqual(
                entries.map(({ id, name, text }) => [id, name, text]),
                [
                    [2, "Grace", "Grüße, 'quoted' \u{1F600}"],
                    [1, "Ada", "hello"],
                ],
            );
            assert.ok(Math.abs(entries[0].at - Date.now()) < 600_000);
            await assert.rejects(handle.sign("", "x"), { code: "invalid_text" });
        });
    }

    test("statements of many clients at once all count", async () => {
        const handle = book("many");
        const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => handle.sign("Ada", `text ${i}`)));
        assert.equal(new Set(ids).size, 20);
        assert.equal(await handle.count(), 20);
    });

    test("a transaction is carried out whole or not at all", async () => {
        const handle = book("transaction");
        for (const text of ["one", "two", "three"]) await handle.sign("Ada", text);
        await assert.rejects(handle.strike([1, 99]), { code: "no_such_entry" });
        assert.equal(await handle.count(), 3);
        await handle.strike([1, 3]);
        const left = await handle.entries();
        assert.deepEqual(
            left.map(({ text }) => text),
            ["two"],
        );
    });

    test("the database outlives sleep and wake", async () => {
        const handle = book("sleep");
        await handle.sign("Ada", "before");
        await putToSleep(host.endpoint, await handle.resolve());
        assert.equal(await handle.count(), 1);
        assert.equal(await handle.sign("Ada", "after"), 2);
    });

    test("events of a connection tell of rows", async () => {
        await withConnection(book("events"), async (connection) => {
            const seen = [];
            connection.on("added", (...entry) => seen.push(entry));
            await connection.sign("Ada", "hello");
            await until("the event arrived", () => seen.length === 1);
            assert.deepEqual(seen, [[1, "Ada", "hello"]]);
        });
    });

    test("the inspector shows the database over HTTP, and runs statements", async () => {
        const handle = book("inspected");
        await handle.sign("Ada", "hello");
        await handle.sign("Grace", "there");
        const id = await handle.resolve();
        const ask = async (method, path, body) => {
            const answer = await inspect(host.endpoint, id, method, path, body);
            assert.equal(answer.status, 200, JSON.stringify(answer.body));
            return answer.body;
        };
        assert.equal((await ask("GET", "/summary")).isDatabaseEnabled, true);
        const { schema } = await ask("GET", "/database/schema");
        assert.deepEqual(
            schema.tables.map(({ table, records }) => [table.name, table.type, records]),
            [["entry", "table", 2]],
        );
        assert.deepEqual(
            schema.tables[0].columns.map(({ name, type, notnull, pk }) => [name, type, notnull, pk]),
            [
                ["id", "INTEGER", 0, 1],
                ["name", "TEXT", 1, 0],
                ["text", "TEXT", 1, 0],
                ["at", "INTEGER", 1, 0],
            ],
        );
        const { rows } = await ask("GET", "/database/rows?table=entry&limit=1&offset=1");
        assert.deepEqual(
            rows.map(({ name }) => name),
            ["Grace"],
        );
        const update = "UPDATE entry SET text = :text WHERE id = :id RETURNING text";
        const done = await ask("POST", "/database/execute", {
            sql: update,
            properties: { text: "edited", id: 1 },
        });
        assert.deepEqual(done.rows, [{ text: "edited" }]);
        assert.equal((await handle.entries())[1].text, "edited");
        const nonsense = { sql: "SELECT nowhere" };
        const failed = await inspect(host.endpoint, id, "POST", "/database/execute", nonsense);
        assert.equal(failed.status, 500);
        assert.match(failed.body.message, /no such column: nowhere/);
    });

    test("the inspector's socket says that there is a database", async () => {
        const handle = book("socket");
        await handle.sign("Ada", "hello");
        const id = await handle.resolve();
        const token = await inspectorToken(host.endpoint, id);
        const url = `${host.endpoint}/gateway/${id}/inspector/connect?protocol_version=6`;
        const protocols = ["rivet", `rivet_inspector_token.${token}`];
        const { socket, heard } = await openSocket(url.replace("http", "ws"), protocols);
        await until("it was greeted", () => heard.messages.length > 0);
        // DatabaseSchemaRequest with id 7; its answer has tag 18 (spec/inspector.md 2.4).
        socket.send(Uint8Array.of(9, 7));
        const isSchema = (message) => Buffer.from(message)[0] === 18;
        await until("the schema came", () => heard.messages.some(isSchema));
        assert.ok(Buffer.from(heard.messages.find(isSchema)).includes("entry"));
        socket.close();
    });

    test("an answer larger than memory should hold comes page by page", async () => {
        const handle = book("file");
        await handle.sign("Ada", "first");
        const id = await handle.resolve();
        // 20 000 entries of 500 characters: some 10 MB.
        const sql =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) " +
            "INSERT INTO entry (name, text, at) SELECT 'Ada', printf('%.500c', 'x'), i FROM n";
        const filled = await inspect(host.endpoint, id, "POST", "/database/execute", { sql });
        assert.equal(filled.status, 200, JSON.stringify(filled.body));
        const answer = await fetch(await urlOf("file", "entries.csv"));
        assert.equal(answer.headers.get("content-type"), "text/csv; charset=utf-8");
        const text = await answer.text();
        assert.ok(text.length > 10 * 1000 * 1000, `${text.length}`);
        assert.equal(text.split("\r\n").length, 20_003); // Head, 20 001 entries, and what is behind the last.
    });

    test("an actor waits for a slow client", async () => {
        const answer = await fetch(await urlOf("file", "entries.csv"));
        const reader = answer.body.getReader();
        await reader.read();
        // It goes on answering others meanwhile, and the rest comes when it is asked for.
        assert.equal(await book("file").count(), 20_001);
        let bytes = 0;
        for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            bytes += value.length;
        }
        assert.ok(bytes > 9 * mebi, `${bytes}`);
    });

    test("events come as they happen, and the actor hears that a client leaves", async () => {
        const handle = book("live");
        const controller = new AbortController();
        const answer = await fetch(await urlOf("live", "live"), { signal: controller.signal });
        assert.equal(answer.headers.get("content-type"), "text/event-stream");
        let text = "";
        const reading = (async () => {
            for await (const piece of answer.body) text += Buffer.from(piece).toString();
        })().catch(() => {});
        await until("it was welcomed", () => text.includes(": welcome"));
        await handle.sign("Ada", "one");
        await until("the first came", () => text.includes('"text":"one"'));
        await handle.sign("Ada", "two");
        await until("the second came", () => text.includes('"text":"two"'));
        controller.abort();
        await reading;
        assert.equal(await handle.sign("Ada", "three"), 3);
    });

    test("a sleep ends an answer that goes on, so that nobody takes it for whole", async () => {
        const handle = book("cut");
        const answer = await fetch(await urlOf("cut", "live"));
        const ended = answer.text().then(
            () => "whole",
            () => "cut",
        );
        await putToSleep(host.endpoint, await handle.resolve());
        assert.equal(await ended, "cut");
        assert.equal(await handle.count(), 0);
    });

    test("the database outlives a restart of the engine that nobody announced", async () => {
        const handle = book("restart");
        for (let i = 1; i <= 5; i++) assert.equal(await handle.sign("Ada", `entry ${i}`), i);
        await host.restartEngine();
        const counted = await until(
            "the actor answered again",
            () => book("restart").count().catch(() => undefined),
            60_000,
        );
        assert.equal(counted, 5);
        assert.equal(await book("restart").sign("Ada", "after"), 6);
    });
});

describe("Rivet's gateways and bodies in pieces", { timeout, skip: !isReal }, () => {
    let engine;
    let joined;
    afterEach(async () => {
        await joined?.program.stop("SIGKILL");
        await engine?.program.stop("SIGKILL");
    });

    test("one that does not stream gives the whole answer, or says that it is too long", async () => {
        engine = await startRealEngine();
        joined = await startJoined(engine.endpoint);
        const handle = createClient({ endpoint: engine.endpoint }).guestbook.getOrCreate(["whole"]);
        await handle.sign("Ada", "hello");
        const short = await handle.fetch("entries.csv");
        assert.match(await short.text(), /^id,name,text,at\r\n"1","Ada","hello","\d+"\r\n$/);
        // 45 000 entries of 500 characters: some 23 MB.
        const sql =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000) " +
            "INSERT INTO entry (name, text, at) SELECT 'Ada', printf('%.500c', 'x'), i FROM n";
        const id = await handle.resolve();
        const filled = await inspect(engine.endpoint, id, "POST", "/database/execute", { sql });
        assert.equal(filled.status, 200, JSON.stringify(filled.body));
        const long = await fetch(`${engine.endpoint}/gateway/${id}/request/entries.csv`);
        assert.equal(long.status, 500);
        assert.equal(long.headers.get("x-rivet-error"), "envoy.fetch_failed");
        assert.equal(await handle.count(), 45_001);
    });

    test("one that does brings a long request in pieces", async () => {
        engine = await startRealEngine({ streams: true });
        joined = await startSpecimens(engine.endpoint, "specimens");
        const client = createClient({ endpoint: engine.endpoint, poolName: "specimens" });
        const body = "x".repeat(8 * mebi);
        const answer = await client.specimen.getOrCreate(["raw"]).fetch("big", { method: "POST", body });
        assert.equal(answer.status, 201);
        assert.equal((await answer.text()).length, "POST /big ".length + body.length);
    });
});
