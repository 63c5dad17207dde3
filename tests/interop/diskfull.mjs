// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `rove-engine` does when its disk is full, and when it may not write: diskfull.mjs filesystem|rocksdb

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { actorRecord, call } from "./support/manager.mjs";
import { temporaryFolder, until } from "./support/process.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";
import {
    launchEngineWithoutRights, setRights, setRoom, startEngineWithLimit,
} from "./support/unwritable.mjs";

const store = process.argv[2];

function create(endpoint, key) {
    const body = { name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" };
    return call(endpoint, "PUT", "/actors?namespace=default", body);
}

async function createAll(endpoint, keys) {
    const ids = new Map();
    for (const key of keys) ids.set(key, (await create(endpoint, key)).body.actor.actor_id);
    return ids;
}

async function assertAllThere(endpoint, ids) {
    for (const [key, id] of ids) assert.equal((await actorRecord(endpoint, id)).key, key);
}

describe(`rove-engine on ${store}, where it cannot write`, { timeout: 120_000 }, () => {
    const keys = Array.from({ length: 20 }, (_, index) => `actor-${index}`);
    let data;
    beforeEach(() => {
        data = temporaryFolder();
    });

    test("a full disk is said, reads go on, and what waits is done when there is room", async () => {
        const { program, endpoint } = await startEngineWithLimit(store, data);
        const ids = await createAll(endpoint, keys);
        const path = `/gateway/${ids.get(keys[0])}/health`;
        assert.equal((await call(endpoint, "GET", path)).status, 200);

        setRoom(program, false);
        let answer;
        const creation = create(endpoint, "meanwhile").then((made) => (answer = made));
        await program.waitForOutput(/The store refused a write/, 20_000);
        assert.equal(answer, undefined, "what is not durable was acknowledged");
        await assertAllThere(endpoint, ids);
        assert.equal((await call(endpoint, "GET", path)).status, 200);
        assert.equal((await call(endpoint, "GET", "/health")).status, 200);

        setRoom(program, true);
        await creation;
        assert.equal(answer.status, 200);
        ids.set("meanwhile", answer.body.actor.actor_id);
        await program.stop("SIGKILL");
        const again = await startRoveEngine({ store, data });
        await assertAllThere(again.endpoint, ids);
        await again.program.stop();
    });

    test("an engine that is killed while its disk is full finds all that it had acknowledged", async () => {
        const { program, endpoint } = await startEngineWithLimit(store, data);
        const ids = await createAll(endpoint, keys);
        setRoom(program, false);
        create(endpoint, "lost").catch(() => {});
        await program.waitForOutput(/The store refused a write/, 20_000);
        await program.stop("SIGKILL");

        const again = await startRoveEngine({ store, data });
        await assertAllThere(again.endpoint, ids);
        assert.equal((await create(again.endpoint, "after")).status, 200);
        await again.program.stop();
    });

    test("a folder that may not be written ends the start with one clear line", async () => {
        const first = await startRoveEngine({ store, data });
        const ids = await createAll(first.endpoint, keys);
        await first.program.stop();

        const refused = launchEngineWithoutRights(store, data);
        await until("the engine gave up", () => refused.outcome, 20_000);
        assert.notEqual(refused.outcome.code, 0);
        assert.ok(refused.output.includes(data), refused.output);
        assert.equal(refused.output.trim().split("\n").length, 1, refused.output);

        setRights(data, { folder: 0o755, file: 0o644 });
        const again = await startRoveEngine({ store, data });
        await assertAllThere(again.endpoint, ids);
        await again.program.stop();
    });
});
