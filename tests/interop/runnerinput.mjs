// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runners that say what no good one does: `node runnerinput.mjs rove|rivet`. Each hears the measured reason
// (spec/runner-envoy.md 1.5), and the engine goes on serving others.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { call } from "./support/manager.mjs";
import { until } from "./support/process.mjs";
import { opcodes, RawWebSocket } from "./support/rawsocket.mjs";
import { startTarget, targetName } from "./support/target.mjs";

const timeout = 90_000;
const mebi = 1024 * 1024;
const isRove = targetName === "rove";
const roveOnly = { skip: !isRove && "a bound of Rove's own" };

let target;
before(async () => {
    target = await startTarget();
});
after(() => target.stop());

/** The test's own small writer of BARE. */
const str = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const u32 = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
};
const none = Buffer.from([0]);
const init = (pool = "raw", slots = 4) =>
    Buffer.concat([Buffer.from([0]), str(pool), u32(1), u32(slots), none, none]);
const stopping = Buffer.from([3]);
const toClientInit = 0;
const toClientCommands = 1;
const toClientPing = 5;

const query = (changes) =>
    `?${new URLSearchParams({ protocol_version: "7", namespace: "default", runner_key: "raw", ...changes })}`;
const open = (changes, path = "/runners/connect", protocols) =>
    RawWebSocket.open(target.endpoint, path + query(changes), protocols);

/** A runner that has been greeted. */
async function join(changes, pool) {
    const socket = await open(changes);
    socket.send(opcodes.binary, init(pool));
    const greeting = await socket.receive();
    assert.equal(greeting.payload[0], toClientInit);
    return { socket, runnerId: greeting.payload.toString("latin1", 2, 32) };
}

/** The engine's other clients notice nothing. */
async function stillServes() {
    const answer = await call(target.endpoint, "GET", "/runners?namespace=default");
    assert.equal(answer.status, 200);
    const { counter } = createClient({ endpoint: target.endpoint });
    assert.ok((await counter.getOrCreate(["bystander"]).increment(1)) > 0);
}

describe(`${targetName}, the door for runners`, { timeout }, () => {
    for (const [what, path, code] of [
        ["no version", "?namespace=default&runner_key=k", "ws.invalid_url"],
        ["no namespace", "?protocol_version=7&runner_key=k", "ws.invalid_url"],
        ["no key", "?protocol_version=7&namespace=default", "ws.invalid_url"],
        ["a version in words", "?protocol_version=seven&namespace=default&runner_key=k", "ws.invalid_url"],
        ["an unknown namespace", query({ namespace: "nowhere" }), "namespace.not_found"],
    ])
        test(`a URL with ${what} is closed with ${code}`, async () => {
            const socket = await RawWebSocket.open(target.endpoint, `/runners/connect${path}`);
            assert.deepEqual(await socket.end(), { code: 1011, reason: code });
        });

    for (const [what, version, opcode, frame, code] of [
        ["another message", 7, "binary", stopping, "ws.invalid_initial_packet"],
        ["text", 7, "text", Buffer.from("hello"), "ws.invalid_initial_packet"],
        ["an unknown tag", 7, "binary", Buffer.from([99]), "ws.invalid_packet"],
        ["nothing in it", 7, "binary", Buffer.alloc(0), "ws.invalid_packet"],
        ["a length that lies", 7, "binary", Buffer.from([0, 0xff, 0xff, 0x7f, 1, 2]), "ws.invalid_packet"],
        ["version 0", 0, "binary", init(), "ws.invalid_packet"],
        ["version 99", 99, "binary", init(), "ws.invalid_packet"],
    ])
        test(`a first frame with ${what} is closed with ${code}`, async () => {
            const socket = await open({ protocol_version: String(version), runner_key: what });
            socket.send(opcodes[opcode], frame);
            assert.deepEqual(await socket.end(), { code: 1011, reason: code });
        });

    test("a runner that says nothing is shown out", async () => {
        const socket = await open({ runner_key: "silent" });
        assert.deepEqual(await socket.end(), { code: 1011, reason: "ws.timed_out_waiting_for_init" });
    });

    test("any path leads here with the subprotocol for runners", async () => {
        const socket = await open({ runner_key: "routed" }, "/", ["rivet", "rivet_target.runner"]);
        socket.send(opcodes.binary, init());
        assert.equal((await socket.receive()).payload[0], toClientInit);
        socket.destroy();
    });

    test("a second runner with the same key gets the same id and evicts the first", async () => {
        const first = await join({ runner_key: "twins" });
        const second = await join({ runner_key: "twins" });
        assert.equal(second.runnerId, first.runnerId);
        assert.deepEqual(await first.socket.end(), { code: 1000, reason: "ws.eviction" });
        second.socket.destroy();
    });

    test("a plain GET is answered with a text", async () => {
        const answer = await call(target.endpoint, "GET", "/runners/connect");
        assert.deepEqual([answer.status, answer.body], [200, "pegboard-runner WebSocket endpoint"]);
    });

    test("the engine went on serving", stillServes);
});

