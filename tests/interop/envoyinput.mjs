// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Envoys that say what no good one does: `node envoyinput.mjs rove|rivet`. Each hears the measured reason
// (spec/runner-envoy.md 1.5 and 5.1), the engine's memory stays bounded, and it goes on serving others.

import "./support/quiet.mjs";

import { encodeToRivet } from "@rivetkit/engine-envoy-protocol";
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { actorRecord, call, putPool } from "./support/manager.mjs";
import { memoryOf, until } from "./support/process.mjs";
import { opcodes, RawSocket, RawWebSocket } from "./support/rawsocket.mjs";
import { ScriptedEnvoy } from "./support/scriptedenvoy.mjs";
import { startTarget, targetName } from "./support/target.mjs";

const timeout = 90_000;
const mebi = 1024 * 1024;
const isRove = targetName === "rove";
const roveOnly = { skip: !isRove && "a bound of Rove's own" };
const pingTag = 5;

let target;
before(async () => {
    target = await startTarget();
    await putPool(target.endpoint, "raw");
});
after(() => target.stop());

const known = {
    protocol_version: "8",
    namespace: "default",
    envoy_key: "stranger",
    version: "1",
    pool_name: "raw",
};
const query = (changes) => {
    const words = Object.entries({ ...known, ...changes }).filter(([, value]) => value !== undefined);
    return `/envoys/connect?${new URLSearchParams(words)}`;
};
const open = (changes) => RawWebSocket.open(target.endpoint, query(changes));
const say = (socket, tag, val) =>
    socket.send(opcodes.binary, Buffer.from(encodeToRivet({ tag, val })));
const untilPinged = (socket) =>
    until("a ping came", async () => (await socket.receive()).payload[0] === pingTag);

/** The engine's other clients notice nothing. */
async function stillServes() {
    const { counter } = createClient({ endpoint: target.endpoint });
    assert.ok((await counter.getOrCreate(["bystander"]).increment(1)) > 0);
}

describe(`${targetName}, the door for envoys`, { timeout }, () => {
    for (const [what, changes, code] of [
        ["no version of the protocol", { protocol_version: undefined }, "ws.invalid_request"],
        ["version 1", { protocol_version: "1" }, "ws.invalid_request"],
        ["version 99", { protocol_version: "99" }, "ws.invalid_request"],
        // An internal error of the real engine.
        ...(isRove ? [["a version in words", { protocol_version: "eight" }, "ws.invalid_request"]] : []),
        ["no namespace", { namespace: undefined }, "ws.invalid_request"],
        ["an unknown namespace", { namespace: "nowhere" }, "namespace.not_found"],
        ["no key", { envoy_key: undefined }, "ws.invalid_request"],
        ["a key of 2 characters", { envoy_key: "ab" }, "ws.invalid_request"],
        ["a key of 129 characters", { envoy_key: "k".repeat(129) }, "ws.invalid_request"],
        ["a pool of 129 characters", { pool_name: "p".repeat(129) }, "ws.invalid_request"],
        ["an unknown pool", { pool_name: "nobody" }, "ws.no_runner_config"],
    ])
        test(`a URL with ${what} is closed with ${code}`, async () => {
            const socket = await open(changes);
            assert.deepEqual(await socket.end(), { code: 1011, reason: code });
        });

    test("a second envoy with the same key evicts the first", async () => {
        const first = await open({ envoy_key: "twins" });
        await first.receive();
        const second = await open({ envoy_key: "twins" });
        assert.deepEqual(await first.end(), { code: 1000, reason: "ws.eviction" });
        second.destroy();
    });

    test("the engine went on serving", stillServes);
});

