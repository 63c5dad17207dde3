// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Unmodified rivetkit servers of npm with the settings that they come with: `node rivetkitdefaults.mjs
// rove|rivet`. One that knows no more than the address of an engine starts a companion process, its
// "Services"; one that knows nothing looks for an engine on port 6420. Only the companion's port, 8642, is
// moved: tests may run side by side.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";

import { withConnection } from "./support/connections.mjs";
import { startEngine, targetName } from "./support/engine.mjs";
import { call, putToSleep } from "./support/manager.mjs";
import { kitEnvoys, launchNodeServer } from "./support/nodeserver.mjs";
import { freePorts, temporaryFolder, until } from "./support/process.mjs";

const enginePort = 6420;
const startDeadline = 30_000;

/** Starts a server that knows only what `environment` says, and has a home of its own. */
async function launchServer(environment = {}) {
    const [companionPort] = await freePorts(1);
    return launchNodeServer({ HOME: temporaryFolder(), RIVET_PORT: String(companionPort), ...environment });
}

/** The envoys of a server and its companion, once both are there. */
function bothEnvoys(server, endpoint) {
    return until(
        "the server and its companion joined",
        async () => {
            if (server.outcome) throw new Error(`The server ended early:\n${server.output}`);
            const pools = await Promise.all(["default", "services"].map((pool) => kitEnvoys(endpoint, pool)));
            return pools.every((envoys) => envoys.length === 1) && pools.flat();
        },
        startDeadline,
    );
}

function isTaken(port) {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("error", () => resolve(false));
        socket.on("connect", () => {
            socket.destroy();
            resolve(true);
        });
    });
}

async function answersAsUsual(endpoint) {
    const notebook = () => createClient({ endpoint }).notebook.getOrCreate(["usual"]);
    assert.equal(await notebook().write("one"), 1);
    await withConnection(notebook(), async (connection) => assert.equal(await connection.write("two"), 2));
    await putToSleep(endpoint, await notebook().resolve());
    assert.deepEqual((await notebook().read()).lines, ["one", "two"]);
}

describe(`a rivetkit server with its defaults on ${targetName}`, { timeout: 120_000 }, () => {
    let engine;
    let server;
    before(async () => {
        engine = await startEngine();
        server = await launchServer({ RIVET_ENDPOINT: engine.endpoint });
        await bothEnvoys(server, engine.endpoint);
    });
    after(async () => {
        await server?.stop("SIGKILL");
        await engine?.stop();
    });

    test("joins with its companion, each in a pool of its own", async () => {
        const [own, companion] = await bothEnvoys(server, engine.endpoint);
        assert.equal(own.metadata.rivetkit.version, "2.3.19");
        assert.equal(companion.pool_name, "services");
        const configs = await call(engine.endpoint, "GET", "/runner-configs?namespace=default");
        assert.deepEqual(Object.keys(configs.body.runner_configs).sort(), ["default", "services"]);
    });

    test("serves its actors", () => answersAsUsual(engine.endpoint));

    test("limits what its actors take and give", async () => {
        const notebook = createClient({ endpoint: engine.endpoint }).notebook.getOrCreate(["limits"]);
        const bytes = (length) => "x".repeat(length);
        assert.deepEqual(await notebook.echo(bytes(60_000)), [bytes(60_000)]);
        await assert.rejects(notebook.echo(bytes(70_000)), { group: "message", code: "incoming_too_long" });
        await withConnection(notebook, async (connection, story) => {
            assert.deepEqual(await connection.echo(bytes(60_000)), [bytes(60_000)]);
            await assert.rejects(connection.echo(bytes(70_000)), {
                group: "message",
                code: "incoming_too_long",
            });
            assert.equal(story.closes, 1);
        });
    });

    test("ends in order and takes its companion with it", async () => {
        process.kill(server.pid, "SIGTERM");
        await until("it ended", () => server.outcome, startDeadline);
        for (const pool of ["default", "services"])
            await until(
                `pool ${pool} was empty`,
                async () => !(await kitEnvoys(engine.endpoint, pool)).length,
            );
    });

    test("comes back, and so does its companion", async () => {
        server = await launchServer({ RIVET_ENDPOINT: engine.endpoint });
        await bothEnvoys(server, engine.endpoint);
        const notebook = createClient({ endpoint: engine.endpoint }).notebook.getOrCreate(["usual"]);
        assert.deepEqual((await notebook.read()).lines, ["one", "two"]);
    });
});

const skip = (await isTaken(enginePort)) && `port ${enginePort} is taken on this machine`;

describe(`a rivetkit server that is told nothing, beside ${targetName}`, { timeout: 60_000, skip }, () => {
    test(`uses the engine that is on port ${enginePort}`, async () => {
        const engine = await startEngine(enginePort);
        let server;
        try {
            server = await launchServer();
            await bothEnvoys(server, engine.endpoint);
            await answersAsUsual(`http://127.0.0.1:${enginePort}`);
        } finally {
            await server?.stop("SIGKILL");
            await engine.stop();
        }
    });
});
