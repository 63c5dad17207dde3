// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many at once, and much at once.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listen, withConnection } from "../support/connections.mjs";
import { notOnRivet } from "../support/engine.mjs";
import { until } from "../support/process.mjs";

export function crowds(target) {
    describe("crowds", () => {
        const slow = notOnRivet("its deadline of 15 s passes before it has found out where to make them all");
        test("two hundred actors at once each keep their own state", slow, async () => {
            const keys = Array.from({ length: 200 }, (_, index) => `many ${index}`);
            await Promise.all(keys.map((key) => target.notebook(key).write(key)));
            const states = await Promise.all(keys.map((key) => target.notebook(key).read()));
            assert.deepEqual(
                states.map(({ lines }) => lines),
                keys.map((key) => [key]),
            );
        });

        const lossy = notOnRivet("the real engine was seen to make two actors of one key");
        test("fifty increments at once through getOrCreate on a new key add up", lossy, async () => {
            for (const round of [1, 2, 3]) {
                const counts = await Promise.all(
                    Array.from({ length: 50 }, () => target.notebook("together", String(round)).write("x")),
                );
                assert.equal(new Set(counts).size, 50);
                assert.equal(await target.notebook("together", String(round)).length(), 50);
            }
        });

        test("fifty connections to one actor all hear all", async () => {
            const handle = target.client().notebook.getForId(await target.notebook("lecture").resolve());
            const connections = Array.from({ length: 50 }, () => handle.connect());
            try {
                const seen = connections.map((connection) => listen(connection, "announced"));
                await Promise.all(connections.map((connection) => connection.length()));
                await handle.announceMany(20);
                await until("all heard all", () => seen.every((each) => each.length === 20));
                const all = Array.from({ length: 20 }, (_, number) => [number]);
                for (const each of seen) assert.deepEqual(each, all);
            } finally {
                await Promise.all(connections.map((connection) => connection.dispose()));
            }
        });
    });
}

export function volumes(target) {
    const large = (fill) => new Uint8Array(1024 * 1024).fill(fill);

    describe("volumes", () => {
        test("arguments and answers of 1 MiB pass over HTTP and over a connection", async () => {
            const handle = target.notebook("megabytes");
            assert.deepEqual(await handle.echo(large(1)), [large(1)]);
            await withConnection(handle, async (connection, story) => {
                for (let fill = 1; fill <= 3; fill++)
                    assert.deepEqual(await connection.echo(large(fill)), [large(fill)]);
                assert.deepEqual(story.errors, []);
            });
        });

        test("two hundred small messages, one after the other, are all there in order", async () => {
            const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
            await withConnection(target.notebook("small"), async (connection) => {
                const seen = listen(connection, "written");
                for (const line of lines) await connection.write(line);
                await until("all events arrived", () => seen.length === lines.length);
                assert.deepEqual(seen.flat(), lines);
                assert.deepEqual((await connection.read()).lines, lines);
            });
        });
    });
}
