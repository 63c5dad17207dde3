// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Raw WebSockets between clients and a real rivetkit server, on Rove's engine and, to prove what they expect,
// on the real one.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { untilAsleep } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { startRawTarget } from "./support/rawtarget.mjs";

describe("raw sockets", { timeout: 150_000 }, () => {
    let target;
    let client;
    before(async () => {
        target = await startRawTarget();
        client = createClient({ endpoint: target.endpoint, encoding: "json" });
    });
    after(() => target.stop());

    /** An open socket that keeps what it receives. */
    async function open(key) {
        const handle = client.raw.getOrCreate([key]);
        const id = await handle.resolve();
        const address = `${target.endpoint.replace("http", "ws")}/gateway/${id}/websocket/room`;
        const socket = new WebSocket(address, ["rivet"]);
        socket.binaryType = "arraybuffer";
        const received = [];
        socket.onmessage = ({ data }) => received.push(data);
        const closed = new Promise((resolve) => (socket.onclose = resolve));
        await new Promise((resolve, reject) => {
            socket.onopen = resolve;
            socket.onerror = () => reject(new Error("The socket did not open"));
        });
        return { handle, id, socket, received, closed };
    }
    const arrived = ({ received }, count) =>
        until(`${count} messages arrived`, () => received.length >= count, 30_000);

    test("text and binary come back as what they were", async () => {
        const end = await open("kinds");
        end.socket.send("ä☃");
        end.socket.send(new Uint8Array([0, 1, 255]));
        await arrived(end, 2);
        assert.equal(end.received[0], "ä☃");
        assert.deepEqual([...new Uint8Array(end.received[1])], [0, 1, 255]);
        end.socket.close();
        await end.closed;
    });

    test("a message of 1 MiB comes back", async () => {
        const end = await open("large");
        const large = new Uint8Array(1024 * 1024).map((_, index) => index % 251);
        end.socket.send(large);
        await arrived(end, 1);
        assert.deepEqual(Buffer.from(end.received[0]), Buffer.from(large));
        end.socket.close();
        await end.closed;
    });

    test("many small messages come back in order", async () => {
        const end = await open("many");
        const texts = Array.from({ length: 1500 }, (_, index) => `message ${index}`);
        texts.forEach((text) => end.socket.send(text));
        await arrived(end, texts.length);
        assert.deepEqual(end.received, texts);
        end.socket.close();
        await end.closed;
    });

    test("the actor's close reaches the client", async () => {
        const end = await open("actorcloses");
        end.socket.send("close");
        const { code, reason } = await end.closed;
        assert.deepEqual({ code, reason }, { code: 4001, reason: "as you wish" });
    });

    test("the client's close reaches the actor", async () => {
        const end = await open("clientcloses");
        end.socket.send("who");
        await arrived(end, 1);
        end.socket.close(4002, "done");
        const { code } = await end.closed;
        assert.equal(code, 4002);
        await until("the actor heard of it", async () => {
            const { closed } = await end.handle.progress();
            return closed.some((each) => each.code === 4002 && each.reason === "done");
        });
    });

    test("a hibernating socket wakes its actor with what its client says", async () => {
        const end = await open("hibernates");
        end.socket.send("before");
        await arrived(end, 1);
        await end.handle.doze().catch(() => {}); // The answer may not make it.
        await untilAsleep(target.endpoint, end.id);
        end.socket.send("after");
        await arrived(end, 2);
        assert.deepEqual(end.received, ["before", "after"]);
        end.socket.close();
        await end.closed;
    });
});
