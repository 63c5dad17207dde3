// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine under test, as a user starts it.

import { roveEngine } from "./paths.mjs";
import { Program, temporaryFolder } from "./process.mjs";

const startDeadline = 30_000;

/** Words with which the engine soon gives up a host that was killed; for tests that kill some. */
export const impatient = ["--rule", "envoy-eligible-threshold=2s", "--rule", "envoy-lost-threshold=3s"];

/** Starts rove-engine without waiting for anything; for starts that are expected to fail. */
export function launchRoveEngine(options = {}) {
    const { listen = "127.0.0.1:0", store = "memory", data = temporaryFolder() } = options;
    const { words = [], environment } = options;
    const usual = ["--listen", listen, "--store", store, "--data", data, "--log-level", "warn"];
    return new Program("rove-engine", roveEngine(), [...usual, ...words], environment);
}

/** Starts rove-engine; gives `{ program, endpoint }` once it listens. */
export async function startRoveEngine(options) {
    const program = launchRoveEngine(options);
    const [, endpoint] = await program.waitForOutput(/^listening on (http:\/\/\S+)$/m, startDeadline);
    return { program, endpoint };
}
