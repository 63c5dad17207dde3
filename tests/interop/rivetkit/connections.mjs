// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connections, their state, and events.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listen, withConnection } from "../support/connections.mjs";
import { putToSleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

export function connections(target) {
    const notebook = (key, reader) =>
        target.client().notebook.getOrCreate([key], reader ? { params: { reader } } : {});

    describe("connections", () => {
        test("each has a state of its own, made from its parameters", async () => {
            await withConnection(notebook("signed", "ada"), (ada) =>
                withConnection(notebook("signed", "bob"), async (bob) => {
                    assert.equal(await ada.sign("first"), 1);
                    assert.equal(await ada.sign("second"), 2);
                    assert.equal(await bob.sign("third"), 1);
                    const { id, ...who } = await ada.who();
                    assert.deepEqual(who, { parameters: { reader: "ada" }, reader: "ada", writes: 2 });
                    assert.notEqual((await bob.who()).id, id);
                    assert.deepEqual(await bob.readers(), ["ada", "bob"]);
                    const { lines } = await ada.read();
                    assert.deepEqual(lines, ["ada: first", "ada: second", "bob: third"]);
                }),
            );
        });

        test("their state is kept over a sleep", async () => {
            await withConnection(notebook("signed over a sleep", "ada"), async (ada, story) => {
                await ada.sign("before");
                const { id } = await ada.who();
                await putToSleep(target.endpoint, await notebook("signed over a sleep").resolve());
                assert.equal(await ada.sign("after"), 2);
                assert.equal((await ada.who()).id, id);
                assert.deepEqual(story, { opens: 1, closes: 0, errors: [] });
            });
        });

        test("the actor hears of their coming and leaving", async () => {
            await withConnection(notebook("visits", "ada"), (ada) => ada.who());
            const visits = ["ada came", "ada left"];
            await until("she had left", async () => (await notebook("visits").read()).visits.length === 2);
            assert.deepEqual((await notebook("visits").read()).visits, visits);
        });

        test("one that the actor refuses hears why", async () => {
            const refusal = { group: "user", code: "reader_refused", metadata: { reader: "mallory" } };
            await assert.rejects(notebook("refused", "mallory").read(), refusal);
            await withConnection(notebook("refused", "mallory"), async (connection, story) => {
                await until("it was refused", () => story.errors.length > 0);
                assert.equal(story.errors[0].code, "reader_refused");
                assert.equal(story.opens, 0);
            });
        });

        test("the actor can end one, whose client comes again, and leaves the others", async () => {
            await withConnection(notebook("expelled", "ada"), (ada, hers) =>
                withConnection(notebook("expelled", "eve"), async (eve, story) => {
                    const { id } = await eve.who();
                    await ada.expel("eve");
                    await until("eve came again", () => story.opens === 2);
                    assert.equal(story.closes, 1);
                    assert.notEqual((await eve.who()).id, id);
                    assert.equal(hers.closes, 0);
                }),
            );
        });

        test("many actions at once over one are each answered", async () => {
            await withConnection(notebook("at once"), async (connection) => {
                const answers = await Promise.all(
                    Array.from({ length: 100 }, (_, index) => connection.echo(index)),
                );
                assert.deepEqual(answers.flat(), [...answers.keys()]);
            });
        });
    });
}

export function events(target) {
    const notebook = (key, reader) =>
        target.client().notebook.getOrCreate([key], reader ? { params: { reader } } : {});

    describe("events", () => {
        test("a broadcast reaches all who listen, in order", async () => {
            await withConnection(notebook("broadcast"), (first) =>
                withConnection(notebook("broadcast"), async (second) => {
                    const seen = [listen(first, "announced"), listen(second, "announced")];
                    await Promise.all([first.length(), second.length()]);
                    await notebook("broadcast").announceMany(1000);
                    const numbers = Array.from({ length: 1000 }, (_, number) => [number]);
                    // The real engine takes milliseconds for each of them, and more on a busy machine.
                    await until("all arrived", () => seen.every((each) => each.length === 1000), 120_000);
                    assert.deepEqual(seen, [numbers, numbers]);
                }),
            );
        });

        test("one to a single connection reaches nobody else", async () => {
            await withConnection(notebook("whisper", "ada"), (ada) =>
                withConnection(notebook("whisper", "bob"), async (bob) => {
                    const heard = { ada: listen(ada, "whispered"), bob: listen(bob, "whispered") };
                    await Promise.all([ada.length(), bob.length()]);
                    await bob.whisper("ada", "psst");
                    await ada.whisper("bob", "what?");
                    await until("both arrived", () => heard.ada.length && heard.bob.length);
                    assert.deepEqual(heard, { ada: [["psst"]], bob: [["what?"]] });
                }),
            );
        });

        test("a subscription ends when it is told to, or after once", async () => {
            await withConnection(notebook("unsubscribed"), async (connection) => {
                const seen = [];
                const once = [];
                const unsubscribe = connection.on("written", (line) => seen.push(line));
                connection.once("written", (line) => once.push(line));
                await connection.write("one");
                await connection.write("two");
                await until("two arrived", () => seen.length === 2);
                unsubscribe();
                await connection.length();
                await connection.write("three");
                await connection.length();
                assert.deepEqual([seen, once], [["one", "two"], ["one"]]);
            });
        });

        test("of 1 MiB arrives whole", async () => {
            await withConnection(notebook("large event"), async (connection) => {
                const seen = listen(connection, "announced");
                const large = "x".repeat(1024 * 1024);
                await connection.announce(large);
                await until("it arrived", () => seen.length === 1);
                assert.equal(seen[0][0], large);
            });
        });
    });
}
