// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real rivetkit server with the JavaScript twins of Rove's example actors: the reference for tests and
// benchmarks. Its counter also answers raw requests, with their own bodies.
// SLEEP_TIMEOUT_MS sets how long an idle actor stays up.

import { actor, event, setup, UserError } from "rivetkit";

const options = { sleepTimeout: Number(process.env.SLEEP_TIMEOUT_MS ?? 30_000) };

const counter = actor({
    state: { count: 0 },
    events: { newCount: event() },
    options,
    onRequest: async (_context, request) => new Response(await request.arrayBuffer()),
    actions: {
        increment(context, by = 1) {
            context.state.count += by;
            context.broadcast("newCount", context.state.count);
            return context.state.count;
        },
        getCount: (context) => context.state.count,
        reset(context) {
            context.state.count = 0;
            context.broadcast("newCount", 0);
        },
        fail(context, reason = "asked to fail") {
            throw new UserError(reason, { code: "counter_failed", metadata: { count: context.state.count } });
        },
        crash() {
            throw new Error("the counter has been told to crash");
        },
    },
});

const chatRoom = actor({
    createState: (context) => ({ title: context.key.join(" "), topic: "", messages: [] }),
    events: { message: event(), topicChanged: event() },
    options,
    actions: {
        send(context, from, text) {
            const id = (context.state.messages.at(-1)?.id ?? 0) + 1;
            const message = { id, from, text, at: Date.now() };
            context.state.messages.push(message);
            context.broadcast("message", message);
            return message;
        },
        history: (context) => context.state.messages,
        setTopic(context, topic) {
            context.state.topic = topic;
            context.broadcast("topicChanged", topic);
        },
    },
});

setup({ use: { counter, chatRoom } }).start();
