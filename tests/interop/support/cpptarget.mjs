// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rove's own example actors, in C++, where the checks of rivetkit/ expect those of rivetkit/server.mjs: in
// the engine that is started, or joined to the real one.

import { createClient } from "rivetkit/client";

import { isReal } from "./engine.mjs";
import { startJoined } from "./joined.mjs";
import { startRealEngine } from "./realengine.mjs";
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
    #joined;

    async start() {
        this.#engine = isReal ? await startRealEngine() : await startRoveEngine();
        if (isReal) this.#joined = await startJoined(this.endpoint);
    }

    async stop() {
        await this.#joined?.program.stop("SIGKILL");
        await this.#engine?.program.stop(isReal ? "SIGKILL" : "SIGTERM");
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
