// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine that the command line names, `rove` or `rivet`: the same test runs on both. A word `cpp` after
// it wants the actors in C++ instead of JavaScript, where a test has both.

import { freePorts, temporaryFolder } from "./process.mjs";
import { startRealEngine } from "./realengine.mjs";
import { startRoveEngine } from "./roveengine.mjs";

export const targetName = process.argv[2] ?? "rove";
export const isReal = targetName === "rivet";
if (!["rove", "rivet"].includes(targetName))
    throw new Error(`The target is rove or rivet, not ${targetName}`);

/** Whether the actors are those of kitactors/, on Rove's runtime, and not those of rivetkit/actors/. */
export const isCpp = process.argv.includes("cpp", 3);
export const serverName = isCpp ? "C++ server" : "rivetkit server";

/** What to skip with on the real engine, which differs in what `reason` says. */
export const notOnRivet = (reason) => ({ skip: isReal && reason });

/** Starts it, on a port that it must have if one is given; gives `{ program, endpoint, stop }`. */
export async function startEngine(port) {
    const started = isReal
        ? await startRealEngine({ streams: true, port })
        : await startRoveEngine(port && { listen: `127.0.0.1:${port}` });
    // The real one takes long to end in order, which is not what is checked.
    return { ...started, stop: () => started.program.stop(isReal ? "SIGKILL" : "SIGTERM") };
}

/** The same engine, which keeps its data in a folder and can be killed and started on it again. */
export class LastingEngine {
    #roveOptions;
    #place;

    async start() {
        if (isReal) {
            const started = await startRealEngine({ streams: true, place: this.#place });
            this.#place = started.place;
            Object.assign(this, started);
            return;
        }
        if (!this.#roveOptions) {
            const [port] = await freePorts(1);
            const listen = `127.0.0.1:${port}`;
            this.#roveOptions = { listen, store: "filesystem", data: temporaryFolder() };
        }
        Object.assign(this, await startRoveEngine(this.#roveOptions));
    }

    kill() {
        return this.program.stop("SIGKILL");
    }
}
