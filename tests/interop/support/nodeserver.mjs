// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rivetkit server of nodeserver.mjs, on an engine that may have other envoys.

import { join } from "node:path";

import { interopFolder, node } from "./paths.mjs";
import { Program, temporaryFolder, until } from "./process.mjs";

const startDeadline = 30_000;

async function envoyKeys(endpoint) {
    const answer = await fetch(`${endpoint}/envoys?namespace=default`);
    const { envoys } = await answer.json();
    return envoys.filter((envoy) => envoy.metadata?.rivetkit).map((envoy) => envoy.envoy_key);
}

/** Starts the server; gives its program once its envoy has said what it is. */
export async function startNodeServer(endpoint) {
    const before = await envoyKeys(endpoint);
    const program = new Program("rivetkit server", node, [join(interopFolder, "nodeserver.mjs")], {
        RIVET_ENDPOINT: endpoint,
        RIVET_RUN_SERVICES: "0",
        RIVETKIT_STORAGE_PATH: temporaryFolder(),
    });
    await until(
        "the rivetkit server's envoy joined",
        async () => {
            if (program.outcome) throw new Error(`The rivetkit server ended early:\n${program.output}`);
            return (await envoyKeys(endpoint)).some((key) => !before.includes(key));
        },
        startDeadline,
    );
    return program;
}