describe(`${targetName}, runners that joined`, { timeout }, () => {
    test("frames that are no messages are ignored, and pings go on", async () => {
        const { socket } = await join({ runner_key: "noisy" });
        for (const frame of [[99], [1, 0xff, 0xff, 0xff, 0x7f], [], [4, 1, 2]])
            socket.send(opcodes.binary, Buffer.from(frame));
        socket.send(opcodes.text, Buffer.from("text"));
        await until("a ping came", async () => (await socket.receive()).payload[0] === toClientPing);
        socket.destroy();
    });

    test("events and requests of foreign and unknown actors touch nobody", async () => {
        const { socket } = await join({ runner_key: "stranger" });
        const { counter } = createClient({ endpoint: target.endpoint });
        const id = await counter.getOrCreate(["victim"]).resolve();
        const stopped = Buffer.from([1, 1, 0, 0]);
        for (const actorId of [id, "0".repeat(30), "no id", ""]) {
            const checkpoint = Buffer.concat([str(actorId), u32(1), Buffer.alloc(8, 0x7f)]);
            socket.send(opcodes.binary, Buffer.concat([Buffer.from([1, 1]), checkpoint, stopped]));
            const drop = Buffer.concat([Buffer.from([5]), str(actorId), u32(7), Buffer.from([5])]);
            socket.send(opcodes.binary, drop);
        }
        // The real engine sometimes ends the stranger's own connection over this.
        if (isRove)
            await until("a ping came", async () => (await socket.receive()).payload[0] === toClientPing);
        await stillServes();
        assert.equal(await counter.getOrCreate(["victim"]).resolve(), id);
        socket.destroy();
    });

    test("a frame of more than 20 MiB ends the connection", roveOnly, async () => {
        const { socket } = await join({ runner_key: "heavy" });
        socket.send(opcodes.binary, Buffer.alloc(20 * mebi + 1));
        assert.deepEqual(await socket.end(), { code: 1011, reason: "ws.invalid_packet" });
        await stillServes();
    });

    test("a runner that answers no pings is closed", async () => {
        const { socket } = await join({ runner_key: "mute" });
        assert.deepEqual(await socket.end(30_000), { code: 1011, reason: "core.internal_error" });
    });

    test("a runner that stops reading is closed, and its clients are told", roveOnly, async () => {
        const { socket } = await join({ runner_key: "deaf" }, "deaf");
        const body = { name: "sink", key: "k", runner_name_selector: "deaf", crash_policy: "sleep" };
        const made = await call(target.endpoint, "POST", "/actors?namespace=default", body);
        const id = made.body.actor.actor_id;
        const start = await until("the actor was started", async () => {
            const { payload } = await socket.receive();
            return payload[0] === toClientCommands && payload;
        });
        // tag, count, then the checkpoint: id of 30 characters, generation, index.
        const generation = start.subarray(2 + 31, 2 + 31 + 4);
        const checkpoint = Buffer.concat([str(id), generation, Buffer.alloc(8)]);
        socket.send(
            opcodes.binary,
            Buffer.concat([Buffer.from([1, 1]), checkpoint, Buffer.from([1, 0])]), // It runs.
        );
        await until("the actor runs", async () => {
            const answer = await call(target.endpoint, "GET", `/actors?namespace=default&actor_ids=${id}`);
            return answer.body.actors[0].connectable_ts;
        });
        socket.stopReading();
        const answers = await Promise.all(
            Array.from({ length: 6 }, () =>
                fetch(`${target.endpoint}/gateway/${id}/request/x`, {
                    method: "POST",
                    body: Buffer.alloc(19 * mebi),
                }),
            ),
        );
        assert.ok(answers.every((answer) => answer.status >= 500), answers.map((a) => a.status).join());
        await stillServes();
        socket.destroy();
    });
});
