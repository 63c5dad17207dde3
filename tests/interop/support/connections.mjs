// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connections of the npm client, with what befalls them.

import { setTimeout as pause } from "node:timers/promises";

const disposeDeadline = 5000; // milliseconds

/**
 * Runs `use(connection, story)` with an open connection and closes it whatever happens. The story counts how
 * often the connection was opened and closed, and keeps its errors.
 */
export async function withConnection(handle, use) {
    const connection = handle.connect();
    const story = { opens: 0, closes: 0, errors: [] };
    connection.onOpen(() => (story.opens += 1));
    connection.onClose(() => (story.closes += 1));
    connection.onError((error) => story.errors.push(error));
    try {
        return await use(connection, story);
    } finally {
        // The client waits for ever for the end of a connection that it could not open again.
        await Promise.race([connection.dispose(), pause(disposeDeadline, undefined, { ref: false })]);
    }
}

/** The events of a name as they come, each as the list of its arguments. */
export function listen(connection, name) {
    const seen = [];
    connection.on(name, (...values) => seen.push(values));
    return seen;
}
