// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Servers and engines that are killed, and started again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { listen, withConnection } from "../support/connections.mjs";
import { LastingEngine } from "../support/engine.mjs";
import { KitPool } from "../support/kitpool.mjs";
import { kitEnvoys, startNodeServer } from "../support/nodeserver.mjs";
import { until } from "../support/process.mjs";

// An engine gives a server that vanished 15 s to come back (spec/runner-envoy.md 1.2), and may take longer.
const lostDeadline = 45_000;

export function serverDeaths(target) {
    async function withPool(name, use) {
        const pool = new KitPool(target.endpoint, name);
        try {
            await use(pool);
        } finally {
            await pool.stop();
        }
    }
    /** What a request gives once the engine has noticed that the server is gone. */
    const inTheEnd = (use) => {
        let lastError;
        const tried = () => use().catch((error) => void (lastError = error));
        return until("the request was answered", tried, lostDeadline).catch((error) => {
            throw lastError ?? error;
        });
    };

    describe("a server that is killed", () => {
        test("and started again has the state that was saved", () =>
            withPool("killed", async (pool) => {
                const server = await pool.startServer();
                await pool.notebook("saved").writeForGood("durable");
                const id = await pool.notebook("saved").resolve();
                await server.stop("SIGKILL");
                await pool.startServer();
                const state = await inTheEnd(() => pool.notebook("saved").read());
                assert.deepEqual(state.lines, ["durable"]);
                assert.equal(await pool.notebook("saved").resolve(), id);
                await pool.notebook("saved").write("and on");
            }));

        test("and started again keeps the connections that were saved", () =>
            withPool("killed-connected", async (pool) => {
                const server = await pool.startServer();
                await withConnection(pool.notebook("open"), async (connection, story) => {
                    const seen = listen(connection, "written");
                    const { id } = await connection.who();
                    // Saves the connections as well, and how far it has listened to each: a server takes no
                    // message that is not the next one, and answers before it has saved that it heard one.
                    await pool.notebook("open").writeForGood("durable");
                    await server.stop("SIGKILL");
                    await pool.startServer();
                    assert.equal(await connection.write("after"), 2);
                    assert.equal((await connection.who()).id, id);
                    await until("the event arrived", () => seen.length === 1);
                    assert.deepEqual(seen, [["after"]]);
                    assert.deepEqual(story, { opens: 1, closes: 0, errors: [] });
                });
            }));

        test("does not take what it had put off with it", () =>
            withPool("killed-alarm", async (pool) => {
                const server = await pool.startServer();
                await pool.notebook("alarm").writeLater(4000, "rang");
                await pool.notebook("alarm").save();
                await server.stop("SIGKILL");
                await pool.startServer();
                const rang = async () => (await pool.notebook("alarm").read()).lines.length === 1;
                await inTheEnd(rang);
                assert.deepEqual((await pool.notebook("alarm").read()).lines, ["rang"]);
            }));

        test("leaves its actors to another that is there", () =>
            withPool("killed-replaced", async (pool) => {
                const server = await pool.startServer();
                await pool.notebook("left").writeForGood("durable");
                await pool.startServer();
                await server.stop("SIGKILL");
                const state = await inTheEnd(() => pool.notebook("left").read());
                assert.deepEqual(state.lines, ["durable"]);
            }));
    });
}

export function engineDeaths() {
    async function withEngine(use) {
        const engine = new LastingEngine();
        await engine.start();
        const server = await startNodeServer(engine.endpoint);
        try {
            await use(engine, server);
        } finally {
            await server.stop("SIGKILL");
            await engine.program.stop("SIGKILL");
        }
    }

    describe("an engine that is killed", () => {
        test("and started again finds its servers and what they saved", () =>
            withEngine(async (engine, server) => {
                const notebook = () =>
                    createClient({ endpoint: engine.endpoint }).notebook.getOrCreate(["page"]);
                await notebook().writeForGood("durable");
                const id = await notebook().resolve();
                await engine.kill();
                await engine.start();
                const back = async () =>
                    (await kitEnvoys(engine.endpoint)).some(({ envoy_key: key }) => key === server.envoyKey);
                await until("the server was back", back, lostDeadline);
                const state = await until(
                    "it was read",
                    () =>
                        notebook()
                            .read()
                            .catch(() => null),
                    lostDeadline,
                );
                assert.deepEqual(state.lines, ["durable"]);
                assert.equal(await notebook().resolve(), id);
                assert.equal(server.outcome, undefined);
            }));

        test("under an open connection ends it, and new ones work", () =>
            withEngine(async (engine) => {
                const notebook = () =>
                    createClient({ endpoint: engine.endpoint }).notebook.getOrCreate(["open"]);
                const connection = notebook().connect();
                await connection.writeForGood("durable");
                await engine.kill();
                await until("the connection was told", () => connection.connStatus !== "connected");
                await engine.start();
                // A client that was refused once waits for ever, even for its own end
                // (spec/client-gateway.md 9.1).
                connection.dispose().catch(() => {});
                const read = () =>
                    withConnection(notebook(), (connection) => connection.read()).catch(() => null);
                const state = await until("a new one was answered", read, lostDeadline);
                assert.deepEqual(state.lines, ["durable"]);
            }));
    });
}
