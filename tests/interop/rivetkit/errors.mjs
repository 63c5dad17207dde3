// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes wrong, and what its caller hears of it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { withConnection } from "../support/connections.mjs";
import { untilAsleep } from "../support/manager.mjs";

const masked = { group: "rivetkit", code: "internal_error", message: "An internal error occurred" };
const notFound = { group: "actor", code: "not_found" };

export function errors(target) {
    for (const encoding of ["bare", "cbor", "json"])
        describe(`errors, encoding ${encoding}`, () => {
            const notebook = (...key) => target.client(encoding).notebook.getOrCreate([...key, encoding]);

            /** The same over HTTP and over a connection. */
            async function rejectsBothWays(key, use, error) {
                await assert.rejects(use(notebook(key)), error);
                await withConnection(notebook(key), async (connection, story) => {
                    await assert.rejects(use(connection), error);
                    assert.equal(await connection.length(), 0);
                    assert.deepEqual(story.errors, []);
                });
            }

            test("a user's error arrives with its code, its text and its metadata", async () => {
                const metadata = { why: ["cold", 7], deep: { yes: true } };
                await rejectsBothWays("user error", (notebook) => notebook.refuse("not today", metadata), {
                    group: "user",
                    code: "notebook_refused",
                    message: "not today",
                    metadata,
                });
            });

            test("any other error keeps its secret", async () => {
                await rejectsBothWays(
                    "crash",
                    (notebook) => notebook.crash(),
                    (error) => {
                        assert.deepEqual(
                            { group: error.group, code: error.code, message: error.message },
                            masked,
                        );
                        assert.doesNotMatch(JSON.stringify(error.metadata ?? null), /secret/);
                        return true;
                    },
                );
            });

            test("an action that does not exist is not found", async () => {
                await rejectsBothWays("no action", (notebook) => notebook.vanish(), {
                    group: "actor",
                    code: "action_not_found",
                });
            });
        });

    describe("errors", () => {
        test("an actor that nobody made is not found", async () => {
            await assert.rejects(target.client().notebook.get(["nobody made"]).read(), notFound);
            const id = await target.notebook("model of an id").resolve();
            const other = id.slice(0, 10) + (id[10] === "0" ? "1" : "0") + id.slice(11);
            await assert.rejects(target.client().notebook.getForId(other).read(), notFound);
        });

        test("a second actor of a key is refused", async () => {
            await target.client().notebook.create(["only once"]);
            await assert.rejects(target.client().notebook.create(["only once"]), (error) =>
                ["duplicate_key", "destroyed_during_creation"].includes(error.code),
            );
        });

        test("an action that takes too long is cut off, and the actor goes on", async () => {
            const handle = target.client().hasty.getOrCreate(["main"]);
            await assert.rejects(handle.wait(5000), { group: "actor", code: "action_timed_out" });
            assert.equal(await handle.wait(1), "done");
        });

        test("an actor whose making fails is refused, and made once that works", async () => {
            await assert.rejects(
                target
                    .client()
                    .stillborn.create(["nameless"])
                    .then((made) => made.read()),
            );
            const named = await target.client().stillborn.create(["named"], { input: { name: "Ann" } });
            assert.deepEqual(await named.read(), { name: "Ann" });
        });

        test("an actor that fails to wake leaves its callers with an error", async () => {
            const handle = target.client().unwell.getOrCreate(["main"]);
            assert.deepEqual(await handle.read(), { isIll: false });
            await handle.fallIll();
            const id = await handle.resolve();
            await untilAsleep(target.endpoint, id);
            await assert.rejects(target.client().unwell.getForId(id).read());
        });
    });
}
