// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inspector of actors, through the gateway (spec/inspector.md).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { listen, withConnection } from "../support/connections.mjs";
import { call, inspect, inspectorToken } from "../support/manager.mjs";
import { openSocket } from "../support/plainsocket.mjs";
import { until } from "../support/process.mjs";

const initTag = 17; // of protocol 6 (spec/inspector.md 2.2)

export function inspector(target) {
    /** A function that inspects the actor of a handle. */
    const inspectorOf = async (handle) => {
        const id = await handle.resolve();
        return async (method, path, body) => {
            const answer = await inspect(target.endpoint, id, method, path, body);
            assert.equal(answer.status, 200, JSON.stringify(answer.body));
            return answer.body;
        };
    };

    describe("the inspector", () => {
        test("shows the state, and a change of it takes effect and is told", async () => {
            const handle = target.notebook("inspected");
            await handle.write("seen");
            const ask = await inspectorOf(handle);
            const { state, isStateEnabled } = await ask("GET", "/state");
            assert.deepEqual([state.lines, isStateEnabled], [["seen"], true]);
            assert.deepEqual(await ask("PATCH", "/state", { state: { ...state, lines: ["changed"] } }), {
                ok: true,
            });
            assert.deepEqual((await handle.read()).lines, ["changed"]);
        });

        test("shows the connections", async () => {
            const handle = target.client().notebook.getOrCreate(["watched"], { params: { reader: "ada" } });
            await withConnection(handle, async (connection) => {
                const { id } = await connection.who();
                const ask = await inspectorOf(handle);
                const { connections } = await ask("GET", "/connections");
                const shown = connections.find((each) => each.id === id);
                assert.deepEqual(shown.details.params, { reader: "ada" });
                assert.deepEqual(shown.details.state, { reader: "ada", writes: 0 });
                assert.equal(shown.details.isHibernatable, true);
            });
        });

        test("lists the actions and runs them", async () => {
            const handle = target.notebook("run");
            await handle.length();
            const ask = await inspectorOf(handle);
            const { rpcs } = await ask("GET", "/rpcs");
            for (const name of ["write", "read", "echo"]) assert.ok(rpcs.includes(name));
            await withConnection(handle, async (connection) => {
                const seen = listen(connection, "written");
                await connection.length();
                assert.deepEqual(await ask("POST", "/action/write", { args: ["from outside"] }), {
                    output: 1,
                });
                await until("the event arrived", () => seen.length === 1);
            });
        });

        test("shows, fills and empties queues", async () => {
            const handle = target.client().mailbox.getOrCreate(["inspected"]);
            await handle.send("mail", 1);
            const ask = await inspectorOf(handle);
            await ask("POST", "/queue", { name: "mail", body: 2 });
            const { size, messages } = await ask("GET", "/queue");
            assert.deepEqual([size, messages.map(({ name }) => name)], [2, ["mail", "mail"]]);
            await ask("DELETE", "/queue");
            assert.equal((await ask("GET", "/queue")).size, 0);
        });

        test("shows the database and runs statements on it", async () => {
            const handle = target.client().ledger.getOrCreate(["inspected"]);
            await handle.book(["one", "two"]);
            const ask = await inspectorOf(handle);
            const { schema } = await ask("GET", "/database/schema");
            assert.ok(JSON.stringify(schema).includes('"entry"'));
            const { rows } = await ask("GET", "/database/rows?table=entry&limit=1&offset=1");
            assert.deepEqual(
                rows.map(({ note }) => note),
                ["two"],
            );
            const sql = "insert into entry (note) values (:note) returning note";
            const done = await ask("POST", "/database/execute", { sql, properties: { note: "three" } });
            assert.deepEqual(done.rows, [{ note: "three" }]);
            assert.equal((await handle.execute("select * from entry")).length, 3);
        });

        test("sums up", async () => {
            const handle = target.notebook("summed up");
            await handle.write("one");
            const summary = await (await inspectorOf(handle))("GET", "/summary");
            assert.deepEqual(summary.state.lines, ["one"]);
            assert.equal(summary.isStateEnabled, true);
            assert.equal(summary.queueSize, 0);
        });

        test("speaks to sockets, and tells them of changes", async () => {
            const handle = target.notebook("socket");
            await handle.write("one");
            const token = await inspectorToken(target.endpoint, await handle.resolve());
            const url = `${await target.gatewayUrl(handle)}/inspector/connect?protocol_version=6`;
            const protocols = ["rivet", `rivet_inspector_token.${token}`];
            const { socket, heard } = await openSocket(url.replace("http", "ws"), protocols);
            await until("it was greeted", () => heard.messages.length > 0);
            assert.equal(heard.messages[0][0], initTag);
            const greetings = heard.messages.length;
            await handle.write("a line that is told");
            await until("the change was told", () =>
                heard.messages.slice(greetings).some((message) => message.includes("a line that is told")),
            );
            socket.close();
        });

        test("wants its token", async () => {
            const handle = target.notebook("guarded");
            await handle.length();
            const path = `/gateway/${await handle.resolve()}/inspector`;
            const unauthorized = { status: 401, group: "inspector", code: "unauthorized" };
            for (const headers of [{}, { authorization: "Bearer nonsense" }]) {
                const { status, body } = await call(
                    target.endpoint,
                    "GET",
                    `${path}/state`,
                    undefined,
                    headers,
                );
                assert.deepEqual({ status, group: body.group, code: body.code }, unauthorized);
            }
            const { heard } = await openSocket(
                `${target.endpoint.replace("http", "ws")}${path}/connect?protocol_version=6`,
                ["rivet", "rivet_inspector_token.nonsense"],
            );
            const end = await until("it was closed", () => heard.end);
            assert.deepEqual([end.code, end.reason.split("#")[0]], [1008, "inspector.unauthorized"]);
        });
    });
}
