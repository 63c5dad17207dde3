// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rivetkit server of rivetkit/server.mjs, or its twin in C++, on an engine that may have other envoys.

import { isCpp, serverName } from "./engine.mjs";
import { call } from "./manager.mjs";
import { kitHost, node, nodeServer } from "./paths.mjs";
import { Program, temporaryFolder, until } from "./process.mjs";

const startDeadline = 30_000;

/** What an envoy says of itself that runs such a server. */
const isKit = ({ metadata }) => (isCpp ? metadata?.rove : metadata?.rivetkit);

/**
 * The envoys that such servers of a pool have, as the API lists them. A real engine that already answers
 * /health may still fail with an internal error while it starts: that is tried again.
 */
export async function kitEnvoys(endpoint, pool = "default") {
    const path = `/envoys?namespace=default&name=${pool}`;
    const envoys = await until("the envoys were listed", async () => {
        const answer = await call(endpoint, "GET", path);
        return answer.body.envoys;
    });
    return envoys.filter((envoy) => isKit(envoy) && envoy.stop_ts === null);
}

/** Starts the server without waiting for anything. */
export function launchNodeServer(environment) {
    const [command, ...words] = isCpp ? [kitHost()] : [node, nodeServer];
    return new Program(serverName, command, words, environment);
}

/** Starts the server; gives its program, with its `envoyKey`, once its envoy has said what it is. */
export async function startNodeServer(endpoint, environment = {}) {
    const pool = environment.RIVET_POOL ?? "default";
    const before = (await kitEnvoys(endpoint, pool)).map((envoy) => envoy.envoy_key);
    const program = launchNodeServer({
        RIVET_ENDPOINT: endpoint,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
        ...environment,
    });
    const joined = await until(
        `the envoy of the ${program.name} joined`,
        async () => {
            if (program.outcome) throw new Error(`The ${program.name} ended early:\n${program.output}`);
            return (await kitEnvoys(endpoint, pool)).find((envoy) => !before.includes(envoy.envoy_key));
        },
        startDeadline,
    );
    program.envoyKey = joined.envoy_key;
    return program;
}
