// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `rove-engine` has acknowledged is there again after `kill -9`: durability.mjs filesystem|rocksdb
// ROVE_KILL_ROUNDS says how often the engine is killed under load.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { actorRecord, call, inspect, isAsleep, putToSleep, runningActorCount } from "./support/manager.mjs";
import { temporaryFolder, until } from "./support/process.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

// The counter's, as protocol/base/limits.h has it. A write in progress at its end may take as long again.
const saveInterval = 1_000;

const store = process.argv[2];
const killRounds = Number(process.env.ROVE_KILL_ROUNDS ?? 5);

/** An engine on a folder of its own, that can be killed and started again on what is left. */
class CrashingEngine {
    #data = temporaryFolder();

    async start() {
        const { program, endpoint } = await startRoveEngine({ store, data: this.#data });
        this.program = program;
        this.endpoint = endpoint;
    }

    async crash() {
        await this.program.stop("SIGKILL");
        await this.start();
    }

    counter(...key) {
        return createClient({ endpoint: this.endpoint }).counter.getOrCreate(key);
    }
}

describe(`rove-engine on ${store}, after kill -9`, { timeout: 60_000 + killRounds * 5_000 }, () => {
    let engine;
    beforeEach(async () => {
        engine = new CrashingEngine();
        await engine.start();
    });
    afterEach(() => engine.program.stop());

    test("an actor that was created exists under its id", async () => {
        const body = { name: "counter", key: "made", runner_name_selector: "default", crash_policy: "sleep" };
        const made = await call(engine.endpoint, "PUT", "/actors?namespace=default", body);
        await engine.crash();
        assert.equal((await actorRecord(engine.endpoint, made.body.actor.actor_id)).key, "made");
        assert.equal(await engine.counter("made").resolve(), made.body.actor.actor_id);
    });

    test("state that the inspector's PATCH acknowledged is there", async () => {
        const id = await engine.counter("patched").resolve();
        await engine.counter("patched").getCount();
        for (const count of [41, 42, 43]) {
            const answer = await inspect(engine.endpoint, id, "PATCH", "/state", { state: { count } });
            assert.deepEqual(answer.body, { ok: true });
            await engine.crash();
            assert.equal(await engine.counter("patched").getCount(), count);
        }
    });

    test("messages of a queue are there, also one that was being worked on, and schedules", async () => {
        const client = () => createClient({ endpoint: engine.endpoint });
        const postbox = () => client().postbox.getOrCreate(["crash"]);
        const diary = () => client().diary.getOrCreate(["crash"]);
        for (const letter of ["a", "b", "c"]) await postbox().send("mail", letter);
        assert.deepEqual(await postbox().take(["mail"]), { name: "mail", body: "a" });
        await postbox().send("job", { name: "interrupted", milliseconds: 1_000 });
        await diary().writeWhen("yearly", "30 4 1 1 *", "happy new year");
        const diaryId = await diary().resolve();
        const before = await until("the new diary was saved", () => savedAt(diaryId), 5_000);
        const id = await diary().writeLater(3_600_000, "much later");
        await until("the schedule was saved", async () => (await savedAt(diaryId)) > before, 5_000);
        await engine.crash();
        assert.deepEqual(await postbox().takeAll(["mail"], 5), ["b", "c"]);
        assert.deepEqual(
            (await diary().repeating()).map(({ name }) => name),
            ["yearly"],
        );
        assert.equal((await diary().scheduled())[0].id, id);
        await until("the job was done", async () => (await postbox().done()).includes("interrupted"));
        await engine.crash();
        assert.deepEqual(await postbox().takeAll(["mail", "job"], 5), []);
    });

    test("state that an action changed is there once the actor's save interval has passed", async () => {
        const counter = engine.counter("saved");
        const id = await counter.resolve();
        await counter.getCount();
        const before = await until("the new actor was saved", () => savedAt(id), 5_000);
        assert.equal(await counter.increment(7), 7);
        await until("the change was saved", async () => (await savedAt(id)) > before, 5_000);
        await engine.crash();
        assert.equal(await engine.counter("saved").getCount(), 7);
    });

    test("the state of an actor that went to sleep is there, and it still sleeps", async () => {
        const counter = engine.counter("asleep");
        await counter.increment(8);
        const id = await counter.resolve();
        const running = await runningActorCount(engine.endpoint);
        await putToSleep(engine.endpoint, id);
        await until("it had saved and stopped", async () =>
            (await runningActorCount(engine.endpoint)) < running, 5_000);
        await engine.crash();
        assert.equal(await isAsleep(engine.endpoint, id), true);
        assert.equal(await engine.counter("asleep").getCount(), 8);
    });

    test("a namespace that was created exists", async () => {
        const body = { name: "second", display_name: "Second" };
        const made = await call(engine.endpoint, "POST", "/namespaces", body);
        await engine.crash();
        const { namespaces } = (await call(engine.endpoint, "GET", "/namespaces?name=second")).body;
        assert.deepEqual(namespaces, [made.body.namespace]);
    });

    test("a destroyed actor stays destroyed, and its key stays free", async () => {
        const id = await engine.counter("gone").resolve();
        await call(engine.endpoint, "DELETE", `/actors/${id}?namespace=default`);
        await engine.crash();
        assert.notEqual((await actorRecord(engine.endpoint, id)).destroy_ts, null);
        assert.notEqual(await engine.counter("gone").resolve(), id);
    });

    test("a busy actor loses no more than what its save interval allows", async () => {
        const counter = engine.counter("busy");
        const acknowledged = [];
        for (const end = Date.now() + 3 * saveInterval; Date.now() < end;)
            acknowledged.push({ count: await counter.increment(1), time: Date.now() });
        const last = acknowledged.at(-1);
        const safe = acknowledged.findLast(({ time }) => time < last.time - 2 * saveInterval);
        await engine.crash();
        const left = await engine.counter("busy").getCount();
        assert.ok(
            left >= safe.count && left <= last.count,
            `${left} left, of ${safe.count} to ${last.count}`,
        );
    });

    test(`nothing acknowledged is missing after ${killRounds} kills under load`, async () => {
        const acknowledged = new Map();
        const destroyed = new Set();
        for (let round = 0; round < killRounds; ++round) {
            const load = loadUntilItBreaks(engine.endpoint, round, acknowledged, destroyed);
            const wanted = acknowledged.size + 20 + Math.floor(Math.random() * 100);
            await until("the engine has work", () => acknowledged.size >= wanted, 20_000);
            await engine.crash();
            await load;
            await assertAllThere(engine.endpoint, acknowledged, destroyed);
        }
    });

    /** Eight clients create actors, and destroy every fifth, until their engine is gone. */
    async function loadUntilItBreaks(endpoint, round, acknowledged, destroyed) {
        const client = async (number) => {
            for (let count = 0; ; ++count) {
                const key = `${round}-${number}-${count}`;
                const body = { name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" };
                const made = await call(endpoint, "PUT", "/actors?namespace=default", body);
                const id = made.body.actor.actor_id;
                acknowledged.set(key, id);
                if (count % 5 === 4) {
                    await call(endpoint, "DELETE", `/actors/${id}?namespace=default`);
                    destroyed.add(key);
                }
            }
        };
        await Promise.allSettled(Array.from({ length: 8 }, (_, number) => client(number)));
    }

    async function assertAllThere(endpoint, acknowledged, destroyed) {
        const ids = [...acknowledged.values()];
        const records = new Map();
        for (let first = 0; first < ids.length; first += 32) {
            const wanted = ids.slice(first, first + 32).map((id) => `actor_id=${id}`).join("&");
            const { actors } = (await call(endpoint, "GET", `/actors?namespace=default&${wanted}`)).body;
            for (const actor of actors)
                records.set(actor.actor_id, actor);
        }
        for (const [key, id] of acknowledged) {
            assert.equal(records.get(id)?.key, key, `the actor ${key} is missing`);
            if (destroyed.has(key))
                assert.notEqual(records.get(id).destroy_ts, null, `the actor ${key} was destroyed`);
        }
    }

    /** When the actor's record in its storage was last written; undefined before the first time. */
    async function savedAt(id) {
        const record = await call(engine.endpoint, "GET", `/actors/${id}/kv/keys/AQ%3D%3D?namespace=default`);
        return record.body.update_ts;
    }
});
