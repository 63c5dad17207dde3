// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rove's runtime as an envoy of another engine: rove-engine --join with the example actors, and the program
// of specimenhost.cpp with those of the unit tests.

import { dirname, join } from "node:path";

import { roveEngine } from "./paths.mjs";
import { Program, temporaryFolder } from "./process.mjs";

const startDeadline = 60_000;

/** Starts `rove-engine --join URL` without waiting for anything. */
export function launchJoined(url, words = [], environment = {}) {
    return new Program("rove-engine --join", roveEngine(), ["--join", url, ...words], environment);
}

/** The same of the program with the window, which nobody sees here. */
export async function startJoinedWindow(url, words = []) {
    const settings = ["--settings", temporaryFolder(), "--data", temporaryFolder(), "--new-instance"];
    const command = join(dirname(roveEngine()), "rove");
    const environment = { QT_QPA_PLATFORM: "offscreen" };
    return joined(new Program("rove --join", command, ["--join", url, ...settings, ...words], environment));
}

/** Starts it; gives `{ program, envoyKey }` once the engine has taken it. */
export async function startJoined(url, words, environment) {
    return joined(launchJoined(url, words, environment));
}

/** The same with the actors of the unit tests. */
export async function startSpecimens(url, pool, version = 1) {
    const command = join(dirname(roveEngine()), "specimenhost");
    return joined(new Program("specimenhost", command, [url, pool, String(version)]));
}

async function joined(program) {
    const [, envoyKey] = await program.waitForOutput(/^joined .*\benvoy (\S+)/m, startDeadline);
    return { program, envoyKey };
}
