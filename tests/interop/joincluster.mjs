// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// C++ actors in a cluster of real engines: a process of Rove in each of two datacenters, and the npm client
// at either of them.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { startJoined } from "./support/joined.mjs";
import { actorRecord, call, putPoolIn, putToSleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startRealCluster } from "./support/realengine.mjs";

const names = ["east", "west"];
const pool = "default";

describe("C++ actors in two datacenters", { timeout: 240_000 }, () => {
    let engines;
    let hosts;
    before(async () => {
        engines = await startRealCluster(names);
        const everywhere = Object.fromEntries(names.map((name) => [name, { normal: {} }]));
        await putPoolIn(engines[0].endpoint, pool, everywhere);
        hosts = await Promise.all(engines.map((engine) => startJoined(engine.endpoint)));
    });
    after(async () => {
        for (const { program } of [...(hosts ?? []), ...(engines ?? [])]) await program.stop("SIGKILL");
    });

    const clientAt = (index) => createClient({ endpoint: engines[index].endpoint, encoding: "bare" });

    /** Makes a counter in a datacenter, asked at the engine `at`; gives its ID. */
    async function createCounter(at, datacenter, key) {
        const body = { name: "counter", key, datacenter, runner_name_selector: pool, crash_policy: "sleep" };
        const made = await call(engines[at].endpoint, "POST", "/actors?namespace=default", body);
        assert.equal(made.status, 200, JSON.stringify(made.body));
        return made.body.actor.actor_id;
    }

    test("each process is an envoy of its datacenter, and either engine lists both", async () => {
        for (const { endpoint } of engines) {
            const listed = await until("both envoys were listed", async () => {
                const answer = await call(endpoint, "GET", "/envoys?namespace=default");
                return answer.body.envoys.length === names.length && answer.body.envoys;
            });
            const found = Object.fromEntries(listed.map((envoy) => [envoy.datacenter, envoy.envoy_key]));
            names.forEach((name, index) => assert.equal(found[name], hosts[index].envoyKey, name));
        }
    });

    test("an actor lives where it was asked for, and both engines lead to it", async () => {
        for (const [index, name] of names.entries()) {
            const id = await createCounter(1 - index, name, `at ${name}`);
            const record = await actorRecord(engines[index].endpoint, id);
            assert.equal(record.datacenter, name);
            assert.equal(await clientAt(0).counter.getForId(id).increment(1), 1);
            assert.equal(await clientAt(1).counter.getForId(id).increment(1), 2);
        }
    });

    test("a key names one actor, whichever engine is asked", async () => {
        const handles = names.map((_, index) => clientAt(index).counter.getOrCreate(["shared"]));
        const counts = [await handles[0].increment(1), await handles[1].increment(1)];
        assert.deepEqual(counts, [1, 2]);
        assert.equal(await handles[0].resolve(), await handles[1].resolve());
    });

    test("a connection through the other datacenter outlives the actor's sleep", async () => {
        const id = await createCounter(0, "west", "far");
        const connection = clientAt(0).counter.getForId(id).connect();
        try {
            const seen = [];
            connection.on("newCount", (count) => seen.push(count));
            assert.equal(await connection.increment(1), 1);
            await putToSleep(engines[1].endpoint, id);
            assert.equal(await connection.increment(1), 2);
            await until("both events arrived", () => seen.length === 2);
            assert.deepEqual(seen, [1, 2]);
        } finally {
            await connection.dispose();
        }
    });

    test("a datacenter that ends takes nothing from the other", async () => {
        const id = await createCounter(0, "east", "stays");
        assert.equal(await clientAt(0).counter.getForId(id).increment(3), 3);
        await hosts[1].program.stop("SIGTERM");
        await engines[1].program.stop("SIGKILL");
        assert.equal(await clientAt(0).counter.getForId(id).increment(1), 4);
        // Without a key: of two datacenters both have to agree on one.
        const fresh = await createCounter(0, "east");
        assert.equal(await clientAt(0).counter.getForId(fresh).increment(1), 1);
    });
});
