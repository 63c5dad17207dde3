// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bad line: a TCP proxy that can stop passing anything on without closing, and can cut its connections.

import { connect, createServer } from "node:net";

/** The line, whole until it is told otherwise. What it holds back while it is silent comes later. */
export class BadLine {
    #server;
    #target;
    #pairs = new Set();
    #isSilent = false;
    #refuses = false;

    /** Listens on a port of the system's choice, and passes on to `endpoint`. */
    static async to(endpoint) {
        const line = new BadLine();
        const { hostname, port } = new URL(endpoint);
        line.#target = { host: hostname, port: Number(port) };
        line.#server = createServer({ pauseOnConnect: true }, (near) => line.#join(near));
        await new Promise((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
        line.endpoint = `http://127.0.0.1:${line.#server.address().port}`;
        return line;
    }

    /** Nothing arrives any more on either side; new connections open but say nothing. */
    fallSilent() {
        this.#isSilent = true;
        for (const pair of this.#pairs) pair.forEach((socket) => socket.pause());
    }

    /** Breaks every connection, and refuses new ones. */
    cut() {
        this.#refuses = true;
        for (const pair of this.#pairs) pair.forEach((socket) => socket.resetAndDestroy());
    }

    /** Everything passes again. */
    mend() {
        this.#isSilent = false;
        this.#refuses = false;
        for (const pair of this.#pairs) pair.forEach((socket) => socket.resume());
    }

    close() {
        this.cut();
        return new Promise((resolve) => this.#server.close(resolve));
    }

    #join(near) {
        if (this.#refuses) return near.resetAndDestroy();
        const far = connect(this.#target);
        const pair = [near, far];
        this.#pairs.add(pair);
        this.#pass(near, far, pair);
        this.#pass(far, near, pair);
        if (this.#isSilent) far.pause();
        else near.resume();
    }

    #pass(from, to, pair) {
        from.setNoDelay(true);
        from.on("data", (chunk) => {
            if (to.write(chunk)) return;
            from.pause();
            to.once("drain", () => this.#isSilent || from.resume());
        });
        from.on("end", () => to.end());
        from.on("error", () => to.destroy());
        from.on("close", () => {
            this.#pairs.delete(pair);
            to.destroy();
        });
    }
}
