// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real rivetkit server whose actor answers raw requests and raw sockets: the other end of streaming.mjs and
// rawsockets.mjs.

import { actor, setup } from "rivetkit";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function* ticks(count) {
    for (let i = 0; i < count; i++) {
        yield `data: ${i}\n\n`;
        await pause(100);
    }
}

function streamOf(pieces, onCancel = () => {}) {
    const iterator = pieces[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    return new ReadableStream({
        async pull(controller) {
            const { value, done } = await iterator.next();
            if (done) controller.close();
            else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
        },
        cancel: onCancel,
    });
}

async function* flood(context, limit) {
    const piece = new Uint8Array(64 * 1024);
    for (let sent = 0; sent < limit; sent += piece.length) {
        context.vars.sent = sent;
        yield piece;
    }
}

const raw = actor({
    createVars: () => ({ sent: 0, cancelled: 0, closed: [] }),
    options: { sleepTimeout: 60_000, canHibernateWebSocket: true },
    actions: {
        progress: (context) => context.vars,
        doze: (context) => context.sleep(),
    },
    onRequest: async (context, request) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/events")
            return new Response(streamOf(ticks(5)), { headers: { "content-type": "text/event-stream" } });
        if (pathname === "/flood")
            return new Response(streamOf(flood(context, 64 * 1024 * 1024), () => context.vars.cancelled++));
        if (pathname === "/length") {
            let length = 0;
            for await (const piece of request.body ?? []) length += piece.length;
            return Response.json({ length });
        }
        return new Response(await request.text(), { headers: { "x-raw": "yes" } });
    },
    onWebSocket: (context, socket) => {
        socket.addEventListener("message", ({ data }) => {
            if (data === "close") return socket.close(4001, "as you wish");
            if (data === "who") return socket.send(JSON.stringify(context.key));
            socket.send(data);
        });
        socket.addEventListener("close", ({ code, reason }) => context.vars.closed.push({ code, reason }));
    },
});

setup({ use: { raw } }).start();
