// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An envoy that does as it is told, on Rove's engine and, to prove what is expected, on the real one: how
// requests end that do not end well, and SQL that the engine runs (docs/decisions/0060 and 0061).

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { until } from "./support/process.mjs";
import { startRealEngine } from "./support/realengine.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";
import { ScriptedEnvoy } from "./support/scriptedenvoy.mjs";

const isRove = (process.argv[2] ?? "rove") === "rove";
const mebi = 1024 * 1024;

describe("a scripted envoy", { timeout: 150_000 }, () => {
    let engine;
    let envoy;
    let id;
    let url;
    before(async () => {
        engine = await (isRove ? startRoveEngine() : startRealEngine({ streams: true }));
        envoy = await ScriptedEnvoy.connect(engine.endpoint);
        id = await ScriptedEnvoy.createActor(engine.endpoint);
        url = `${engine.endpoint}/gateway/${id}/request/x`;
        await until("the actor was started", () => envoy.commands.length > 0, 30_000);
    });
    after(async () => {
        await envoy.close();
        await engine.program.stop("SIGKILL");
    });

    /** Sends a request; gives the answer on its way and the exchange that it began. */
    async function begin(options) {
        const count = envoy.exchanges.length + 1;
        const answer = fetch(url, options);
        answer.catch(() => {}); // Whoever awaits it hears of it.
        return { answer, exchange: await envoy.exchange(count) };
    }
    const errorOf = (answer) => answer.headers.get("x-rivet-error");
    const isInOrder = ({ messages }) => messages.every(({ index }, place) => index === place);

    test("gets a body in chunks of 64 KiB within a window of 1 MiB", async () => {
        const { answer, exchange } = await begin({ method: "POST", body: new Uint8Array(3 * mebi) });
        assert.equal(exchange.first.stream, true);
        assert.equal(exchange.first.responseStream, true);
        assert.equal(exchange.first.actorGeneration, 1);
        await until("the window was full", () => exchange.body.length === mebi);
        assert.ok(exchange.all("ToEnvoyRequestChunk").every(({ val }) => val.body.byteLength <= 65_536));
        for (let consumed = mebi; consumed <= 3 * mebi; consumed += mebi) {
            await until("that much had come", () => exchange.body.length >= consumed);
            exchange.consumed(consumed);
        }
        await until("the body was complete", () => exchange.all("ToEnvoyRequestChunk").at(-1).val.finish);
        assert.equal(exchange.body.length, 3 * mebi);
        assert.ok(isInOrder(exchange));
        exchange.respond(200, "got it");
        assert.equal(await (await answer).text(), "got it");
    });

    test("may answer before the body's end", async () => {
        const { answer, exchange } = await begin({ method: "POST", body: new Uint8Array(3 * mebi) });
        await until("some of the body came", () => exchange.body.length > 0);
        exchange.respond(413, "too long");
        await exchange.next("ToEnvoyRequestBodyCancel");
        const outcome = await answer.catch((error) => error);
        // The client may still be sending when the connection ends.
        if (!(outcome instanceof Error)) assert.equal(outcome.status, 413);
    });

    test("hears how much of its answer was taken", async () => {
        const { answer, exchange } = await begin();
        exchange.startResponse(200, { "content-type": "text/event-stream" });
        exchange.chunk("data: 1\n\n");
        const reader = (await answer).body.getReader();
        assert.equal(Buffer.from((await reader.read()).value).toString(), "data: 1\n\n");
        const update = await exchange.next("ToEnvoyResponseBodyWindowUpdate");
        assert.equal(update.val.consumedBytes, 9n);
        exchange.chunk("", true);
        assert.equal((await reader.read()).done, true);
        assert.ok(isInOrder(exchange));
    });

    test("that aborts before its answer is unavailable, and not asked again", async () => {
        const { answer, exchange } = await begin({ method: "POST", body: "once" });
        const count = envoy.exchanges.length;
        exchange.abort();
        const { status, headers } = await answer;
        assert.deepEqual([status, headers.get("x-rivet-error")], [503, "guard.tunnel_request_aborted"]);
        assert.equal(envoy.exchanges.length, count);
    });

    test("that aborts its answer cuts it", async () => {
        const { answer, exchange } = await begin();
        exchange.startResponse();
        exchange.chunk("part");
        const { body } = await answer;
        const reader = body.getReader();
        await reader.read();
        exchange.abort();
        await assert.rejects(reader.read());
    });

    test("hears of a client that leaves", async () => {
        const leaving = new AbortController();
        const { exchange } = await begin({ signal: leaving.signal });
        leaving.abort();
        const { val } = await exchange.next("ToEnvoyRequestAbort");
        assert.equal(val.reason.kind, "Cancelled");
    });

    test("names the length of its answer", async () => {
        const { answer, exchange } = await begin();
        exchange.startResponse(200, { "content-length": "3" });
        exchange.chunk("abcdef", true);
        const given = await answer;
        assert.equal(given.headers.get("content-length"), "3");
        assert.equal(await given.text(), "abc");
    });

    test("that overruns the window of its answer loses the client", async () => {
        const { answer, exchange } = await begin();
        exchange.startResponse();
        const { body } = await answer;
        for (let i = 0; i < 1000; i++) exchange.chunk(new Uint8Array(65_536));
        await assert.rejects(async () => {
            for await (const piece of body) assert.ok(piece.length > 0);
        });
    });

    test("whose actor stops leaves its requests unanswered", async () => {
        const { answer } = await begin();
        const start = envoy.commands.findLast(({ inner }) => inner.tag === "CommandStartActor");
        envoy.stopped(start.checkpoint, "Error", "told to");
        const given = await answer;
        assert.deepEqual([given.status, errorOf(given)], [503, "guard.actor_stopped_while_waiting"]);
    });

    test("has SQL run for it", async () => {
        const other = await ScriptedEnvoy.createActor(engine.endpoint);
        const isStart = ({ checkpoint }) => checkpoint.actorId === other;
        const { checkpoint } = await until("the actor started", () => envoy.commands.find(isStart));
        const about = { namespaceId: "default", actorId: other, generation: BigInt(checkpoint.generation) };
        const exec = (sql) => envoy.ask("ToRivetSqliteExecRequest", { ...about, sql });
        const execute = (sql, params = null) =>
            envoy.ask("ToRivetSqliteExecuteRequest", { ...about, sql, params });
        const batch = (...statements) =>
            envoy.ask("ToRivetSqliteExecuteBatchRequest", {
                ...about,
                statements: statements.map((sql) => ({ sql, params: null })),
            });
        const rows = async (sql) => {
            const { result } = (await exec(sql)).val;
            return result.rows.map((row) => row.map(({ val }) => val?.value));
        };

        await exec("create table t(a integer primary key, b unique)");
        const text = { tag: "SqliteValueText", val: { value: "one" } };
        const inserted = (await execute("insert into t(b) values(?)", [text])).val.result;
        assert.deepEqual([inserted.changes, inserted.lastInsertRowId], [1n, 1n]);
        assert.deepEqual(await rows("select a, b, 1 as c from t"), [[1n, "one", 1n]]);

        const failed = await batch("insert into t(b) values('two')", "insert into t(b) values('one')");
        assert.deepEqual(failed.val, {
            group: "core",
            code: "internal_error",
            message:
                "execute remote sqlite batch statement: failed to step sqlite execute statement: " +
                "UNIQUE constraint failed: t.b",
        });
        assert.deepEqual(await rows("select count(*) from t"), [[1n]]);
        await exec("begin");
        await exec("insert into t(b) values('three')");
        await exec("rollback");
        assert.deepEqual(await rows("select count(*) from t"), [[1n]]);
        const many = await execute("select 1; select 2");
        assert.equal(many.val.message, "sqlite execute only supports a single statement");
        const float = (await execute("select 2.5")).val.result.rows[0][0];
        assert.equal(new DataView(float.val.value).getFloat64(0), 2.5);
        const elsewhere = { ...about, namespaceId: "no", sql: "select 1" };
        const stranger = await envoy.ask("ToRivetSqliteExecRequest", elsewhere);
        assert.equal(stranger.val.message, "actor does not exist");
    });
});
