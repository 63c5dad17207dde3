// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes over the wire when a client sends to a queue, and what its inspector shows of it
// (spec/client-gateway.md 8, spec/inspector.md 3.7).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { inspect, isAsleep, putToSleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

export function queuesOnTheWire(target) {
    const mailbox = (...key) => target.client().mailbox.getOrCreate(["wire", ...key]);

    /** Sends JSON to a queue by hand; gives `{ status, body }`. */
    async function post(handle, name, message, settings = {}) {
        const url = `${await target.gatewayUrl(handle)}/queue/${encodeURIComponent(name)}`;
        const body = typeof message === "string" ? message : JSON.stringify(message);
        const answer = await fetch(url, { method: "POST", body, ...settings });
        return { status: answer.status, body: await answer.json() };
    }
    const inspected = async (handle, method, path, body) =>
        (await inspect(target.endpoint, await handle.resolve(), method, path, body)).body;

    describe("queues on the wire", () => {
        for (const encoding of ["bare", "cbor", "json"])
            test(`messages and answers arrive as they were, encoding ${encoding}`, async () => {
                const handle = target.client(encoding).mailbox.getOrCreate(["wire", encoding]);
                const body = { list: [1, -2.5, null, true], text: "Grüße", deep: { empty: {} } };
                assert.equal(await handle.send("mail", body), undefined);
                assert.deepEqual(await handle.take(["mail"]), { name: "mail", body });
                const job = { name: `in ${encoding}` };
                assert.deepEqual(await handle.send("job", job, { wait: true, timeout: 20_000 }), {
                    status: "completed",
                    response: { finished: job.name },
                });
                const late = await handle.send("parcel", 1, { wait: true, timeout: 50 });
                assert.deepEqual(late, { status: "timedOut" });
            });

        test("an answer says no more than that the message is stored, or done", async () => {
            const handle = mailbox("answers");
            const stored = { status: 200, body: { status: "completed" } };
            assert.deepEqual(await post(handle, "mail", { body: 1 }), stored);
            assert.deepEqual(await post(handle, "mail", { body: 2, wait: false }), stored);
            assert.deepEqual(await post(handle, "mail", {}), stored);
            assert.deepEqual(await post(handle, "mail", { body: 3, wait: true, timeout: 1 }), {
                status: 200,
                body: { status: "timedOut" },
            });
            assert.deepEqual(await post(handle, "job", { body: { name: "a" }, wait: true }), {
                status: 200,
                body: { status: "completed", response: { finished: "a" } },
            });
            // Who no longer waits leaves the message where it is.
            assert.deepEqual(await handle.takeAll(["mail"], 10), [1, 2, null, 3]);
        });

        test("a queue that the actor does not have takes everything and keeps nothing", async () => {
            const handle = mailbox("undeclared");
            assert.deepEqual(await post(handle, "nowhere", { body: 1, wait: true }), {
                status: 200,
                body: { status: "completed" },
            });
            assert.equal((await inspected(handle, "GET", "/queue")).size, 0);
        });

        test("what cannot be is refused with a reason", async () => {
            const handle = mailbox("refusals");
            const reason = ({ status, body: { group, code } }) => [status, group, code];
            const tooLarge = await post(handle, "mail", { body: "x".repeat(65_520) });
            assert.deepEqual(reason(tooLarge), [400, "queue", "message_too_large"]);
            assert.equal(tooLarge.body.metadata.limit, 65_536);
            assert.ok(tooLarge.body.metadata.size > 65_536);
            assert.match(
                tooLarge.body.message,
                /^Queue message too large \(\d+ bytes\)\. Limit is 65536 bytes\.$/,
            );
            assert.deepEqual(reason(await post(handle, "mail", "nonsense")), [400, "core", "internal_error"]);
            assert.deepEqual(reason(await post(handle, "mail", "{}", { method: "PUT" })), [
                405,
                "actor",
                "method_not_allowed",
            ]);
            for (let number = 0; number < 20; number++) await handle.send("mail", number);
            const full = await post(handle, "parcel", { body: 1 });
            assert.deepEqual(reason(full), [400, "queue", "full"]);
            assert.equal(full.body.message, "Queue is full. Limit is 20 messages.");
            assert.deepEqual(full.body.metadata, { limit: 20 });
        });

        test("a message wakes a sleeping actor", async () => {
            const handle = mailbox("wakes");
            await handle.send("mail", "before");
            const id = await handle.resolve();
            await putToSleep(target.endpoint, id);
            const { status } = await handle.send("job", { name: "wake up" }, { wait: true });
            assert.equal(status, "completed");
            assert.equal(await isAsleep(target.endpoint, id), false);
            assert.deepEqual(await handle.takeAll(["mail"], 10), ["before"]);
        });

        test("a sender that waits keeps the actor awake, and messages do not get lost", async () => {
            const handle = mailbox("busy");
            const jobs = Array.from({ length: 5 }, (_, number) => ({ name: `${number}`, milliseconds: 100 }));
            const answers = await Promise.all(
                jobs.map((job) => handle.send("job", job, { wait: true, timeout: 30_000 })),
            );
            assert.deepEqual(
                answers.map(({ response }) => response.finished),
                jobs.map(({ name }) => name),
            );
        });

        test("the inspector shows the oldest, and how many there are", async () => {
            const handle = mailbox("inspected");
            for (const body of [1, 2, 3]) await handle.send("mail", body);
            const all = await inspected(handle, "GET", "/queue");
            assert.deepEqual([all.size, all.maxSize, all.truncated], [3, 20, false]);
            assert.deepEqual(
                all.messages.map(({ id, name }) => [id, name]),
                [1, 2, 3].map((id) => [id, "mail"]),
            );
            for (const { createdAtMs } of all.messages)
                assert.ok(Math.abs(Date.now() - createdAtMs) < 60_000);
            const some = await inspected(handle, "GET", "/queue?limit=2");
            assert.deepEqual([some.size, some.truncated, some.messages.length], [3, true, 2]);
            const made = await inspected(handle, "POST", "/queue", { name: "anything", body: { a: 1 } });
            assert.deepEqual([made.id, made.name], ["4", "anything"]);
            const nameless = await inspected(handle, "POST", "/queue", { name: "" });
            assert.deepEqual([nameless.group, nameless.code], ["actor", "invalid_request"]);
            assert.equal((await inspected(handle, "GET", "/summary")).queueSize, 4);
            assert.deepEqual(await inspected(handle, "DELETE", "/queue"), {});
            assert.equal((await inspected(handle, "GET", "/queue")).size, 0);
            // Ids go on.
            assert.equal((await inspected(handle, "POST", "/queue", { name: "mail" })).id, "5");
            await until("it is there", async () => (await handle.takeNow(["mail"])) === null);
        });
    });
}
