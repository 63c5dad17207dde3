// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTTP and WebSocket written byte by byte, for what no well-behaved client would send.

import { randomBytes } from "node:crypto";
import { connect } from "node:net";

import { until } from "./process.mjs";

/** A TCP connection that keeps what it receives. */
export class RawSocket {
    received = Buffer.alloc(0);
    closed = false;

    constructor(endpoint) {
        const { hostname, port } = new URL(endpoint);
        this.socket = connect(Number(port), hostname);
        this.socket.on("data", (chunk) => {
            this.received = Buffer.concat([this.received, chunk]);
        });
        this.socket.on("close", () => {
            this.closed = true;
        });
        // A reset is one way to be refused; "close" follows.
        this.socket.on("error", () => {});
    }

    write(bytes) {
        this.socket.write(bytes);
    }

    pause() {
        this.socket.pause();
    }

    destroy() {
        this.socket.destroy();
    }
}

/**
 * Sends `request` and gives `{ status, headers, body }` of the first answer, or `{ status: null }` if the
 * peer closed the connection without one.
 */
export async function exchange(endpoint, request, deadline = 15_000) {
    const socket = new RawSocket(endpoint);
    try {
        socket.write(request);
        return await until("the peer answered or closed", () => readAnswer(socket), deadline);
    } finally {
        socket.destroy();
    }
}

function readAnswer({ received, closed }) {
    const text = received.toString("latin1");
    const headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) return closed ? { status: null } : null;
    const [statusLine, ...lines] = text.slice(0, headEnd).split("\r\n");
    const headers = Object.fromEntries(lines.map((line) => splitOnce(line.toLowerCase(), ": ")));
    const body = text.slice(headEnd + 4);
    const length = Number(headers["content-length"] ?? (closed ? body.length : Infinity));
    return body.length < length ? null : { status: Number(statusLine.split(" ")[1]), headers, body };
}

function splitOnce(text, separator) {
    const at = text.indexOf(separator);
    return [text.slice(0, at), text.slice(at + separator.length)];
}

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** A WebSocket whose frames can be wrong in every way. */
export class RawWebSocket {
    #socket;
    /** `{ opcode, payload }` in order of arrival. */
    frames = [];

    /** Opens the socket; throws if the peer does not upgrade. */
    static async open(endpoint, path, protocols = ["rivet"], headers = {}) {
        const webSocket = new RawWebSocket();
        webSocket.#socket = new RawSocket(endpoint);
        const lines = Object.entries({
            host: new URL(endpoint).host,
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": randomBytes(16).toString("base64"),
            "sec-websocket-protocol": protocols.join(", "),
            ...headers,
        }).map(([name, value]) => `${name}: ${value}\r\n`);
        webSocket.#socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
        await until("the socket was upgraded", () => webSocket.#takeHead());
        return webSocket;
    }

    get closed() {
        return this.#socket.closed;
    }

    destroy() {
        this.#socket.destroy();
    }

    /** `flags` overrides the first byte's upper half, `length` what the header says of the payload's size. */
    send(opcode, payload, { flags = 0x80, masked = true, length = payload.length } = {}) {
        const maskBit = masked ? 0x80 : 0;
        const head = Buffer.alloc(10);
        head[0] = flags | opcode;
        head[1] = maskBit | 127;
        head.writeBigUInt64BE(BigInt(length), 2);
        const mask = masked ? randomBytes(4) : Buffer.alloc(0);
        const body = Buffer.from(payload);
        if (masked) body.forEach((byte, index) => (body[index] = byte ^ mask[index % 4]));
        this.#socket.write(
            Buffer.concat([length < 126 ? Buffer.from([head[0], maskBit | length]) : head, mask, body]),
        );
    }

    /** The next data frame that arrives. */
    async receive() {
        await until("a frame arrived", () => this.#takeFrames() > 0 || this.closed);
        const frame = this.frames.shift();
        if (!frame) throw new Error("The peer closed the socket instead of sending a frame");
        return frame;
    }

    /**
     * How the peer ended the socket: `{ code, reason }` of its close frame, code null if there was none;
     * undefined while it is open.
     */
    get ending() {
        this.#takeFrames();
        const frame = this.frames.find(({ opcode }) => opcode === opcodes.close);
        if (!frame && !this.closed) return undefined;
        if (!frame || frame.payload.length < 2) return { code: null, reason: "" };
        return {
            code: frame.payload.readUInt16BE(0),
            reason: frame.payload.toString("utf8", 2).split("#")[0],
        };
    }

    /** The same, as soon as it has ended. */
    end(deadline) {
        return until("the socket closed", () => this.ending, deadline);
    }

    /** From here on the peer's bytes pile up on its side. */
    stopReading() {
        this.#socket.pause();
    }

    #takeHead() {
        const end = this.#socket.received.indexOf("\r\n\r\n");
        if (end < 0) {
            if (this.closed) throw new Error("The peer closed the connection instead of upgrading");
            return false;
        }
        const head = this.#socket.received.toString("latin1", 0, end);
        if (!head.startsWith("HTTP/1.1 101")) throw new Error(`No upgrade: ${head}`);
        this.#socket.received = this.#socket.received.subarray(end + 4);
        return true;
    }

    #takeFrames() {
        for (let frame = this.#takeFrame(); frame; frame = this.#takeFrame()) this.frames.push(frame);
        return this.frames.length;
    }

    #takeFrame() {
        const { received } = this.#socket;
        if (received.length < 2) return null;
        const [start, length] = frameSize(received);
        if (received.length < start + length) return null;
        this.#socket.received = received.subarray(start + length);
        return { opcode: received[0] & 15, payload: received.subarray(start, start + length) };
    }
}

/** Where the payload of a server's frame starts, and its length; Infinity while the head is incomplete. */
function frameSize(bytes) {
    const short = bytes[1] & 127;
    if (short < 126) return [2, short];
    if (short === 126) return bytes.length < 4 ? [4, Infinity] : [4, bytes.readUInt16BE(2)];
    return bytes.length < 10 ? [10, Infinity] : [10, Number(bytes.readBigUInt64BE(2))];
}
