// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actors that live in one way each: soon asleep, out of patience, never born, unwell after their first sleep.

import { setTimeout as pause } from "node:timers/promises";
import { actor, UserError } from "rivetkit";

/** Sleeps after half a second without anything to do. */
export const napper = actor({
    state: { wakes: 0, rings: 0 },
    options: { sleepTimeout: 500 },
    onWake(context) {
        context.state.wakes += 1;
    },
    actions: {
        read: (context) => context.state,
        ringLater: (context, delay) => context.schedule.after(delay, "ring"),
        ring(context) {
            context.state.rings += 1;
        },
        /** How often it had woken before and after. */
        async work(context, milliseconds) {
            const before = context.state.wakes;
            await pause(milliseconds);
            return [before, context.state.wakes];
        },
    },
});

/** Gives an action half a second. */
export const hasty = actor({
    options: { actionTimeout: 500 },
    actions: { wait: (_context, milliseconds) => pause(milliseconds, "done") },
});

/** Cannot be made without a name. */
export const stillborn = actor({
    createState(_context, input) {
        if (!input?.name) throw new UserError("no name", { code: "nameless" });
        return { name: input.name };
    },
    actions: { read: (context) => context.state },
});

/** Once it has fallen ill it fails to wake. */
export const unwell = actor({
    state: { isIll: false },
    onWake(context) {
        if (context.state.isIll) throw new Error("a secret of the unwell");
    },
    actions: {
        read: (context) => context.state,
        fallIll(context) {
            context.state.isIll = true;
            context.sleep();
        },
    },
});
