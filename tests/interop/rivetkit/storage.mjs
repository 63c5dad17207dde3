// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What actors keep elsewhere than in their state: keys and values, a database, queues.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isCpp } from "../support/engine.mjs";
import { putToSleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

const sleepOf = async (target, handle) => putToSleep(target.endpoint, await handle.resolve());

export function keyValues(target) {
    const cabinet = (key) => target.client().cabinet.getOrCreate([key]);

    describe("keys and values", () => {
        test("are put, read, replaced and removed, and kept over a sleep", async () => {
            const handle = cabinet("one by one");
            assert.equal(await handle.get("a"), null);
            await handle.put("a", "1");
            await handle.put("b", "2");
            await handle.put("a", "Grüße \u{1F980}");
            await handle.remove("b");
            await handle.remove("never there");
            await sleepOf(target, handle);
            assert.equal(await handle.get("a"), "Grüße \u{1F980}");
            assert.equal(await handle.get("b"), null);
        });

        test("may be any bytes, also none", async () => {
            const handle = cabinet("bytes");
            const key = [0, 255, 1, 0];
            await handle.putBytes(key, [0, 1, 2, 255]);
            await handle.putBytes([7], []);
            assert.deepEqual([...(await handle.getBytes(key))], [0, 1, 2, 255]);
            assert.deepEqual([...(await handle.getBytes([7]))], []);
            assert.equal(await handle.getBytes([0, 255, 1]), null);
        });

        test("are listed by prefix and range, from both ends, up to a limit", async () => {
            const handle = cabinet("lists");
            for (const key of ["b 2", "a 1", "b 10", "c", "b 1"]) await handle.put(key, key.toUpperCase());
            const keysOf = (entries) => entries.map(([key]) => key);
            assert.deepEqual(await handle.list("b "), [
                ["b 1", "B 1"],
                ["b 10", "B 10"],
                ["b 2", "B 2"],
            ]);
            assert.deepEqual(keysOf(await handle.list("b ", { reverse: true })), ["b 2", "b 10", "b 1"]);
            assert.deepEqual(keysOf(await handle.list("b ", { limit: 2 })), ["b 1", "b 10"]);
            assert.deepEqual(keysOf(await handle.list("")), ["a 1", "b 1", "b 10", "b 2", "c"]);
            assert.deepEqual(keysOf(await handle.listRange("a 1", "b 2")), ["a 1", "b 1", "b 10"]);
            await handle.removeRange("b", "b 2");
            assert.deepEqual(keysOf(await handle.list("")), ["a 1", "b 2", "c"]);
        });

        test("are put, read and removed many at a time", async () => {
            const handle = cabinet("batches");
            const entries = Array.from({ length: 100 }, (_, index) => [`key ${index}`, `value ${index}`]);
            await handle.putAll(entries);
            const keys = entries.map(([key]) => key);
            assert.deepEqual(await handle.getAll([...keys, "nothing"]), [
                ...entries.map(([, value]) => value),
                null,
            ]);
            await handle.removeAll(keys.slice(1));
            assert.deepEqual(await handle.getAll(keys.slice(0, 3)), ["value 0", null, null]);
        });

        test("of the greatest size are kept, and greater ones refused", async () => {
            const handle = cabinet("limits");
            // Rove's runtime keeps them in the engine's store, under a key that is one byte longer.
            const key = "k".repeat(isCpp ? 2045 : 2046);
            const value = "v".repeat(128 * 1024);
            await handle.put(key, value);
            await sleepOf(target, handle);
            assert.equal(await handle.get(key), value);
            await assert.rejects(handle.put("too long a value", `${value}v`));
            await assert.rejects(handle.put(`${key}kkk`, "too long a key"));
            assert.equal(await handle.get("too long a value"), null);
        });

        test("of a batch are put all or none", async () => {
            const handle = cabinet("large batches");
            await handle.putMany(1000, 700);
            assert.equal((await handle.getAll(["many 00000", "many 00999"])).join("").length, 2 * 700);
            const tooLong = "v".repeat(128 * 1024 + 1);
            await assert.rejects(
                handle.putAll([
                    ["all or none", "1"],
                    ["too long", tooLong],
                ]),
            );
            assert.deepEqual(await handle.getAll(["all or none", "too long"]), [null, null]);
        });
    });
}

export function databases(target) {
    const ledger = (key) => target.client().ledger.getOrCreate([key]);
    const notes = async (handle) =>
        (await handle.execute("select note from entry order by id")).map(({ note }) => note);

    describe("the database", () => {
        test("keeps rows of every type over a sleep", async () => {
            const handle = ledger("types");
            const insert = "insert into entry (note, amount) values (?, ?)";
            const amounts = [null, 1, -1.5, "text ä", 2 ** 40, new Uint8Array([0, 1, 255])];
            for (const amount of amounts) await handle.execute(insert, "entry", amount);
            await sleepOf(target, handle);
            const rows = await handle.execute("select amount from entry order by id");
            // What rivetkit gives an actor as bytes has become a list on its way to the client.
            assert.deepEqual(
                rows.map(({ amount }) => amount),
                [...amounts.slice(0, -1), isCpp ? amounts.at(-1) : [0, 1, 255]],
            );
        });

        test("takes a transaction as a whole or not at all", async () => {
            const handle = ledger("transactions");
            await handle.book(["one", "two"]);
            await assert.rejects(handle.book(["three", "four"], true));
            await handle.book(["five"]);
            await sleepOf(target, handle);
            assert.deepEqual(await notes(handle), ["one", "two", "five"]);
        });

        test("holds transactions of several MiB", async () => {
            const handle = ledger("large");
            await handle.fill(4000);
            const sums = "select count(*) as count, sum(length(amount)) as bytes from entry";
            assert.deepEqual(await handle.execute(sums), [{ count: 4000, bytes: 4000 * 1024 }]);
            const digest = "select group_concat(hex(substr(amount, 1, 4)), '') as digest from entry";
            const before = await handle.execute(digest);
            await sleepOf(target, handle);
            assert.deepEqual(await handle.execute(sums), [{ count: 4000, bytes: 4000 * 1024 }]);
            assert.deepEqual(await handle.execute(digest), before);
            await handle.execute("delete from entry where id > 10");
            await handle.execute("vacuum");
            await sleepOf(target, handle);
            assert.equal((await notes(handle)).length, 10);
        });

        test("serves many statements at once", async () => {
            const handle = ledger("at once");
            const insert = "insert into entry (note) values (?) returning id";
            const rows = await Promise.all(
                Array.from({ length: 40 }, (_, index) => handle.execute(insert, `note ${index}`)),
            );
            assert.equal(new Set(rows.map(([{ id }]) => id)).size, 40);
            await sleepOf(target, handle);
            assert.equal((await notes(handle)).length, 40);
        });

        test("refuses a wrong statement and goes on", async () => {
            const handle = ledger("errors");
            await assert.rejects(handle.execute("insert into nowhere values (1)"));
            await handle.execute("insert into entry (id, note) values (1, 'one')");
            await assert.rejects(handle.execute("insert into entry (id, note) values (1, 'again')"));
            assert.deepEqual(await notes(handle), ["one"]);
        });

        test("is each actor's own", async () => {
            await ledger("mine").book(["mine"]);
            await ledger("yours").book(["yours"]);
            assert.deepEqual(
                [await notes(ledger("mine")), await notes(ledger("yours"))],
                [["mine"], ["yours"]],
            );
        });
    });
}

export function queues(target) {
    const mailbox = (key) => target.client().mailbox.getOrCreate([key]);

    describe("queues", () => {
        test("give what was sent in order, by name, over a sleep", async () => {
            const handle = mailbox("order");
            for (const number of [1, 2, 3]) await handle.send("mail", { number });
            await handle.send("parcel", "heavy");
            await sleepOf(target, handle);
            assert.deepEqual(await handle.take(["parcel"]), { name: "parcel", body: "heavy" });
            assert.deepEqual(await handle.take(["mail", "parcel"]), { name: "mail", body: { number: 1 } });
            assert.deepEqual(await handle.takeAll(["mail"], 5), [{ number: 2 }, { number: 3 }]);
            assert.equal(await handle.takeNow(["mail"]), undefined);
        });

        test("let the actor wait for what is still to come", async () => {
            const handle = mailbox("waiting");
            assert.equal(await handle.take(["mail"], 50), undefined);
            const taking = handle.take(["mail"], 15_000);
            await handle.send("mail", "at last");
            assert.deepEqual(await taking, { name: "mail", body: "at last" });
        });

        test("take what actors and connections send", async () => {
            const handle = mailbox("senders");
            const connection = handle.connect();
            try {
                // The client hangs if it is disposed of while it connects.
                await connection.ready;
                await connection.send("mail", "over a connection");
            } finally {
                await connection.dispose();
            }
            assert.deepEqual(await handle.take(["mail"]), { name: "mail", body: "over a connection" });
        });

        test("tell the sender when its message is done, or that it takes too long", async () => {
            const handle = mailbox("answers");
            assert.deepEqual(await handle.send("job", { name: "quick" }, { wait: true, timeout: 10_000 }), {
                status: "completed",
                response: { finished: "quick" },
            });
            const slow = { name: "slow", milliseconds: 1500 };
            const late = await handle.send("job", slow, { wait: true, timeout: 300 });
            assert.equal(late.status, "timedOut");
            await until("it was done in the end", async () => (await handle.done()).length === 2);
            assert.deepEqual(await handle.done(), ["quick", "slow"]);
        });

        test("work off what many send at once, each once", async () => {
            const handle = mailbox("many");
            const names = Array.from({ length: 15 }, (_, index) => `job ${index}`);
            await Promise.all(names.map((name) => handle.send("job", { name })));
            await until("all were done", async () => (await handle.done()).length >= names.length);
            assert.deepEqual((await handle.done()).sort(), names.slice().sort());
        });

        test("refuse a message that is too large, and one too many", async () => {
            const handle = mailbox("limits");
            await assert.rejects(handle.send("mail", "x".repeat(70_000)));
            for (let number = 0; number < 20; number++) await handle.send("mail", number);
            await assert.rejects(handle.send("mail", 20));
            assert.deepEqual(await handle.take(["mail"]), { name: "mail", body: 0 });
            await handle.send("mail", 21);
        });
    });
}
