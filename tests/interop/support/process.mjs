// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Programs that a test starts. Each runs in its own process group with its output kept; whatever still runs
// when the test ends, by whatever way, is killed: at exit by this file, and by the kernel (parent-death
// signal) if the test itself was killed. The test and each program have a TMPDIR of their own, as npm
// packages leave what they made there; it all lies in one folder, which is removed at exit.

import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const outputBytesKept = 256 * 1024;
const pollInterval = 20;

const running = new Set();
const testFolder = mkdtempSync(join(tmpdir(), "rove-interop-"));
chmodSync(testFolder, 0o711); // An engine that runs as nobody finds its own folder in it (unwritable.mjs).
process.env.TMPDIR = testFolder;

process.on("exit", () => {
    for (const child of running) child.signalGroup("SIGKILL");
    // What was killed may still write for a moment.
    rmSync(testFolder, { recursive: true, force: true, maxRetries: 10 });
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** A folder that is removed when the test ends. */
export function temporaryFolder() {
    return mkdtempSync(join(testFolder, "folder-"));
}

/** Ports of 127.0.0.1 that nobody used a moment ago, all different. */
export async function freePorts(count) {
    const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
    const ports = servers.map((server) => server.address().port);
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    return ports;
}

function listenAnywhere() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

/** Calls `condition` until it gives something true, and returns that; throws after `deadline` ms. */
export async function until(what, condition, deadline = 15_000) {
    const end = Date.now() + deadline;
    for (;;) {
        const value = await condition();
        if (value) return value;
        if (Date.now() > end) throw new Error(`Waited ${deadline} ms in vain until ${what}`);
        await delay(pollInterval);
    }
}

/** Resident memory of a process, in MiB. */
export function memoryOf(pid) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

/** One running program. */
export class Program {
    #child;
    #output = "";

    constructor(name, command, commandArguments, environment = {}) {
        this.name = name;
        this.#child = spawn("setpriv", ["--pdeathsig", "KILL", "--", command, ...commandArguments], {
            detached: true,
            env: { ...process.env, TMPDIR: temporaryFolder(), ...environment },
            stdio: ["pipe", "pipe", "pipe"],
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream.setEncoding("utf8");
            stream.on("data", (text) => {
                this.#output = (this.#output + text).slice(-outputBytesKept);
            });
        }
        running.add(this);
        this.exited = new Promise((resolve) => {
            this.#child.on("error", (error) => resolve({ code: null, signal: null, error }));
            this.#child.on("close", (code, signal) => resolve({ code, signal }));
        }).then((outcome) => {
            running.delete(this);
            this.outcome = outcome;
            return outcome;
        });
    }

    get pid() {
        return this.#child.pid;
    }

    /** What the program wrote to standard output and error, the last part of it. */
    get output() {
        return this.#output;
    }

    write(text) {
        this.#child.stdin.write(text);
    }

    /** The match of `pattern` in the output, as soon as there is one; throws if the program ends first. */
    waitForOutput(pattern, deadline) {
        return until(
            `${this.name} printed ${pattern}`,
            () => {
                const match = pattern.exec(this.#output);
                if (!match && this.outcome) throw new Error(`${this.name} ended early:\n${this.#output}`);
                return match;
            },
            deadline,
        );
    }

    signalGroup(signal) {
        try {
            process.kill(-this.pid, signal);
        } catch (error) {
            if (error.code !== "ESRCH") throw error;
        }
    }

    /** Sends `signal` and waits for the end; kills, and throws, if that takes longer than `deadline` ms. */
    async stop(signal = "SIGTERM", deadline = 20_000) {
        if (!this.outcome) this.signalGroup(signal);
        try {
            await until(`${this.name} ended after ${signal}`, () => this.outcome, deadline);
        } finally {
            this.signalGroup("SIGKILL");
        }
        return this.outcome;
    }
}
