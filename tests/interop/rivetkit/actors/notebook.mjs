// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The actor of most checks: lines of text that everybody who listens hears of.

import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { actor, event, UserError } from "rivetkit";

const namedReader = (connection) => connection.params?.reader;

export const notebook = actor({
    createState: (_context, input) => ({
        title: input?.title ?? "untitled",
        attachment: input?.attachment && {
            length: input.attachment.length,
            digest: createHash("sha256").update(input.attachment).digest("hex"),
        },
        lines: [],
        visits: [],
        kept: {},
        wakes: 0,
        stopMilliseconds: 0,
        witness: null,
    }),
    createVars: () => ({ reads: 0 }),
    createConnState: (_context, parameters) => ({ reader: parameters?.reader ?? "nobody", writes: 0 }),
    events: { written: event(), whispered: event(), announced: event() },
    options: { sleepTimeout: 120_000 },
    onWake(context) {
        context.state.wakes += 1;
    },
    async onSleep(context) {
        if (context.state.stopMilliseconds) await pause(context.state.stopMilliseconds);
    },
    async onDestroy(context) {
        const { witness, lines } = context.state;
        if (witness) await context.client().notebook.getOrCreate([witness]).write(`the end of ${lines[0]}`);
    },
    onBeforeConnect(_context, parameters) {
        if (parameters?.reader === "mallory")
            throw new UserError("mallory may not read", {
                code: "reader_refused",
                metadata: { reader: "mallory" },
            });
    },
    onConnect(context, connection) {
        if (namedReader(connection)) context.state.visits.push(`${namedReader(connection)} came`);
    },
    onDisconnect(context, connection) {
        if (namedReader(connection)) context.state.visits.push(`${namedReader(connection)} left`);
    },
    onRequest: async (_context, request) =>
        Response.json(
            { method: request.method, path: new URL(request.url).pathname, body: await request.text() },
            { status: 202, headers: { "x-notebook": "yes" } },
        ),
    actions: {
        write(context, line) {
            context.state.lines.push(line);
            context.broadcast("written", line);
            return context.state.lines.length;
        },
        read: (context) => context.state,
        length: (context) => context.state.lines.length,
        reads: (context) => ++context.vars.reads,
        clear(context) {
            context.state.lines = [];
        },

        keep(context, name, value) {
            context.state.kept[name] = value;
        },
        change(context, name, key, value) {
            if (value === undefined) delete context.state.kept[name][key];
            else context.state.kept[name][key] = value;
        },
        kept: (context, name) => context.state.kept[name],
        async writeForGood(context, line) {
            context.state.lines.push(line);
            await context.saveState({ immediate: true });
            return context.state.lines.length;
        },
        save: (context) => context.saveState({ immediate: true }),

        echo: (_context, ...values) => values,
        nothing: () => undefined,
        announce: (context, ...values) => context.broadcast("announced", ...values),
        announceMany(context, count) {
            for (let number = 0; number < count; number++) context.broadcast("announced", number);
        },

        who: (context) => ({ id: context.conn.id, parameters: context.conn.params, ...context.conn.state }),
        sign(context, line) {
            context.conn.state.writes += 1;
            context.state.lines.push(`${context.conn.state.reader}: ${line}`);
            return context.conn.state.writes;
        },
        readers: (context) => [...context.conns.values()].map(namedReader).filter(Boolean).sort(),
        whisper(context, reader, text) {
            for (const connection of context.conns.values())
                if (namedReader(connection) === reader) connection.send("whispered", text);
        },
        async expel(context, reader) {
            // A client that was sent away comes again, under another id.
            for (const connection of [...context.conns.values()])
                if (namedReader(connection) === reader) await connection.disconnect("expelled");
        },

        writeLater: (context, delay, line) => context.schedule.after(delay, "write", line),
        writeAt: (context, timestamp, line) => context.schedule.at(timestamp, "write", line),
        scheduled: (context) => context.schedule.list(),
        unschedule: (context, id) => context.schedule.cancel(id),
        writeEvery: (context, name, interval, line) =>
            context.cron.every({ name, interval, action: "write", args: [line] }),
        writeWhen: (context, name, expression, line) =>
            context.cron.set({ name, expression, action: "write", args: [line] }),
        repeating: (context) => context.cron.list(),
        repeated: (context, name) => context.cron.history(name),
        stopRepeating: (context, name) => context.cron.delete(name),

        doze: (context) => context.sleep(),
        dozeSlowly(context, milliseconds) {
            context.state.stopMilliseconds = milliseconds;
            context.sleep();
        },
        async writeLast(context, line, milliseconds) {
            context.waitUntil(pause(milliseconds).then(() => context.state.lines.push(line)));
            context.sleep();
        },
        close(context, witness = null) {
            context.state.witness = witness;
            context.destroy();
        },

        refuse(_context, reason, metadata) {
            throw new UserError(reason, { code: "notebook_refused", metadata });
        },
        crash() {
            throw new Error("a secret of the notebook");
        },
        writeTo: (context, key, line) => context.client().notebook.getOrCreate(key).write(line),
    },
});
