// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an actor puts off: once after a while or at a time, and again and again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isAsleep, putToSleep, untilAsleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

export function schedules(target) {
    /** Asking the actor itself would wake it. */
    const wokeByItself = (id, due = Date.now()) =>
        until(
            `actor ${id} woke`,
            async () => !(await isAsleep(target.endpoint, id)),
            Math.max(due - Date.now(), 0) + 15_000,
        );
    const written = (handle, count) =>
        until(`${count} lines were written`, async () => (await handle.length()) >= count);

    /** Puts an actor to sleep with something to do later; gives when. */
    async function sleepWithAlarm(handle, line) {
        for (let delay = 1500; ; delay *= 2) {
            const due = Date.now() + delay;
            await handle.clear();
            await handle.writeAt(due, line);
            await putToSleep(target.endpoint, await handle.resolve());
            // On a busy machine it may have come due before the actor slept.
            if (Date.now() < due) return due;
        }
    }

    describe("schedules", () => {
        test("run after a while and at a time, each when it is due", async () => {
            const handle = target.notebook("due");
            const now = Date.now();
            await handle.writeLater(3000, "third");
            await handle.writeAt(now + 1500, "second");
            await handle.writeLater(1, "first");
            await handle.writeAt(now - 5000, "long ago");
            await written(handle, 4);
            const { lines } = await handle.read();
            assert.deepEqual(lines.slice().sort(), ["first", "long ago", "second", "third"]);
            assert.deepEqual(
                lines.filter((line) => ["second", "third"].includes(line)),
                ["second", "third"],
            );
        });

        test("can be listed and taken back", async () => {
            const handle = target.notebook("taken back");
            const id = await handle.writeLater(3_600_000, "never");
            const at = Date.now() + 7_200_000;
            await handle.writeAt(at, "later");
            const events = (await handle.scheduled()).sort((a, b) => a.runAt - b.runAt);
            assert.deepEqual(
                events.map(({ action, args }) => [action, args]),
                [
                    ["write", ["never"]],
                    ["write", ["later"]],
                ],
            );
            assert.equal(events[0].id, id);
            assert.equal(events[1].runAt, at);
            assert.equal(await handle.unschedule(id), true);
            assert.equal(await handle.unschedule(id), false);
            assert.equal((await handle.scheduled()).length, 1);
        });

        test("wake a sleeping actor when they are due, and not before", async () => {
            const handle = target.notebook("alarm");
            const due = await sleepWithAlarm(handle, "good morning");
            await wokeByItself(await handle.resolve(), due);
            assert.ok(Date.now() >= due);
            await written(handle, 1);
            assert.deepEqual((await handle.read()).lines, ["good morning"]);
        });

        test("that came due while the actor fell asleep run as well, once", async () => {
            const handle = target.notebook("overdue");
            await handle.writeLater(50, "overdue");
            await handle.dozeSlowly(400);
            await written(handle, 1);
            assert.deepEqual((await handle.read()).lines, ["overdue"]);
        });

        test("are kept when a request wakes the actor before", async () => {
            const handle = target.notebook("kept schedules");
            await handle.writeLater(3_600_000, "much later");
            const [before] = await handle.scheduled();
            await putToSleep(target.endpoint, await handle.resolve());
            assert.deepEqual(await handle.scheduled(), [before]);
            const due = await sleepWithAlarm(handle, "soon");
            await wokeByItself(await handle.resolve(), due);
            await written(handle, 1);
            assert.deepEqual(await handle.scheduled(), [before]);
        });

        test("that repeat fire awake and asleep until they are taken back", async () => {
            const handle = target.notebook("every");
            const id = await handle.resolve();
            await handle.writeEvery("beat", 5000, "beat");
            const [{ kind, interval, action }] = await handle.repeating();
            assert.deepEqual({ kind, interval, action }, { kind: "every", interval: 5000, action: "write" });
            await written(handle, 1);
            await putToSleep(target.endpoint, id);
            await wokeByItself(id);
            await written(handle, 2);
            assert.ok((await handle.repeated("beat")).filter(({ result }) => result === "ok").length >= 1);
            assert.equal(await handle.stopRepeating("beat"), true);
            assert.deepEqual(await handle.repeating(), []);
        });

        test("of a cron expression are due at its times", async () => {
            const handle = target.notebook("cron");
            await handle.writeWhen("yearly", "30 4 1 1 *", "happy new year");
            const [{ kind, expression, nextRunAt }] = await handle.repeating();
            assert.deepEqual({ kind, expression }, { kind: "cron", expression: "30 4 1 1 *" });
            const next = new Date(nextRunAt);
            assert.deepEqual(
                [next.getUTCMonth(), next.getUTCDate(), next.getUTCHours(), next.getUTCMinutes()],
                [0, 1, 4, 30],
            );
            await assert.rejects(handle.writeWhen("nonsense", "when it rains", "wet"));
        });
    });
}
