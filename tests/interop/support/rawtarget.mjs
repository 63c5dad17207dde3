// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server of rawserver.mjs on the engine that the command line names.

import { join } from "node:path";

import { startEngine } from "./engine.mjs";
import { interopFolder, node } from "./paths.mjs";
import { Program, temporaryFolder, until } from "./process.mjs";

const startDeadline = 30_000;

/** Gives `{ endpoint, stop }` once the server's envoy has said what it is. */
export async function startRawTarget() {
    const engine = await startEngine();
    const { endpoint } = engine;
    const server = new Program("raw server", node, [join(interopFolder, "rawserver.mjs")], {
        RIVET_ENDPOINT: endpoint,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
    });
    await until(
        "the raw server's envoy joined",
        async () => {
            if (server.outcome) throw new Error(`The raw server ended early:\n${server.output}`);
            const answer = await fetch(`${endpoint}/actors/names?namespace=default`);
            return answer.ok && "raw" in (await answer.json()).names;
        },
        startDeadline,
    );
    return {
        endpoint,
        stop: async () => {
            await server.stop("SIGKILL");
            await engine.stop();
        },
    };
}
