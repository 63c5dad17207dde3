// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How actors fall asleep, wake, and end.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listen, withConnection } from "../support/connections.mjs";
import { notOnRivet } from "../support/engine.mjs";
import { actorRecord, call, isAsleep, putToSleep, untilAsleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

const notFound = { group: "actor", code: "not_found" };

export function sleeping(target) {
    const asleep = (id) => untilAsleep(target.endpoint, id);

    describe("sleep", () => {
        test("comes by itself when there is nothing to do, and ends with a request", async () => {
            const handle = target.client().napper.getOrCreate(["by itself"]);
            assert.equal((await handle.read()).wakes, 1);
            const id = await handle.resolve();
            await asleep(id);
            assert.equal((await handle.read()).wakes, 2);
            assert.equal((await actorRecord(target.endpoint, id)).destroy_ts, null);
        });

        test("does not come while there is something to do", async () => {
            const handle = target.client().napper.getOrCreate(["busy"]);
            const [before, after] = await handle.work(2500);
            assert.equal(after, before);
        });

        const misses = notOnRivet("it answers envoy.actor_not_found to who comes as an actor falls asleep");
        test("ends with an alarm as well, again and again", misses, async () => {
            const handle = target.client().napper.getOrCreate(["alarms"]);
            const id = await handle.resolve();
            let rings = 0;
            async function ringsInItsSleep() {
                const due = Date.now() + 2000;
                await handle.ringLater(2000);
                rings += 1;
                await asleep(id);
                const { sleep_ts: slept } = await actorRecord(target.endpoint, id);
                if (Date.now() >= due) return false; // On a busy machine it may have rung before.
                // Half a second later it may sleep again.
                await until("it was awake again", async () => {
                    const record = await actorRecord(target.endpoint, id);
                    return record.connectable_ts !== null || record.sleep_ts !== slept;
                });
                return true;
            }
            for (let time = 1; time <= 3; time++) await until(`it rang, time ${time}`, ringsInItsSleep);
            await asleep(id);
            const state = await handle.read();
            assert.equal(state.rings, rings);
            assert.ok(state.wakes > 4);
        });

        test("that an actor asks for itself keeps what it promised to wait for", async () => {
            const handle = target.notebook("promised");
            const id = await handle.resolve();
            await handle.writeLast("the last word", 300);
            await asleep(id);
            assert.deepEqual((await handle.read()).lines, ["the last word"]);
        });

        test("of many actors at once loses nothing", async () => {
            const keys = Array.from({ length: 20 }, (_, index) => `dozing ${index}`);
            await Promise.all(
                keys.map(async (key) => {
                    const handle = target.notebook(key);
                    await handle.write(key);
                    await putToSleep(target.endpoint, await handle.resolve());
                    await handle.write("awake");
                }),
            );
            for (const key of keys)
                assert.deepEqual((await target.notebook(key).read()).lines, [key, "awake"]);
        });
    });
}

export function hibernating(target) {
    const asleep = (id) => untilAsleep(target.endpoint, id);
    const untouched = { opens: 1, closes: 0, errors: [] };
    const numbered = (count, from = 0) => Array.from({ length: count }, (_, index) => String(from + index));

    describe("sleep under an open connection", () => {
        test("keeps it, with its subscriptions, and what comes later in order", async () => {
            const handle = target.notebook("hibernating");
            await withConnection(handle, async (connection, story) => {
                const seen = listen(connection, "written");
                const { id } = await connection.who();
                for (const line of numbered(10)) await connection.write(line);
                await connection.doze();
                await asleep(await handle.resolve());
                for (const line of numbered(20, 10)) await connection.write(line);
                await until("all events arrived", () => seen.length === 30);
                assert.deepEqual(seen.flat(), numbered(30));
                assert.deepEqual((await connection.read()).lines, numbered(30));
                assert.equal((await connection.who()).id, id);
                assert.deepEqual(story, untouched);
            });
        });

        test("keeps it although it goes on for ever, one after the other", async () => {
            const handle = target.notebook("hibernating often");
            await withConnection(handle, async (connection, story) => {
                for (let sleep = 0; sleep < 5; sleep++) {
                    await connection.write(`before ${sleep}`);
                    await connection.doze();
                    await asleep(await handle.resolve());
                }
                const { lines, wakes } = await connection.read();
                assert.deepEqual({ count: lines.length, wakes }, { count: 5, wakes: 6 });
                assert.deepEqual(story, untouched);
            });
        });

        test("lets events of others through once the actor is awake again", async () => {
            const handle = target.notebook("hibernating listener");
            await withConnection(handle, async (connection, story) => {
                const seen = listen(connection, "written");
                await connection.length();
                await putToSleep(target.endpoint, await handle.resolve());
                for (const line of numbered(10)) await handle.write(line);
                await until("all events arrived", () => seen.length === 10);
                assert.deepEqual(seen.flat(), numbered(10));
                assert.deepEqual(story, untouched);
            });
        });

        test("keeps what is said while the actor still stops", async () => {
            const handle = target.notebook("stopping slowly");
            await withConnection(handle, async (connection, story) => {
                await connection.write("before");
                await connection.dozeSlowly(600);
                for (const line of numbered(10)) await connection.write(line);
                const { lines, wakes } = await connection.read();
                assert.deepEqual(lines, ["before", ...numbered(10)]);
                assert.equal(wakes, 2);
                assert.deepEqual(story, untouched);
            });
        });

        test("hears of a client that leaves meanwhile", async () => {
            const handle = target
                .client()
                .notebook.getOrCreate(["left asleep"], { params: { reader: "ada" } });
            const quiet = target.notebook("left asleep");
            await withConnection(handle, async (connection) => {
                await connection.who();
                await putToSleep(target.endpoint, await quiet.resolve());
            });
            await until("she had left", async () => (await quiet.read()).visits.at(-1) === "ada left");
            assert.deepEqual((await quiet.read()).visits, ["ada came", "ada left"]);
        });

        const drops = notOnRivet("it was seen to answer actor.dropped_reply while the actor still stops");
        test("twenty actions at once while it falls asleep are each answered once", drops, async () => {
            const handle = target.notebook("asleep at once");
            await withConnection(handle, async (connection, story) => {
                await connection.write("before");
                await putToSleep(target.endpoint, await handle.resolve());
                const counts = await Promise.all(numbered(20).map((line) => connection.write(line)));
                assert.deepEqual(
                    counts.sort((a, b) => a - b),
                    Array.from({ length: 20 }, (_, i) => i + 2),
                );
                assert.deepEqual(story, untouched);
            });
        });
    });
}

export function destruction(target) {
    const destroyed = (id) =>
        until(`actor ${id} was destroyed`, async () => (await actorRecord(target.endpoint, id)).destroy_ts);

    describe("the end of an actor", () => {
        test("that it wishes itself takes its state and frees its key", async () => {
            const handle = () => target.notebook("closed");
            await handle().write("gone");
            const id = await handle().resolve();
            await handle().close("witness of the end");
            await destroyed(id);
            await assert.rejects(target.client().notebook.getForId(id).read(), notFound);
            assert.deepEqual((await handle().read()).lines, []);
            assert.notEqual(await handle().resolve(), id);
            const { lines } = await target.notebook("witness of the end").read();
            assert.deepEqual(lines, ["the end of gone"]);
        });

        test("that the API wishes is its end although it sleeps", async () => {
            const handle = target.notebook("deleted asleep");
            await handle.write("gone");
            const id = await handle.resolve();
            await putToSleep(target.endpoint, id);
            const answer = await call(target.endpoint, "DELETE", `/actors/${id}?namespace=default`);
            assert.deepEqual([answer.status, answer.body], [200, {}]);
            await destroyed(id);
            assert.deepEqual((await target.notebook("deleted asleep").read()).lines, []);
        });

        test("ends its connections, and who connects by key meets the next actor", async () => {
            await withConnection(target.notebook("connected"), async (connection, story) => {
                await connection.write("gone");
                const id = await target.notebook("connected").resolve();
                await call(target.endpoint, "DELETE", `/actors/${id}?namespace=default`);
                await until("it was told", () => story.closes > 0);
                await until("it was open again", () => story.opens === 2);
                assert.deepEqual((await connection.read()).lines, []);
            });
        });

        test("cancels what it had put off", async () => {
            const handle = target.notebook("cancelled");
            await handle.writeTo(["unaffected"], "before");
            await handle.writeLater(400, "never");
            const id = await handle.resolve();
            await handle.close();
            await destroyed(id);
            assert.equal(await isAsleep(target.endpoint, id), false);
            await assert.rejects(target.client().notebook.getForId(id).length(), notFound);
            assert.deepEqual((await target.notebook("cancelled").read()).lines, []);
        });
    });
}
