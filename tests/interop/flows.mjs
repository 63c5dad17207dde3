// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Durable workflows of C++ actors, with Rivet's own client: flows.mjs rove|rivet. On Rove's engine they run
// in its process; on the real one, in Rove's runtime that joins it.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "rivetkit/client";
import { decodeWorkflowHistoryTransport } from "rivetkit/inspector/client";

import { targetName } from "./support/engine.mjs";
import { startJoined } from "./support/joined.mjs";
import { inspect, inspectorToken, isAsleep, putToSleep } from "./support/manager.mjs";
import { temporaryFolder, until } from "./support/process.mjs";
import { startRealEngine } from "./support/realengine.mjs";
import { startRoveEngine } from "./support/roveengine.mjs";

const timeout = 300_000;
const longWait = 90_000;

/** Rove's engine, whose process also runs the actors. */
class Alone {
    #data = temporaryFolder();

    async start() {
        const options = { store: "filesystem", data: this.#data };
        ({ program: this.program, endpoint: this.endpoint } = await startRoveEngine(options));
    }

    async kill() {
        await this.program.stop("SIGKILL");
        await this.start();
    }

    stop = () => this.program.stop("SIGKILL");
}

/** The real engine, and a process with the actors. */
class Joined {
    async start() {
        this.engine = await startRealEngine();
        this.endpoint = this.engine.endpoint;
        await this.#join();
    }

    async #join() {
        ({ program: this.program } = await startJoined(this.endpoint));
    }

    async kill() {
        await this.program.stop("SIGKILL");
        await this.#join();
    }

    async stop() {
        await this.program.stop("SIGKILL");
        await this.engine.program.stop("SIGKILL");
    }
}

