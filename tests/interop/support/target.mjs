// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a test talks to. The same test runs against Rove's engine and, to prove that it expects what the real
// thing does, against the real engine with a real rivetkit server.

import { targetName } from "./engine.mjs";
import { startRealEngine, startRivetkitServer } from "./realengine.mjs";
import { startRoveEngine } from "./roveengine.mjs";

export { targetName };

/**
 * Starts the target that the command line names, `rove` or `rivet`; gives `{ endpoint, pid, stop }`, with the
 * engine's process.
 */
export async function startTarget() {
    if (targetName === "rove") {
        const { program, endpoint } = await startRoveEngine();
        return { endpoint, pid: program.pid, stop: () => program.stop() };
    }
    const { program, endpoint } = await startRealEngine();
    const server = await startRivetkitServer(endpoint);
    return {
        endpoint,
        pid: program.pid,
        stop: async () => {
            await server.stop();
            await program.stop();
        },
    };
}
