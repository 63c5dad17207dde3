// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the checks of rivetkit/ talk to: the engine that the command line names, with the server of
// rivetkit/server.mjs on it.

import { createClient } from "rivetkit/client";

import { startEngine } from "./engine.mjs";
import { startNodeServer } from "./nodeserver.mjs";

export const messageBytesMax = 4 * 1024 * 1024;

/** The engine and the server, once started; they live as long as the checks. */
export class KitTarget {
    #engine;
    #server;

    async start() {
        this.#engine = await startEngine();
        this.#server = await startNodeServer(this.endpoint, { MESSAGE_BYTES_MAX: String(messageBytesMax) });
    }

    async stop() {
        await this.#server?.stop("SIGKILL");
        await this.#engine?.stop();
    }

    get endpoint() {
        return this.#engine.endpoint;
    }

    client(encoding = "bare") {
        return createClient({ endpoint: this.endpoint, encoding });
    }

    /** The notebook of a key, which exists from its first use on. */
    notebook(...key) {
        return this.client().notebook.getOrCreate(key);
    }

    /** Where the gateway takes raw requests to an actor. */
    async gatewayUrl(handle) {
        return `${this.endpoint}/gateway/${await handle.resolve()}`;
    }
}
