// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rove's own example actors, which run in its engine's process, where the checks of rivetkit/ expect those of
// rivetkit/server.mjs.

import { createClient } from "rivetkit/client";

import { startRoveEngine } from "./roveengine.mjs";

/** What a check asks of the notebook, asked of the diary. */
class Diary {
    #handle;

    constructor(handle) {
        this.#handle = handle;
        const same = ["write", "clear", "writeLater", "writeAt", "scheduled", "unschedule", "writeEvery"];
        same.push("writeWhen", "repeating", "repeated", "stopRepeating", "resolve", "send");
        for (const name of same) this[name] = (...values) => handle[name](...values);
    }

    async read() {
        return { lines: await this.#handle.lines() };
    }

    async length() {
        return (await this.#handle.lines()).length;
    }

    dozeSlowly(milliseconds) {
        return this.#handle.doze(milliseconds);
    }
}

export class CppTarget {
    #engine;

    async start() {
        this.#engine = await startRoveEngine();
    }

    async stop() {
        await this.#engine?.program.stop();
    }

    get endpoint() {
        return this.#engine.endpoint;
    }

    client(encoding = "bare") {
        const client = createClient({ endpoint: this.endpoint, encoding });
        return { mailbox: client.postbox, notebook: client.diary };
    }

    notebook(...key) {
        return new Diary(this.client().notebook.getOrCreate(key));
    }

    /** Where the gateway takes raw requests to an actor. */
    async gatewayUrl(handle) {
        return `${this.endpoint}/gateway/${await handle.resolve()}`;
    }
}
