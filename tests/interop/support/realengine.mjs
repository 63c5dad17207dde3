// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real rivet-engine and a real rivetkit server on it, both unmodified from npm.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { call, putPool } from "./manager.mjs";
import { node, olderRivetkitServer, rivetEngine, rivetkitServer } from "./paths.mjs";
import { freePorts, Program, temporaryFolder, until } from "./process.mjs";

// Port numbers are picked before the engine binds them; another program may be faster.
const startAttempts = 3;
const startDeadline = 60_000;

/**
 * Starts the engine on ports that the system chose; gives `{ program, endpoint, place }` once it answers.
 * With an `adminToken` its manager API wants that token (spec/engine-api.md 1.4); with `streams` its gateway
 * sends bodies in pieces (spec/runner-envoy.md 4.2), which it does not unless told. Its public `port` may be
 * given. A `place` that an earlier start gave starts it there again: on the same ports and data.
 */
export async function startRealEngine({ adminToken, streams = false, port, place } = {}) {
    for (let attempt = 1; ; attempt++) {
        const chosen = place ?? (await choosePlace({ adminToken, streams, port }));
        const program = new Program("rivet-engine", rivetEngine, ["start", "--config", chosen.config], {
            RUST_LOG: "warn",
            RUST_LOG_ANSI_COLOR: "0",
        });
        try {
            await until(
                "the real engine answered /health",
                () => {
                    if (program.outcome) throw new Error(`rivet-engine ended early:\n${program.output}`);
                    return answersOk(`${chosen.endpoint}/health`);
                },
                startDeadline,
            );
            return { program, endpoint: chosen.endpoint, place: chosen };
        } catch (error) {
            await program.stop("SIGKILL");
            if (attempt === startAttempts) throw error;
        }
    }
}

async function choosePlace(settings) {
    const [guardPort, ...others] = await freePorts(3);
    return placeAt([settings.port ?? guardPort, ...others], settings);
}

function placeAt(ports, settings) {
    return { endpoint: addressOf(ports[0]), config: writeConfig(...ports, settings) };
}

const addressOf = (port) => `http://127.0.0.1:${port}`;

/**
 * Starts one engine for each name, as the datacenters of one cluster (spec/engine-api.md 6); the first leads.
 * Gives them in the same order as `startRealEngine` does.
 */
export async function startRealCluster(names) {
    const ports = await freePorts(3 * names.length);
    const portsOf = names.map((_, index) => ports.slice(3 * index, 3 * index + 3));
    const datacenters = Object.fromEntries(
        names.map((name, index) => {
            const [guard, peer] = portsOf[index].map(addressOf);
            const place = { public_url: guard, proxy_url: guard, peer_url: peer, valid_hosts: ["127.0.0.1"] };
            return [name, { datacenter_label: index + 1, is_leader: index === 0, ...place }];
        }),
    );
    return Promise.all(
        names.map((_, index) => {
            const topology = { datacenter_label: index + 1, datacenters };
            return startRealEngine({ place: placeAt(portsOf[index], { topology }) });
        }),
    );
}

// The real engine starts no actors on a machine busier than 70 %, which a test machine always is; the flat
// curve turns that off (spec/runner-envoy.md 7.2).
function writeConfig(guardPort, peerPort, metricsPort, { adminToken, streams, topology }) {
    const folder = temporaryFolder();
    const host = "127.0.0.1";
    const file = join(folder, "engine.json");
    writeFileSync(
        file,
        JSON.stringify({
            guard: { host, port: guardPort },
            api_peer: { host, port: peerPort },
            metrics: { host, port: metricsPort },
            file_system: { path: join(folder, "db") },
            telemetry: { enabled: false },
            ...(streams && { features: { guard_gateway_v3: { mode: "on", percentage: 100 } } }),
            ...(topology && { topology }),
            ...(adminToken && { auth: { admin_token: adminToken } }),
            runtime: {
                worker_load_shedding_curve: [
                    [100_000, 1000],
                    [101_000, 999],
                ],
            },
        }),
    );
    return file;
}

async function answersOk(url) {
    try {
        return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
        return false;
    }
}

/**
 * Starts the server of rivetkitserver.mjs on `endpoint`, in the pool that `environment` names; gives its
 * program once its envoy is connected.
 */
export async function startRivetkitServer(endpoint, environment = {}) {
    const program = new Program("rivetkit server", node, [rivetkitServer], {
        RIVET_ENDPOINT: endpoint,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
        ...environment,
    });
    const pool = environment.RIVET_POOL ?? "default";
    await until(
        "the rivetkit server's envoy joined the engine",
        async () => {
            if (program.outcome) throw new Error(`The rivetkit server ended early:\n${program.output}`);
            const answer = await fetch(`${endpoint}/envoys?namespace=default`);
            return answer.ok && (await answer.json()).envoys.some((envoy) => envoy.pool_name === pool);
        },
        startDeadline,
    );
    return program;
}

/**
 * Starts the server of rivetkit 2.2.1 on `endpoint`, in a pool of its own, which is made first; gives its
 * program once its runner is connected. That release joins as a runner, not as an envoy.
 */
export async function startOlderServer(endpoint, pool) {
    await putPool(endpoint, pool);
    const program = new Program("rivetkit 2.2.1 server", node, [olderRivetkitServer], {
        RIVET_ENDPOINT: endpoint,
        RIVET_RUNNER: pool,
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
    });
    await until(
        "the runner of rivetkit 2.2.1 joined the engine",
        async () => {
            if (program.outcome) throw new Error(`The older server ended early:\n${program.output}`);
            const answer = await call(endpoint, "GET", "/runners?namespace=default");
            return answer.body.runners?.some((runner) => runner.name === pool);
        },
        startDeadline,
    );
    return program;
}
