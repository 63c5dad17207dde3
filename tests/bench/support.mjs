// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the benchmarks share: the load programs, what a process used, tables and ratios.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { call } from "../interop/support/manager.mjs";
import { until } from "../interop/support/process.mjs";

const ticksPerSecond = 100; // USER_HZ, which Linux fixes at 100 for /proc.

export const buildFolder = process.argv[2];
export const bin = join(buildFolder, "bin");
process.env.ROVE_BIN = bin;

export const portOf = (endpoint) => new URL(endpoint).port;

/** Runs one of the load programs; gives what it measured. */
export async function measure(program, ...options) {
    const { stdout } = await promisify(execFile)(join(bin, program), options.map(String));
    return JSON.parse(stdout);
}

/** Processor time that a process has used, in seconds. */
export function processorTimeOf(pid) {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Creates a counter and waits until it answers; gives its id. */
export async function createCounter(endpoint, key, pool = "default") {
    const body = { name: "counter", key, runner_name_selector: pool, crash_policy: "sleep" };
    const { actor } = (await call(endpoint, "PUT", "/actors?namespace=default", body)).body;
    await until(`the counter ${key} answered`, async () => {
        const answer = await call(endpoint, "GET", `/gateway/${actor.actor_id}/health`);
        return answer.status === 200;
    });
    return actor.actor_id;
}

/** Waits until a rivetkit server hosts the pool. */
export function untilHosted(endpoint, pool) {
    return until(`a server joined the pool ${pool}`, async () => {
        const { body } = await call(endpoint, "GET", `/envoys?namespace=default&name=${pool}`);
        return body.envoys?.some((envoy) => envoy.metadata?.rivetkit);
    }, 30_000);
}

export function row([name, ...cells]) {
    const shown = cells.map((cell) =>
        typeof cell === "number" ? cell.toFixed(cell < 1000 ? 1 : 0) : (cell ?? "–"),
    );
    return `  ${name.padEnd(34)}${shown.map((cell) => cell.padStart(14)).join("")}`;
}

/** Ratios, each beside the aim that it has; an aim is `>= N` or `<= N`. */
export class Ratios {
    #found = [];

    add(text, value, aim) {
        this.#found.push({ text, value, aim });
    }

    print() {
        console.log("\nRatios");
        for (const { text, value, aim } of this.#found) {
            const verdict = aim ? `   aim ${aim}${isReached(value, aim) ? "" : "   MISSED"}` : "";
            console.log(`  ${text.padEnd(62)}${value.toFixed(2).padStart(10)}${verdict}`);
        }
    }

    save(name, results) {
        const machine = { processors: cpus().length, model: cpus()[0].model, load: loadavg() };
        const report = { machine, results, ratios: this.#found };
        writeFileSync(join(buildFolder, `bench-${name}.json`), JSON.stringify(report, null, 2));
    }
}

function isReached(value, aim) {
    const [relation, bound] = aim.split(" ");
    return relation === ">=" ? value >= Number(bound) : value <= Number(bound);
}
