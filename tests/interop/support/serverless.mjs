// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real rivetkit server as a serverless platform: it serves /api/rivet and connects only when it is asked
// to.

import { join } from "node:path";

import { call, putPool } from "./manager.mjs";
import { interopFolder, node, nodeServer } from "./paths.mjs";
import { Program, temporaryFolder, until } from "./process.mjs";

const startDeadline = 60_000;

/** Starts the server of rivetkit/server.mjs as a platform on `port`; gives `{ program, url }`. */
export function startPlatform(endpoint, pool, port) {
    return platform(port, [nodeServer], {
        RIVETKIT_RUNTIME_MODE: "serverless",
        RIVET_PORT: String(port),
        RIVET_ENDPOINT: endpoint,
        RIVET_POOL: pool,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
    });
}

/** The same with the server of rivetkit 2.2.1, which joins as a runner. */
export function startRunnerPlatform(endpoint, pool, port) {
    return platform(port, [join(interopFolder, "runnerserver.mjs"), "2.2.1"], {
        PLATFORM_PORT: String(port),
        RIVET_ENDPOINT: endpoint,
        RIVET_RUNNER: pool,
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
    });
}

async function platform(port, words, environment) {
    const program = new Program("serverless platform", node, words, environment);
    const url = `http://127.0.0.1:${port}/api/rivet`;
    await until(
        "the platform answered",
        async () => {
            if (program.outcome) throw new Error(`The platform ended early:\n${program.output}`);
            try {
                return (await fetch(`${url}/metadata`)).ok;
            } catch {
                return false;
            }
        },
        startDeadline,
    );
    return { program, url };
}

/** Makes a pool serverless; `settings` are those of the API. */
export function putServerlessPool(endpoint, pool, url, settings = {}) {
    const serverless = { url, request_lifespan: 900, drain_grace_period: 10, ...settings };
    return putPool(endpoint, pool, { serverless });
}

/** The pool as the API lists it. */
export async function poolConfig(endpoint, pool) {
    const answer = await call(endpoint, "GET", `/runner-configs?namespace=default&runner_name=${pool}`);
    return answer.body.runner_configs[pool]?.datacenters.default;
}
