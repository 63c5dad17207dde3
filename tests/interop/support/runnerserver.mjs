// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server of runnerserver.mjs, on an engine that may have other hosts of actors.

import { join } from "node:path";

import { call } from "./manager.mjs";
import { interopFolder, node } from "./paths.mjs";
import { Program, temporaryFolder, until } from "./process.mjs";

const startDeadline = 30_000;

/** The runners that are connected and take actors, newest first. */
export async function runners(endpoint) {
    const answer = await call(endpoint, "GET", "/runners?namespace=default");
    return answer.body.runners.filter((runner) => runner.drain_ts === null && runner.stop_ts === null);
}

/** What is another when a runner has joined, for the first time or again. */
const joining = (runner) => `${runner.runner_id} ${runner.last_connected_ts}`;

/** Starts the server; gives its program, with its `runnerId`, once its runner has joined the engine. */
export async function startRunnerServer(endpoint, release, environment = {}) {
    const before = (await runners(endpoint)).map(joining);
    const program = new Program(
        `rivetkit ${release} server`,
        node,
        [join(interopFolder, "runnerserver.mjs"), release],
        {
            RIVET_ENDPOINT: endpoint,
            RIVETKIT_STORAGE_PATH: temporaryFolder(),
            RIVET_LOG_LEVEL: process.env.SERVER_LOG_LEVEL ?? "warn",
            LOG_LEVEL: process.env.SERVER_LOG_LEVEL ?? "warn",
            ...environment,
        },
    );
    const joined = await until(
        `the runner of rivetkit ${release} joined`,
        async () => {
            if (program.outcome) throw new Error(`The server ended early:\n${program.output}`);
            return (await runners(endpoint)).find((runner) => !before.includes(joining(runner)));
        },
        startDeadline,
    );
    program.runnerId = joined.runner_id;
    return program;
}
