// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actors that are workflows.

import { actor, queue } from "rivetkit";
import { Loop, workflow } from "rivetkit/workflow";

/** Goes through steps with a wait in between, then waits for the word to finish; notes each step it takes. */
export const errand = actor({
    state: { steps: [], attempts: 0, outcome: null },
    queues: { word: queue() },
    options: { sleepTimeout: 120_000 },
    run: workflow(async (errand) => {
        const first = await errand.step("pack", async (step) => {
            step.state.steps.push("packed");
            return { parcels: 3 };
        });
        await errand.sleep("walk", 300);
        await errand.step({
            name: "ring",
            maxRetries: 5,
            retryBackoffBase: 20,
            retryBackoffMax: 50,
            run: async (step) => {
                step.state.attempts += 1;
                if (step.state.attempts < 3) throw new Error("nobody opens");
                step.state.steps.push("rang");
            },
        });
        const { left, right } = await errand.join("both hands", {
            left: { run: (branch) => branch.step("left", async () => "bread") },
            right: { run: (branch) => branch.step("right", async () => "wine") },
        });
        const word = await errand.queue.next("wait for the word", { names: ["word"] });
        await errand.step("return", async (step) => {
            step.state.steps.push("returned");
            step.state.outcome = { ...first, left, right, word: word.body };
        });
    }),
    actions: { read: (context) => context.state, doze: (context) => context.sleep() },
});

/** Works off its queue for ever, in a loop with a sum. */
export const shift = actor({
    state: { sum: 0, rounds: 0 },
    queues: { load: queue() },
    options: { sleepTimeout: 120_000 },
    run: workflow((shift) =>
        shift.loop({
            name: "rounds",
            state: { sum: 0 },
            run: async (round, { sum }) => {
                const message = await round.queue.next("load", { names: ["load"] });
                const next = sum + message.body;
                await round.step("add", async (step) => {
                    step.state.sum = next;
                    step.state.rounds += 1;
                });
                return message.body === 0 ? Loop.break(next) : Loop.continue({ sum: next });
            },
        }),
    ),
    actions: { read: (context) => context.state, doze: (context) => context.sleep() },
});
