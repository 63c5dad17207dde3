// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rove-engine whose disk can be made full, or that may not write its folder, without touching a disk: by
// the limit of the kernel on the size of files, and by the rights of a folder.

import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { roveEngine } from "./paths.mjs";
import { Program } from "./process.mjs";

const startDeadline = 30_000;
const nobody = "65534"; // Root may write everywhere, so the engine is somebody else.

const words = (store, data) => [
    roveEngine(), "--listen", "127.0.0.1:0", "--store", store, "--data", data, "--log-level", "warn",
];

/** Starts an engine that survives a write over the limit, as it does one on a full disk. */
export async function startEngineWithLimit(store, data) {
    const program = new Program("rove-engine", "bash", ["-c", 'trap "" XFSZ; exec "$@"', "engine",
        ...words(store, data)]);
    const [, endpoint] = await program.waitForOutput(/^listening on (http:\/\/\S+)$/m, startDeadline);
    return { program, endpoint };
}

/** From now on no write of the program succeeds, or all do again. */
export function setRoom(program, room) {
    execFileSync("prlimit", ["--pid", String(program.pid), `--fsize=${room ? "unlimited" : "0"}:unlimited`]);
}

/** Starts an engine on a folder that it may not write; the start is expected to fail. */
export function launchEngineWithoutRights(store, data) {
    setRights(data, { folder: 0o555, file: 0o444 });
    const program = roveEngine();
    const asNobody = process.getuid() === 0 ? ["setpriv", "--reuid", nobody, "--clear-groups", "--"] : [];
    const [command, ...rest] = [...asNobody, program, ...words(store, data).slice(1)];
    return new Program("rove-engine without rights", command, rest);
}

export function setRights(data, { folder, file }) {
    chmodSync(data, 0o755);
    for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
        chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? folder : file);
    chmodSync(data, folder);
}
