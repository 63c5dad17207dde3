// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Servers that give way to newer ones, or to others, while clients work with their actors.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { withConnection } from "../support/connections.mjs";
import { notOnRivet } from "../support/engine.mjs";
import { KitPool, Scribe } from "../support/kitpool.mjs";
import { kitEnvoys } from "../support/nodeserver.mjs";
import { openSocket } from "../support/plainsocket.mjs";
import { until } from "../support/process.mjs";

const untouched = { opens: 1, closes: 0, errors: [] };

const pages = Array.from({ length: 6 }, (_, index) => `page ${index}`);

/** Two write to one notebook, over HTTP and over a connection, until `changed`; nothing may be missing. */
function writeMeanwhile(pool, page, changed, onWriting) {
    return withConnection(pool.notebook(page), async (connection, story) => {
        await connection.write("first");
        const scribes = [new Scribe("http", pool.notebook(page)), new Scribe("connection", connection)];
        onWriting();
        await changed;
        await Promise.all(scribes.map((scribe) => scribe.stop()));
        const { lines } = await pool.notebook(page).read();
        for (const scribe of scribes) scribe.assertNothingLost(lines);
        assert.deepEqual(story, untouched);
    });
}

/** Waits until the actors of all pages have started once more since the last time. */
class Moves {
    #wakes = new Map(pages.map((page) => [page, 1]));

    async next(pool) {
        for (const page of pages)
            await until(
                `${page} moved`,
                async () => {
                    const { wakes } = await pool.notebook(page).read();
                    return wakes > this.#wakes.get(page) && this.#wakes.set(page, wakes);
                },
                40_000,
            );
    }
}

export function upgrades(target) {
    /** `change(pool, server)` happens to the server of a pool while all its notebooks are written to. */
    async function underLoad(name, change) {
        const pool = new KitPool(target.endpoint, name);
        try {
            const server = await pool.startServer();
            const { promise: changed, resolve: release } = Promise.withResolvers();
            let writing = 0;
            const work = pages.map((page) => writeMeanwhile(pool, page, changed, () => (writing += 1)));
            const done = Promise.all(work);
            try {
                await Promise.race([until("all write", () => writing === pages.length), done]);
                await change(pool, server);
            } finally {
                release();
            }
            await done;
        } finally {
            await pool.stop();
        }
    }

    describe("a server that gives way", () => {
        const stays = notOnRivet("the real engine leaves the actors where they are");
        test("to newer versions, three times, under load, loses nothing", stays, () =>
            underLoad("rolling", async (pool, first) => {
                const moves = new Moves();
                let old = first;
                for (let version = 2; version <= 4; version++) {
                    const newer = await pool.startServer({ version });
                    await moves.next(pool);
                    await until("the old one was let go", async () => {
                        const envoys = await kitEnvoys(target.endpoint, pool.name);
                        return envoys.every(({ envoy_key: key }) => key !== old.envoyKey);
                    });
                    await old.stop("SIGKILL");
                    old = newer;
                }
            }),
        );

        const loses = notOnRivet("the real engine was seen to lose a line that was answered");
        test("to one beside it, because it is told to end, loses nothing", loses, () =>
            underLoad("ending", async (pool, server) => {
                await pool.startServer();
                const { code, signal } = await server.stop("SIGTERM", 30_000);
                assert.ok(code === 0 || signal === "SIGTERM", `${code} ${signal}`);
                await new Moves().next(pool);
            }),
        );

        test("to a newer version keeps raw sockets that may last", stays, async () => {
            const pool = new KitPool(target.endpoint, "rolling-sockets");
            try {
                await pool.startServer();
                const handle = pool.client().lastingSwitchboard.getOrCreate(["room"]);
                const id = await handle.resolve();
                const url = `${target.endpoint.replace("http", "ws")}/gateway/${id}/websocket/room`;
                const { socket, heard } = await openSocket(url);
                let count = 0;
                const speak = async () => {
                    socket.send(`message ${count}`);
                    count += 1;
                    await until("it came back", () => heard.messages.length === count);
                };
                for (let time = 0; time < 10; time++) await speak();
                const newer = await pool.startServer({ version: 2 });
                await until("the actor moved", async () => {
                    await speak();
                    const envoys = await kitEnvoys(target.endpoint, pool.name);
                    return envoys.some(({ envoy_key: key, slots }) => key === newer.envoyKey && slots > 0);
                });
                for (let time = 0; time < 10; time++) await speak();
                assert.deepEqual(
                    heard.messages,
                    Array.from({ length: count }, (_, number) => `message ${number}`),
                );
                assert.equal(heard.end, undefined);
                socket.close();
            } finally {
                await pool.stop();
            }
        });
    });
}
