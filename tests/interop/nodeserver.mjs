// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real rivetkit server with an actor that Rove's own runtime does not have, so that an answer proves who
// gave it.

import { actor, event, setup } from "rivetkit";

const notebook = actor({
    createState: (_context, input) => ({ title: input?.title ?? "untitled", lines: [] }),
    events: { written: event() },
    options: { sleepTimeout: 30_000 },
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
        putSecret: (context, text) => context.kv.put("secret", text),
        getSecret: (context) => context.kv.get("secret"),
        save: (context) => context.saveState({ immediate: true }),
        close: (context) => context.destroy(),
    },
});

setup({ use: { notebook } }).start();
