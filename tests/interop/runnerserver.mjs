// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server of a rivetkit from before the envoys, `node runnerserver.mjs 2.2.1|2.0.33`, with an actor that
// Rove's own runtime does not have. What 2.0.33 has not yet, keys and values and queues, its actor has not
// either. With PLATFORM_PORT it waits there for an engine's requests, as a serverless platform (2.2.1).

const kit = await import(`rivetkit-${process.argv[2]}`);
const { actor, setup, UserError } = kit;

const diary = actor({
    createState: (_context, input) => ({ title: input?.title ?? "untitled", lines: [], wakes: 0 }),
    createConnState: (_context, parameters) => ({ reader: parameters?.reader ?? "nobody", writes: 0 }),
    ...(kit.event && { events: { written: kit.event() } }),
    ...(kit.queue && { queues: { mail: kit.queue() } }),
    options: { sleepTimeout: Number(process.env.SLEEP_TIMEOUT_MS ?? 60_000) },
    onWake(context) {
        context.state.wakes += 1;
    },
    onRequest: async (_context, request) =>
        Response.json(
            { method: request.method, path: new URL(request.url).pathname, body: await request.text() },
            { status: 202, headers: { "x-diary": "yes" } },
        ),
    onWebSocket(context, socket) {
        socket.send(`hello from ${context.state.title}`);
        socket.addEventListener("message", ({ data }) => {
            if (data === "bye") socket.close(4001, "bye yourself");
            else socket.send(data);
        });
    },
    actions: {
        write(context, line) {
            context.state.lines.push(line);
            context.broadcast("written", line);
            return context.state.lines.length;
        },
        read: (context) => context.state,
        signed(context, line) {
            context.conn.state.writes += 1;
            context.state.lines.push(`${context.conn.state.reader} ${context.conn.state.writes}: ${line}`);
            return context.conn.state;
        },
        later: (context, delay, line) => context.schedule.after(delay, "write", line),
        save: (context) => context.saveState({ immediate: true }),
        doze: (context) => context.sleep(),
        close: (context) => context.destroy(),
        refuse(_context, reason) {
            throw new UserError(reason, { code: "diary_refused" });
        },
        putSecret: (context, text) => context.kv.put("secret", text),
        getSecret: (context) => context.kv.get("secret"),
        async takeMail(context) {
            const message = await context.queue.next({ names: ["mail"], timeout: 5000 });
            return message?.body;
        },
    },
});

const registry = setup({ use: { diary } });
const platformPort = Number(process.env.PLATFORM_PORT);
if (platformPort) {
    // A serverless platform: it runs nothing until it is asked to.
    const { serve } = await import("@hono/node-server");
    serve({ fetch: (request) => registry.handler(request), hostname: "127.0.0.1", port: platformPort });
} else {
    registry.start({ disableDefaultServer: true, noWelcome: true });
}
