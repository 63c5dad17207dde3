// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Well-behaved WebSockets to an engine, with what they hear.

/** Opens a socket as clients of the gateway do, gives it with what it hears; throws if it does not open. */
export async function openSocket(url, protocols = ["rivet"]) {
    const socket = new WebSocket(url, protocols);
    socket.binaryType = "arraybuffer";
    const heard = listenToSocket(socket);
    await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error(`The socket to ${url} did not open`));
    });
    return { socket, heard };
}

/** What a socket hears from now on: `messages`, binary ones as buffers, and its `end`, `{ code, reason }`. */
export function listenToSocket(socket) {
    const heard = { messages: [], end: undefined };
    socket.addEventListener("message", ({ data }) =>
        heard.messages.push(typeof data === "string" ? data : Buffer.from(data)),
    );
    socket.addEventListener("close", ({ code, reason }) => (heard.end = { code, reason }));
    return heard;
}
