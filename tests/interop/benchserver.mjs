// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real rivetkit server, behind whichever engine RIVET_ENDPOINT names: a counter that broadcasts, and
// answers raw requests with their own bodies.

import { actor, event, setup } from "rivetkit";

const counter = actor({
    state: { count: 0 },
    events: { newCount: event() },
    onRequest: async (_context, request) => new Response(await request.arrayBuffer()),
    actions: {
        increment(context, by = 1) {
            context.state.count += by;
            context.broadcast("newCount", context.state.count);
            return context.state.count;
        },
        getCount: (context) => context.state.count,
    },
});

setup({ use: { counter } }).start();
