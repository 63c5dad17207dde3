// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients that hold on to a connection and hardly say anything: rove-engine drops them, serving others
// meanwhile.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { call } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { RawSocket } from "./support/rawsocket.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

// The engine's own limits, protocol/base/limits.h, and what a busy machine may add.
const headerTimeout = 10_000;
const bodyTimeout = 60_000;
const idleTimeout = 75_000;
const grace = 10_000;

describe("rove-engine drops", { timeout: 150_000, concurrency: true }, () => {
    let target;
    before(async () => {
        target = await startRoveEngine();
    });
    after(() => target.program.stop());

    /** Opens a connection, says `start`, then one more byte a second until it is dropped within `limit`. */
    async function dropped(start, byte, limit) {
        const begin = Date.now();
        const socket = new RawSocket(target.endpoint);
        socket.write(start);
        const drip = setInterval(() => socket.write(byte), 1_000);
        try {
            await until("the slow client was dropped", () => socket.closed, limit + grace);
        } finally {
            clearInterval(drip);
            socket.destroy();
        }
        assert.equal((await call(target.endpoint, "GET", "/health")).status, 200);
        return Date.now() - begin;
    }

    test("a client that says nothing", async () => {
        await dropped("", "", idleTimeout);
    });

    test("a client whose header takes too long", async () => {
        await dropped("GET /health HTTP/1.1\r\nx-slow: ", "a", headerTimeout);
    });

    test("a client whose body takes too long, but no sooner", async () => {
        const head = "POST /namespaces HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
        const taken = await dropped(`${head}content-length: 1000\r\n\r\n`, " ", bodyTimeout);
        assert.ok(taken > headerTimeout, `dropped after ${taken} ms`);
    });
});
