// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pool of its own for one check, with the servers that it starts and the clients that write meanwhile.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "rivetkit/client";

import { startNodeServer } from "./nodeserver.mjs";
import { until } from "./process.mjs";

const pace = 15; // milliseconds between two writes, so that checks leave each other some of the machine

/** The pool of a name on an engine. */
export class KitPool {
    #servers = [];

    constructor(endpoint, name) {
        this.endpoint = endpoint;
        this.name = name;
    }

    client() {
        return createClient({ endpoint: this.endpoint, poolName: this.name });
    }

    notebook(...key) {
        return this.client().notebook.getOrCreate([this.name, ...key]);
    }

    /** Starts a server in this pool, which connects to the engine by way of `endpoint`. */
    async startServer({ endpoint = this.endpoint, version = 1 } = {}) {
        const server = await startNodeServer(this.endpoint, {
            RIVET_ENDPOINT: endpoint,
            RIVET_POOL: this.name,
            RIVET_ENVOY_VERSION: String(version),
        });
        this.#servers.push(server);
        return server;
    }

    async stop() {
        for (const server of this.#servers) await server.stop("SIGKILL");
    }
}

/** Writes numbered lines into a notebook, each once the one before was answered, until it is told to stop. */
export class Scribe {
    #isStopped = false;
    #isHeld = false;
    #isQuiet = false;
    #writing;
    acknowledged = [];
    failures = [];

    /** `notebook` is a handle or a connection. */
    constructor(name, notebook) {
        this.name = name;
        this.#writing = this.#write(notebook);
    }

    async #write(notebook) {
        for (let number = 0; !this.#isStopped; number++) {
            const line = `${this.name} ${number}`;
            try {
                await notebook.write(line);
                this.acknowledged.push(line);
            } catch (error) {
                this.failures.push(`${line}: ${error.group}.${error.code} ${error.message}`);
            }
            await pause(pace);
            while (this.#isHeld) {
                this.#isQuiet = true;
                await pause(1);
            }
            this.#isQuiet = false;
        }
    }

    /** Writes nothing more until it may go on; gives back once the last line is answered. */
    hold() {
        this.#isHeld = true;
        return until(`${this.name} was quiet`, () => this.#isQuiet);
    }

    goOn() {
        this.#isHeld = false;
    }

    /** Waits until the last line is answered. */
    stop() {
        this.#isStopped = true;
        return this.#writing;
    }

    /** What it wrote into `lines`. */
    #linesAmong(lines) {
        return lines.filter((line) => line.startsWith(`${this.name} `));
    }

    /** Each line was answered, and is there once, in order. */
    assertNothingLost(lines) {
        assert.deepEqual(this.failures, []);
        assert.deepEqual(this.#linesAmong(lines), this.acknowledged);
    }

    /** Each line that was answered is there once, in order. */
    assertNothingAcknowledgedLost(lines) {
        const there = this.#linesAmong(lines);
        assert.equal(new Set(there).size, there.length);
        const acknowledged = new Set(this.acknowledged);
        assert.deepEqual(
            there.filter((line) => acknowledged.has(line)),
            this.acknowledged,
        );
    }
}
