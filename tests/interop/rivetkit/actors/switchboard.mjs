// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actors that answer raw requests and raw sockets; the sockets of the lasting one outlive its sleep.

import { setTimeout as pause } from "node:timers/promises";
import { actor } from "rivetkit";

const pathOf = (request) => new URL(request.url).pathname + new URL(request.url).search;

async function* ticks(count) {
    for (let number = 0; number < count; number++) {
        yield `data: ${number}\n\n`;
        await pause(60);
    }
}

function streamed(pieces) {
    const encoder = new TextEncoder();
    return new ReadableStream({
        async pull(controller) {
            const { value, done } = await pieces.next();
            if (done) controller.close();
            else controller.enqueue(encoder.encode(value));
        },
    });
}

async function describe(request) {
    return Response.json(
        {
            method: request.method,
            path: pathOf(request),
            headers: Object.fromEntries(request.headers),
            length: (await request.arrayBuffer()).byteLength,
        },
        { headers: { "x-switchboard": "yes", "x-method": request.method } },
    );
}

async function answer(request) {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname.split("/").at(-1)) {
        case "echo":
            return new Response(await request.arrayBuffer(), {
                headers: {
                    "content-type": request.headers.get("content-type") ?? "application/octet-stream",
                },
            });
        case "status": {
            const status = Number(searchParams.get("code"));
            return new Response([204, 304].includes(status) ? null : `status ${status}`, {
                status,
                headers: status === 302 ? { location: "/elsewhere" } : {},
            });
        }
        case "cookies": {
            const headers = new Headers({ "x-long": "y".repeat(4000) });
            headers.append("set-cookie", "a=1");
            headers.append("set-cookie", "b=2; Path=/");
            return new Response("", { headers });
        }
        case "ticks":
            return new Response(streamed(ticks(4)), { headers: { "content-type": "text/event-stream" } });
        case "crash":
            throw new Error("a secret of the switchboard");
        default:
            return describe(request);
    }
}

const makeSwitchboard = (canHibernateWebSocket) =>
    actor({
        createVars: () => ({ closes: [] }),
        options: { sleepTimeout: 120_000, canHibernateWebSocket },
        onRequest: (_context, request) => answer(request),
        onWebSocket(context, socket) {
            if (context.request?.url.includes("refused")) throw new Error("a secret of the switchboard");
            if (context.request?.url.includes("greeting")) socket.send(pathOf(context.request));
            socket.addEventListener("message", ({ data }) => {
                if (data === "bye") socket.close(4001, "bye yourself");
                else socket.send(data);
            });
            socket.addEventListener("close", ({ code, reason }) =>
                context.vars.closes.push({ code, reason }),
            );
        },
        actions: {
            closes: (context) => context.vars.closes,
            doze: (context) => context.sleep(),
        },
    });

export const switchboard = makeSwitchboard(false);
export const lastingSwitchboard = makeSwitchboard(true);
