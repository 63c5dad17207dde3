// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The metrics of rove-engine, as Prometheus reads them.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { call, putToSleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

describe("metrics", { timeout: 60_000 }, () => {
    let engine;
    let address;
    before(async () => {
        engine = await startRoveEngine({ words: ["--metrics-port", "0"] });
        [, address] = await engine.program.waitForOutput(/^metrics on (\S+)$/m);
    });
    after(() => engine.program.stop());

    /** All samples, by name and labels. */
    async function samples() {
        const answer = await fetch(address);
        assert.match(answer.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
        const lines = (await answer.text()).trimEnd().split("\n");
        const values = lines.filter((line) => !line.startsWith("#"));
        return Object.fromEntries(
            values.map((line) => {
                const [, name, value] = /^(rove_\w+(?:\{[^}]*\})?) ([\d.e+-]+)$/.exec(line);
                return [name, Number(value)];
            }),
        );
    }

    test("follow requests, actors and sockets", async () => {
        const counter = createClient({ endpoint: engine.endpoint }).counter.getOrCreate(["measured"]);
        const before = await samples();
        await counter.increment(1);
        await counter.increment(1);
        assert.equal((await call(engine.endpoint, "GET", "/actors")).status, 400);
        const connection = counter.connect();
        await connection.getCount();
        const during = await samples();
        const ok = 'rove_http_requests_total{route="gateway",status="200"}';
        assert.equal(during[ok] - (before[ok] ?? 0), 2);
        assert.equal(during['rove_http_requests_total{route="actors",status="400"}'], 1);
        assert.equal(during['rove_actors{state="running"}'], 1);
        assert.equal(during['rove_sockets{state="open"}'], 1);
        const host = 'namespace="default",kind="envoy",pool="default",version="0"';
        assert.equal(during[`rove_hosts{${host}}`], 1);
        assert.ok(during['rove_tunnel_messages_total{direction="to_host"}'] >= 4);
        assert.ok(during['rove_tunnel_bytes_total{direction="from_host"}'] > 0);
        assert.equal(during["rove_actor_starts_total"], 1);
        const written = during["rove_store_write_seconds_count"];
        assert.ok(written > 0);
        assert.equal(during['rove_store_write_seconds_bucket{le="+Inf"}'], written);

        await putToSleep(engine.endpoint, await counter.resolve());
        await until("both sleep", async () => {
            const asleep = await samples();
            const count = asleep['rove_sockets{state="hibernating"}'];
            return count === 1 && asleep['rove_actors{state="running"}'] === 0;
        });
        await connection.dispose();
    });

    test("are on their own port only, and nothing else is there", async () => {
        assert.equal((await call(engine.endpoint, "GET", "/metrics")).status, 404);
        const { origin } = new URL(address);
        assert.equal((await fetch(`${origin}/actors`)).status, 404);
        assert.equal((await fetch(address, { method: "POST" })).status, 405);
        assert.equal((await fetch(address, { method: "HEAD" })).status, 200);
    });
});