describe(`${targetName}, envoys that joined`, { timeout, concurrency: true }, () => {
    test("frames that are no messages are ignored, and pings go on", async () => {
        const socket = await open({ envoy_key: "noisy" });
        for (const frame of [[99], [1, 0xff, 0xff, 0xff, 0x7f], [], [4, 1, 2], [0, 0xff, 0xff, 0x7f]])
            socket.send(opcodes.binary, Buffer.from(frame));
        socket.send(opcodes.text, Buffer.from("text"));
        await untilPinged(socket);
        await untilPinged(socket);
        socket.destroy();
    });

    test("events of foreign and unknown actors, and such as are past, touch nobody", async () => {
        const socket = await open({ envoy_key: "foreign" });
        const { counter } = createClient({ endpoint: target.endpoint });
        const id = await counter.getOrCreate(["victim"]).resolve();
        await counter.getOrCreate(["victim"]).increment(1);
        const { generation } = await actorRecord(target.endpoint, id);
        const crashed = { tag: "ActorStateStopped", val: { code: "Error", message: "not mine" } };
        for (const actorId of [id, "0".repeat(30), "no id", ""])
            for (const index of [-1n, 0n, 2n ** 62n])
                say(socket, "ToRivetEvents", [
                    {
                        checkpoint: { actorId, generation: generation ?? 1, index },
                        inner: { tag: "EventActorStateUpdate", val: { state: crashed } },
                    },
                ]);
        await untilPinged(socket);
        assert.equal(await counter.getOrCreate(["victim"]).increment(1), 2);
        assert.equal((await actorRecord(target.endpoint, id)).error ?? null, null);
        socket.destroy();
    });

    test("keys and values of others, and such as are too large, are refused", async () => {
        const pool = "keys";
        const envoy = await ScriptedEnvoy.connect(target.endpoint, { pool });
        const own = await ScriptedEnvoy.createActor(target.endpoint, { pool });
        await until("its actor was started", () => envoy.commands.length === 1);
        const { counter } = createClient({ endpoint: target.endpoint });
        const foreign = await counter.getOrCreate(["keys"]).resolve();
        const bytes = (size) => new Uint8Array(size).buffer;
        const put = (size, keySize = 3) => ({
            tag: "KvPutRequest",
            val: { keys: [bytes(keySize)], values: [bytes(size)] },
        });
        const get = (count) => ({
            tag: "KvGetRequest",
            val: { keys: Array.from({ length: count }, () => bytes(3)) },
        });
        const refusals = [];
        for (const [actorId, data] of [
            [own, put(131_073)],
            [own, put(1, 2_049)],
            [own, get(129)],
            ["0".repeat(30), get(1)],
            ...(isRove ? [[foreign, get(1)]] : []), // The real engine gives an envoy what is another's.
        ])
            refusals.push(await envoy.askFor(actorId, data));
        assert.ok(refusals.every(({ tag }) => tag === "KvErrorResponse"), JSON.stringify(refusals));
        assert.equal((await envoy.askFor(own, put(131_072))).tag, "KvPutResponse");
        const kept = await envoy.askFor(own, get(1));
        assert.equal(kept.val.values[0].byteLength, 131_072);
        await envoy.close();
    });

    test("a frame of more than 20 MiB ends the connection", roveOnly, async () => {
        const socket = await open({ envoy_key: "heavy" });
        socket.send(opcodes.binary, Buffer.alloc(20 * mebi + 1));
        assert.equal((await socket.end()).code, 1011);
        await stillServes();
    });

    test("an envoy that answers no pings is closed", async () => {
        const socket = await open({ envoy_key: "mute" });
        assert.deepEqual(await socket.end(30_000), { code: 1011, reason: "ws.timed_out" });
    });
});

describe(`${targetName}, many who hardly say anything`, { timeout, ...roveOnly }, () => {
    const count = 2_000;
    const atOnce = 100;

    const what = `${count} half-open clients and as many silent envoys cost little, and disturb nobody`;
    test(what, async (context) => {
        await stillServes();
        const before = memoryOf(target.pid);
        const heads = [
            "",
            "GET /health HTTP/1.1\r\nhost: x\r\nx-long: ",
            "POST /actors?namespace=default HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n{",
        ];
        const halfOpen = Array.from({ length: count }, (_, index) => {
            const socket = new RawSocket(target.endpoint);
            socket.write(heads[index % heads.length]);
            return socket;
        });
        const silent = [];
        for (let index = 0; index < count; index += atOnce) {
            const keys = Array.from({ length: atOnce }, (_, offset) => `silent ${index + offset}`);
            silent.push(...(await Promise.all(keys.map((key) => open({ envoy_key: key })))));
        }
        await stillServes();
        const used = memoryOf(target.pid) - before;
        context.diagnostic(`${used.toFixed(1)} MiB`);
        assert.ok(used < 200, `${used.toFixed(0)} MiB more for ${2 * count} connections`);
        for (const socket of [...halfOpen, ...silent]) socket.destroy();
        await stillServes();
    });
});
