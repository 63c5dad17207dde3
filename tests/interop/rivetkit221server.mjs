// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server of rivetkit 2.2.1, the last release before the native core: the older runtime that Rove must be
// able to inspect. RIVET_RUNNER names its pool, which must have a configuration. A napper is a counter that
// soon sleeps when left alone.

import { actor, event, setup, UserError } from "rivetkit-2.2.1";

const counterThat = (options) =>
    actor({
        state: { count: 0, note: "" },
        events: { newCount: event() },
        options,
        actions: {
            increment(context, by = 1) {
                context.state.count += by;
                context.broadcast("newCount", context.state.count);
                return context.state.count;
            },
            getCount: (context) => context.state.count,
            getNote: (context) => context.state.note,
            fail(_context, reason) {
                throw new UserError(reason, { code: "counter_failed" });
            },
        },
    });

const counter = counterThat({ sleepTimeout: 30_000 });
const napper = counterThat({ sleepTimeout: 2000 });

setup({ use: { counter, napper } }).start();