describe(`workflows of C++ actors, ${targetName}`, { timeout }, () => {
    const target = targetName === "rove" ? new Alone() : new Joined();
    before(() => target.start());
    after(() => target.stop());

    const orders = () => createClient({ endpoint: target.endpoint }).order;
    const order = (key, input) => orders().getOrCreate([key], { createWithInput: input });
    const status = (handle, wanted, deadline) =>
        until(`the order was ${wanted}`, async () => (await handle.getStatus()) === wanted, deadline);
    const history = async (id) => {
        const { status, body } = await inspect(target.endpoint, id, "GET", "/workflow-history");
        assert.equal(status, 200, JSON.stringify(body));
        return body;
    };
    const entryOf = (body, name) => {
        const index = body.history.nameRegistry.indexOf(name);
        return body.history.entries.find((entry) => entry.location.at(-1).val === index);
    };

    test("an order goes through its steps", async () => {
        const handle = order("straight", { item: "lamp", quantity: 2, packingMs: 100 });
        await status(handle, "shipped");
        const [reserved, charged, shipped] = await handle.getDiary();
        assert.equal(reserved, "reserved 2 of lamp");
        assert.equal(charged, "charged");
        assert.match(shipped, /^shipped, paid by P-/);
    });

    test("a client hears of each step", async () => {
        const connection = order("heard", { packingMs: 1_500 }).connect();
        connection.onError(() => {});
        const heard = [];
        connection.on("statusChanged", (status) => heard.push(status));
        await until("it was shipped", () => heard.includes("shipped"));
        await connection.dispose();
    });

    test("a step that fails is tried again, and its attempts are in the history", async () => {
        const handle = order("flaky", { card: "flaky", packingMs: 50 });
        await status(handle, "shipped");
        const body = await history(await handle.resolve());
        const charge = entryOf(body, "charge");
        assert.equal(body.history.entryMetadata[charge.id].attempts, 3);
        assert.equal(body.history.entryMetadata[charge.id].status, "COMPLETED");
        assert.equal(charge.kind.tag, "WorkflowStepEntry");
        assert.match(charge.kind.val.output, /^P-/);
    });

    test("what was done is undone when it fails for good", async () => {
        const handle = order("expired", { card: "expired" });
        await status(handle, "cancelled");
        const diary = await handle.getDiary();
        assert.equal(diary[0], "reserved 1 of book");
        assert.match(diary[1], /^released R-/);
        const body = await until("it was over", async () => {
            const now = await history(await handle.resolve());
            return now.workflowState === "failed" && now;
        });
        assert.ok(body.history.entryMetadata[entryOf(body, "reserve").id].rollbackCompletedAt > 0);
    });

    test("its actor sleeps while it waits, and is woken in time, without any client", async () => {
        const handle = order("asleep", { packingMs: 4_000 });
        await status(handle, "paid");
        const id = await handle.resolve();
        await until("its wait was stored", async () => entryOf(await history(id), "pack"));
        await putToSleep(target.endpoint, id);
        await until("its alarm woke it", async () => !(await isAsleep(target.endpoint, id)), longWait);
        await status(handle, "shipped");
        assert.equal((await handle.getDiary()).length, 3);
    });

    test("it goes on after its process was killed, and takes no step twice", async () => {
        const handle = order("killed", { packingMs: 3_000 });
        await status(handle, "paid");
        const id = await handle.resolve();
        await until("its wait was stored", async () => entryOf(await history(id), "pack"));
        await target.kill();
        const again = order("killed");
        await until(
            "it was shipped",
            async () => (await again.getStatus().catch(() => null)) === "shipped",
            longWait,
        );
        assert.equal((await again.getDiary()).filter((line) => line === "charged").length, 1);
    });

    test("the inspector's socket shows the history as it grows, for Rivet's own decoder", async () => {
        const handle = order("watched", { packingMs: 1_000 });
        await handle.getStatus();
        const id = await handle.resolve();
        const token = await inspectorToken(target.endpoint, id);
        const gateway = `${target.endpoint.replace("http", "ws")}/gateway/${id}`;
        const url = `${gateway}/inspector/connect?protocol_version=6`;
        const socket = new WebSocket(url, ["rivet", `rivet_inspector_token.${token}`]);
        socket.binaryType = "arraybuffer";
        const histories = [];
        socket.addEventListener("message", ({ data }) => {
            const bytes = new Uint8Array(data);
            if (bytes[0] === workflowHistoryUpdated) histories.push(historyIn(bytes));
        });
        await until("it saw the end", () =>
            histories.some((seen) => seen.nameRegistry.includes("ship") && isCompleted(seen, "ship")),
        );
        socket.close();
        const last = histories.at(-1);
        assert.deepEqual([...last.nameRegistry], ["all or nothing", "reserve", "charge", "pack", "ship"]);
    });

    test("a step is replayed once it is over, and not before", async () => {
        const handle = order("replayed", { packingMs: 1_000 });
        await status(handle, "paid");
        const id = await handle.resolve();
        const early = await inspect(target.endpoint, id, "POST", "/workflow/replay", {});
        assert.equal(early.status, 409, JSON.stringify(early.body));
        assert.equal(early.body.code, "workflow_in_flight");
        await status(handle, "shipped");
        const over = await until("it was over", async () => {
            const now = await history(id);
            return now.workflowState === "completed" && now;
        });
        const wrong = await inspect(target.endpoint, id, "POST", "/workflow/replay", { entryId: "nobody" });
        assert.equal(wrong.status, 500);
        const replay = { entryId: entryOf(over, "ship").id };
        const replayed = await inspect(target.endpoint, id, "POST", "/workflow/replay", replay);
        assert.equal(replayed.status, 200, JSON.stringify(replayed.body));
        assert.equal(replayed.body.isWorkflowEnabled, true);
        await until("it shipped again", async () => (await handle.getDiary()).length === 4);
        assert.equal((await handle.getDiary()).filter((line) => line === "charged").length, 1);
        const all = await until("it was over again", async () => {
            const answer = await inspect(target.endpoint, id, "POST", "/workflow/replay", {});
            return answer.status === 200 && answer.body;
        });
        assert.equal(all.isWorkflowEnabled, true);
        await until("all was done again", async () => (await handle.getDiary()).length === 7);
    });

    test("an actor without a workflow says so", async () => {
        const counter = createClient({ endpoint: target.endpoint }).counter.getOrCreate(["plain"]);
        assert.equal(await counter.increment(1), 1);
        const body = await history(await counter.resolve());
        assert.deepEqual(body, { history: null, workflowState: null, isWorkflowEnabled: false });
        const { body: summary } = await inspect(target.endpoint, await counter.resolve(), "GET", "/summary");
        assert.equal(summary.isWorkflowEnabled, false);
    });
});

const workflowHistoryUpdated = 6; // spec/inspector.md 2.4, version 6.

/** The history in a WorkflowHistoryUpdated frame: its length, then its bytes. */
function historyIn(bytes) {
    let at = 1;
    while (bytes[at] & 0x80) at++;
    return decodeWorkflowHistoryTransport(bytes.slice(at + 1));
}

function isCompleted(history, name) {
    const index = history.nameRegistry.indexOf(name);
    const entry = history.entries.find(({ location }) => location.at(-1).val === index);
    return entry && history.entryMetadata.get(entry.id)?.status === "COMPLETED";
}
