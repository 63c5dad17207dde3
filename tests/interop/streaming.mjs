// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bodies in pieces between clients and a real rivetkit server: `node streaming.mjs rove` on Rove's engine,
// `… rivet` on the real one, whose gateway streams as Rove's does.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { startRawTarget } from "./support/rawtarget.mjs";
import { until } from "./support/process.mjs";

const mebi = 1024 * 1024;

describe("bodies through the tunnel", { timeout: 150_000 }, () => {
    let target;
    let url;
    let handle;
    before(async () => {
        target = await startRawTarget();
        handle = createClient({ endpoint: target.endpoint, encoding: "json" }).raw.getOrCreate(["main"]);
        url = `${target.endpoint}/gateway/${await handle.resolve()}/request`;
    });
    after(() => target.stop());

    test("a short body and its answer", async () => {
        const answer = await fetch(`${url}/echo`, { method: "POST", body: "hello" });
        assert.equal(answer.headers.get("x-raw"), "yes");
        assert.equal(await answer.text(), "hello");
    });

    test("events arrive one by one", async () => {
        const answer = await fetch(`${url}/events`);
        const arrivals = [];
        for await (const piece of answer.body) arrivals.push(Buffer.from(piece).toString());
        assert.equal(arrivals.join(""), "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n");
        assert.ok(arrivals.length > 1, "all at once");
    });

    test("a body of 8 MiB arrives whole", async () => {
        const answer = await fetch(`${url}/length`, { method: "POST", body: new Uint8Array(8 * mebi) });
        assert.deepEqual(await answer.json(), { length: 8 * mebi });
    });

    test("a body without a length arrives as it is sent", async () => {
        const body = new ReadableStream({
            start(controller) {
                for (let i = 0; i < 100; i++) controller.enqueue(new Uint8Array(1000));
                controller.close();
            },
        });
        const answer = await fetch(`${url}/length`, { method: "POST", body, duplex: "half" });
        assert.deepEqual(await answer.json(), { length: 100_000 });
    });

    test("a body over the limit is refused", async () => {
        const tooLong = new Uint8Array(20 * mebi + 1);
        const request = { method: "POST", body: tooLong };
        const answer = await fetch(`${url}/length`, request).catch((error) => error);
        // The connection may end before the client has read the answer, as it is still sending.
        if (!(answer instanceof Error)) assert.equal(answer.status, 413);
    });

    test("an actor waits for a slow client, and stops for one that leaves", async () => {
        const answer = await fetch(`${url}/flood`);
        const reader = answer.body.getReader();
        await reader.read();
        let last = -1;
        await until("the actor stopped sending", async () => {
            const { sent } = await handle.progress();
            const isSame = sent === last;
            last = sent;
            await new Promise((resolve) => setTimeout(resolve, 300));
            return isSame;
        });
        assert.ok(last < 32 * mebi, `sent ${last}`);
        await reader.cancel();
        await until("the actor heard of it", async () => (await handle.progress()).cancelled === 1);
    });
});
