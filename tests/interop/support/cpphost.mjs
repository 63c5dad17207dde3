// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The C++ example actors on the engine that the command line names: in Rove's engine itself, or in
// `rove-engine --join` beside the real one. Either can be ended the hard way and started again on its data.

import { isReal, LastingEngine } from "./engine.mjs";
import { startJoined } from "./joined.mjs";
import { call } from "./manager.mjs";
import { until } from "./process.mjs";

const joinDeadline = 60_000;

export class CppHost {
    #engine = new LastingEngine();
    #joined;

    get endpoint() {
        return this.#engine.endpoint;
    }

    async start() {
        await this.#engine.start();
        if (isReal) this.#joined = await startJoined(this.endpoint);
        return this;
    }

    /** Kills the engine and starts it again; a joined process stays, and comes back by itself. */
    async restartEngine() {
        await this.#engine.kill();
        await this.#engine.start();
        if (!isReal) return;
        await until(
            "the envoy was back",
            async () => {
                const answer = await call(this.endpoint, "GET", "/envoys?namespace=default&name=default");
                return answer.body.envoys?.some((envoy) => envoy.envoy_key === this.#joined.envoyKey);
            },
            joinDeadline,
        );
    }

    async stop() {
        await this.#joined?.program.stop("SIGKILL");
        await this.#engine.kill();
    }
}
