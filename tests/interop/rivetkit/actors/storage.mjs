// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actors that keep things elsewhere than in their state: keys and values, a database, queues.

import { setTimeout as pause } from "node:timers/promises";
import { actor, queue } from "rivetkit";
import { db } from "rivetkit/db";

const options = { sleepTimeout: 120_000 };
const doze = (context) => context.sleep();
const bytes = (text) => new TextEncoder().encode(text);
const text = (data) => data && new TextDecoder().decode(data);

/** Keys and values. */
export const cabinet = actor({
    options,
    actions: {
        doze,
        put: (context, key, value) => context.kv.put(key, value),
        get: (context, key) => context.kv.get(key),
        putBytes: (context, key, value) => context.kv.put(new Uint8Array(key), new Uint8Array(value)),
        getBytes: (context, key) => context.kv.get(new Uint8Array(key), { type: "binary" }),
        remove: (context, key) => context.kv.delete(key),
        list: (context, prefix, settings) => context.kv.list(prefix, settings),
        listRange: (context, start, end, settings) => context.kv.listRange(start, end, settings),
        removeRange: (context, start, end) => context.kv.deleteRange(bytes(start), bytes(end)),
        putAll: (context, entries) =>
            context.kv.batchPut(entries.map(([key, value]) => [bytes(key), bytes(value)])),
        putMany: (context, count, valueLength) =>
            context.kv.batchPut(
                Array.from({ length: count }, (_, index) => [
                    bytes(`many ${String(index).padStart(5, "0")}`),
                    new Uint8Array(valueLength).fill(index),
                ]),
            ),
        getAll: async (context, keys) => (await context.kv.batchGet(keys.map(bytes))).map(text),
        removeAll: (context, keys) => context.kv.batchDelete(keys.map(bytes)),
    },
});

/** A database. */
export const ledger = actor({
    options,
    db: db({
        onMigrate: (database) =>
            database.execute(
                "create table if not exists entry (id integer primary key, note text, amount any)",
            ),
    }),
    actions: {
        doze,
        execute: (context, sql, ...values) => context.db.execute(sql, ...values),
        book: (context, notes, fails = false) =>
            context.db.transaction(async (transaction) => {
                for (const note of notes)
                    await transaction.execute("insert into entry (note) values (?)", note);
                if (fails) throw new Error("changed my mind");
            }),
        /** Rows of a kilobyte each, in one transaction. */
        fill: (context, count) =>
            context.db.execute(
                `with recursive number(n) as (select 1 union all select n + 1 from number where n < ?)
                 insert into entry (note, amount) select 'row ' || n, randomblob(1024) from number`,
                count,
            ),
    },
});

/** Queues; a slow worker takes what comes in as "job" and answers who waits for it. */
export const mailbox = actor({
    state: { done: [] },
    queues: { mail: queue(), parcel: queue(), job: queue() },
    options: { ...options, maxQueueSize: 20 },
    async run(context) {
        for await (const message of context.queue.iter({ names: ["job"], completable: true })) {
            await pause(message.body.milliseconds ?? 0);
            context.state.done.push(message.body.name);
            await message.complete({ finished: message.body.name });
        }
    },
    actions: {
        doze,
        done: (context) => context.state.done,
        send: (context, name, body) => context.queue.send(name, body).then(() => undefined),
        async take(context, names, timeout = 5000) {
            const message = await context.queue.next({ names, timeout });
            return message && { name: message.name, body: message.body };
        },
        async takeAll(context, names, count) {
            const messages = await context.queue.nextBatch({ names, count, timeout: 1000 });
            return messages.map(({ body }) => body);
        },
        async takeNow(context, names) {
            const message = await context.queue.tryNext({ names });
            return message?.body;
        },
    },
});
