// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// State, input and values in all three encodings.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";

import { listen, withConnection } from "../support/connections.mjs";
import { isReal } from "../support/engine.mjs";
import { putToSleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

const mebi = 1024 * 1024;

const commonValues = [
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31 - 1,
    12345678901234567890n,
    'Grüße, 世界 \u{1F980} " \\ \u0000 end',
    "",
    [],
    [[1], ["two", [3]]],
    { a: { b: { c: [1, { d: null }] } }, ключ: "значение", "": 0 },
];
const bytes = new Uint8Array([0, 1, 127, 128, 255]);

/** What the client library can carry beside: not each encoding keeps large integers, dates and bytes. */
const furtherValues = {
    bare: [2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER, new Date(1_700_000_000_123), bytes],
    cbor: [],
    json: [bytes],
};

export function encodings(target) {
    for (const encoding of ["bare", "cbor", "json"])
        describe(`encoding ${encoding}`, () => {
            const values = [...commonValues, ...furtherValues[encoding]];
            const notebook = (key) => target.client(encoding).notebook.getOrCreate([key, encoding]);

            test("values of every kind come back over HTTP and over a connection", async () => {
                const handle = notebook("values");
                assert.deepEqual(await handle.echo(...values), values);
                await withConnection(handle, async (connection) =>
                    assert.deepEqual(await connection.echo(...values), values),
                );
                assert.equal(await handle.nothing(), undefined);
            });

            test("values of every kind arrive in an event", async () => {
                await withConnection(notebook("announced"), async (connection) => {
                    const seen = listen(connection, "announced");
                    await connection.announce(...values);
                    await until("the event arrived", () => seen.length === 1);
                    assert.deepEqual(seen[0], values);
                });
            });

            test("values of every kind are the same after a sleep", async () => {
                const handle = notebook("kept");
                for (const [index, value] of values.entries()) await handle.keep(String(index), value);
                await putToSleep(target.endpoint, await handle.resolve());
                const kept = [];
                for (const index of values.keys()) kept.push(await handle.kept(String(index)));
                assert.deepEqual(kept, values);
            });

            test("actions over HTTP and a connection change one state, and events tell it", async () => {
                const handle = notebook("actions");
                assert.equal(await handle.write("one"), 1);
                await withConnection(handle, async (connection) => {
                    const seen = listen(connection, "written");
                    assert.equal(await connection.write("two"), 2);
                    assert.equal(await handle.write("three"), 3);
                    await until("both events arrived", () => seen.length === 2);
                    assert.deepEqual(seen, [["two"], ["three"]]);
                });
                assert.deepEqual((await handle.read()).lines, ["one", "two", "three"]);
            });

            test("input reaches the actor", async () => {
                const input = { title: `Diary in ${encoding}`, attachment: new Uint8Array(1000).fill(7) };
                const made = await target.client(encoding).notebook.create(["input", encoding], { input });
                const state = await made.read();
                assert.equal(state.title, input.title);
                assert.deepEqual(state.attachment, digested(input.attachment));
            });
        });
}

const digested = (data) => ({ length: data.length, digest: createHash("sha256").update(data).digest("hex") });

export function state(target) {
    describe("state", () => {
        test("changes deep inside and deletions are kept over a sleep", async () => {
            const handle = target.notebook("deep");
            await handle.keep("shelf", { red: 1, blue: { shade: "navy" }, list: [1, 2, 3] });
            await handle.change("shelf", "red", undefined);
            await handle.change("shelf", "green", [{ leaf: true }]);
            await putToSleep(target.endpoint, await handle.resolve());
            assert.deepEqual(await handle.kept("shelf"), {
                blue: { shade: "navy" },
                list: [1, 2, 3],
                green: [{ leaf: true }],
            });
        });

        test("variables are new in each life, the state is not", async () => {
            const handle = target.notebook("variables");
            assert.equal(await handle.reads(), 1);
            assert.equal(await handle.reads(), 2);
            await handle.write("kept");
            await putToSleep(target.endpoint, await handle.resolve());
            assert.equal(await handle.reads(), 1);
            const { lines, wakes } = await handle.read();
            assert.deepEqual({ lines, wakes }, { lines: ["kept"], wakes: 2 });
        });

        test("state of 2 MiB is kept over a sleep", async () => {
            const handle = target.notebook("large state");
            const data = new Uint8Array(2 * mebi).map((_, index) => (index * 7919) % 251);
            await handle.keep("large", data);
            await putToSleep(target.endpoint, await handle.resolve());
            assert.deepEqual(digested(await handle.kept("large")), digested(data));
        });

        test("each key has its own state, whatever is in it", async () => {
            const keys = [["a/b"], ["a", "b"], ["a\\b"], [""], ["a", ""], ["ключ"], ["a%2Fb"]];
            await Promise.all(keys.map((key) => target.notebook("keys", ...key).write(JSON.stringify(key))));
            const states = await Promise.all(keys.map((key) => target.notebook("keys", ...key).read()));
            assert.deepEqual(
                states.map(({ lines }) => lines),
                keys.map((key) => [JSON.stringify(key)]),
            );
        });

        test("one actor calls another", async () => {
            assert.equal(await target.notebook("caller").writeTo(["called"], "from next door"), 1);
            assert.deepEqual((await target.notebook("called").read()).lines, ["from next door"]);
        });
    });
}

export function input(target) {
    describe("input", () => {
        test("goes with getOrCreate, and only who creates is heard", async () => {
            const notebook = (title) =>
                target.client().notebook.getOrCreate(["created"], { createWithInput: { title } });
            assert.equal((await notebook("first").read()).title, "first");
            assert.equal((await notebook("second").read()).title, "first");
        });

        test("that is large arrives whole, and is there in the next life", async () => {
            const attachment = new Uint8Array(700_000).map((_, index) => (index * 31) % 253);
            const made = await target.client().notebook.create(["large input"], { input: { attachment } });
            assert.deepEqual((await made.read()).attachment, digested(attachment));
            await putToSleep(target.endpoint, await made.resolve());
            assert.deepEqual((await made.read()).attachment, digested(attachment));
        });

        test("over 1 MiB is refused", { skip: !isReal && "Rove takes as much as for runners" }, async () => {
            const input = { attachment: new Uint8Array(1_050_000) };
            const error = { group: "actor", code: "input_too_large", metadata: { max_size: 1_048_576 } };
            await assert.rejects(target.client().notebook.create(["too large"], { input }), error);
        });
    });
}
