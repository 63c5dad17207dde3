// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real rivetkit server with actors that Rove's own runtime does not have, so that an answer proves who gave
// it. With MESSAGE_BYTES_MAX its actors take and give actions up to that size, not only 64 KiB and 1 MiB.

import { setup } from "rivetkit";

import { errand, shift } from "./actors/errand.mjs";
import { notebook } from "./actors/notebook.mjs";
import { cabinet, ledger, mailbox } from "./actors/storage.mjs";
import { lastingSwitchboard, switchboard } from "./actors/switchboard.mjs";
import { hasty, napper, stillborn, unwell } from "./actors/temperaments.mjs";

const size = process.env.MESSAGE_BYTES_MAX && Number(process.env.MESSAGE_BYTES_MAX);

setup({
    use: {
        cabinet,
        errand,
        hasty,
        lastingSwitchboard,
        ledger,
        mailbox,
        napper,
        notebook,
        shift,
        stillborn,
        switchboard,
        unwell,
    },
    ...(size && { maxIncomingMessageSize: size, maxOutgoingMessageSize: size }),
}).start();
