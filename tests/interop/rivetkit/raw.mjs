// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Raw requests and raw sockets, which the actor answers by its own handlers. Bodies of any length and their
// windows are in ../streaming.mjs, more of sockets in ../rawsockets.mjs.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";

import { isReal, notOnRivet } from "../support/engine.mjs";
import { listenToSocket, openSocket } from "../support/plainsocket.mjs";
import { isAsleep, untilAsleep } from "../support/manager.mjs";
import { until } from "../support/process.mjs";

const mebi = 1024 * 1024;
const digest = (data) => createHash("sha256").update(data).digest("hex");

export function rawRequests(target) {
    const switchboard = (key) => target.client().switchboard.getOrCreate([key]);

    describe("raw requests", () => {
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
            test(`${method} reaches the handler with path, query, headers and body`, async () => {
                const answer = await switchboard("methods").fetch("rooms/7 b/ä?x=1&y=%20z", {
                    method,
                    headers: { "x-custom": "as sent", accept: "application/json" },
                    body: method === "GET" ? undefined : "0123456789",
                });
                assert.equal(answer.status, 200);
                assert.equal(answer.headers.get("x-switchboard"), "yes");
                const seen = await answer.json();
                assert.equal(seen.method, method);
                assert.match(seen.path, /rooms\/7%20b\/%C3%A4\?x=1&y=%20z$/);
                assert.equal(seen.headers["x-custom"], "as sent");
                assert.equal(seen.headers.accept, "application/json");
                assert.equal(seen.length, method === "GET" ? 0 : 10);
            });

        test("HEAD has the headers and no body", async () => {
            const url = `${await target.gatewayUrl(switchboard("methods"))}/request/room`;
            const answer = await fetch(url, { method: "HEAD" });
            assert.equal(answer.status, 200);
            assert.equal(answer.headers.get("x-method"), "HEAD");
            assert.equal(await answer.text(), "");
        });

        test("OPTIONS is answered by the gateway for browsers", async () => {
            const url = `${await target.gatewayUrl(switchboard("methods"))}/request/room`;
            const answer = await fetch(url, {
                method: "OPTIONS",
                headers: { origin: "http://page.test", "access-control-request-headers": "x-custom" },
            });
            assert.equal(answer.status, 204);
            assert.equal(answer.headers.get("access-control-allow-origin"), "http://page.test");
            assert.match(answer.headers.get("access-control-allow-headers"), /x-custom/);
        });

        test("the actor decides the status", async () => {
            const url = `${await target.gatewayUrl(switchboard("status"))}/request/status`;
            for (const code of [201, 204, 302, 304, 400, 404, 418, 500, 503]) {
                const answer = await fetch(`${url}?code=${code}`, { redirect: "manual" });
                assert.equal(answer.status, code);
                const body = await answer.text();
                assert.equal(body, [204, 304].includes(code) ? "" : `status ${code}`);
                if (code === 302) assert.equal(answer.headers.get("location"), "/elsewhere");
            }
        });

        test("bytes of every value arrive there and back as they were", async () => {
            const body = new Uint8Array(1024).map((_, index) => index % 256);
            const answer = await switchboard("bytes").fetch("echo", { method: "POST", body });
            assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), body);
        });

        test("bodies of 6 MiB arrive whole there and back", async () => {
            const body = new Uint8Array(6 * mebi).map((_, index) => (index * 17) % 241);
            const answer = await switchboard("large").fetch("echo", { method: "POST", body });
            assert.equal(digest(new Uint8Array(await answer.arrayBuffer())), digest(body));
        });

        test("an answer can be long before it is complete", async () => {
            const answer = await fetch(`${await target.gatewayUrl(switchboard("ticks"))}/request/ticks`);
            assert.equal(answer.headers.get("content-type"), "text/event-stream");
            const pieces = [];
            for await (const piece of answer.body) pieces.push(Buffer.from(piece).toString());
            assert.equal(pieces.join(""), "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\n");
            assert.ok(pieces.length > 1, "it came all at once");
        });

        test("a handler that fails gives an error without its secret", async () => {
            const answer = await switchboard("fails").fetch("crash");
            assert.equal(answer.status, 500);
            assert.doesNotMatch(await answer.text(), /secret/);
            assert.equal((await switchboard("fails").fetch("fine")).status, 200);
        });

        test("a request wakes a sleeping actor", async () => {
            const handle = switchboard("asleep");
            const id = await handle.resolve();
            await handle.doze();
            await untilAsleep(target.endpoint, id);
            assert.equal((await handle.fetch("anything")).status, 200);
            assert.equal(await isAsleep(target.endpoint, id), false);
        });

        test("sixty at once are each answered with their own", async () => {
            const url = `${await target.gatewayUrl(switchboard("at once"))}/request/echo`;
            const bodies = Array.from({ length: 60 }, (_, index) => `body ${index}`);
            const echo = async (body) => (await fetch(url, { method: "POST", body })).text();
            assert.deepEqual(await Promise.all(bodies.map(echo)), bodies);
        });

        test("headers that come twice, and long ones, arrive", async () => {
            const answer = await fetch(`${await target.gatewayUrl(switchboard("headers"))}/request/cookies`);
            assert.equal(answer.headers.get("x-long"), "y".repeat(4000));
            assert.match(answer.headers.get("set-cookie"), /b=2; Path=\//);
        });
    });
}

export function rawSockets(target) {
    const switchboard = (key) => target.client().switchboard.getOrCreate([key]);
    const lasting = (key) => target.client().lastingSwitchboard.getOrCreate([key]);
    const openAt = async (handle, path) =>
        openSocket(`${(await target.gatewayUrl(handle)).replace("http", "ws")}/websocket/${path}`);
    const open = (key, path) => openAt(switchboard(key), path);

    describe("raw sockets", () => {
        test("the handler sees path and query, and answers in kind", async () => {
            const { socket, heard } = await open("kinds", "greeting/7?x=1");
            await until("it was greeted", () => heard.messages.length === 1);
            assert.match(heard.messages[0], /greeting\/7\?x=1$/);
            socket.send("ä☃");
            socket.send(new Uint8Array([0, 1, 255]));
            socket.send("");
            await until("all came back", () => heard.messages.length === 4);
            assert.deepEqual(heard.messages.slice(1), ["ä☃", Buffer.from([0, 1, 255]), ""]);
            socket.close();
        });

        test("the npm client opens them too", async () => {
            const socket = await switchboard("client").webSocket("greeting/client");
            const heard = listenToSocket(socket);
            await until("it was greeted", () => heard.messages.length === 1);
            assert.match(heard.messages[0], /greeting\/client$/);
            socket.close();
        });

        test("the actor's close arrives with its code, and the client's at the actor", async () => {
            const { socket: first, heard } = await open("closes", "first");
            first.send("bye");
            assert.deepEqual(await until("it was closed", () => heard.end), {
                code: 4001,
                reason: "bye yourself",
            });
            const { socket: second } = await open("closes", "second");
            second.close(4002, "done here");
            await until("the actor heard of it", async () =>
                (await switchboard("closes").closes()).some(
                    ({ code, reason }) => code === 4002 && reason === "done here",
                ),
            );
        });

        test("a handler that fails ends the socket without its secret", async () => {
            const { heard } = await open("fails", "refused");
            const end = await until("it was closed", () => heard.end);
            assert.doesNotMatch(end.reason, /secret/);
        });

        test("one that may not outlive a sleep is closed by it", async () => {
            const { heard } = await open("dozing", "passing");
            await switchboard("dozing").doze();
            const end = await until("it was closed", () => heard.end);
            assert.deepEqual([end.code, end.reason.split("#")[0]], [1000, "actor.stopped"]);
        });

        const loses = notOnRivet("it was seen to lose what was said while the actor still stopped");
        test("one that may outlive it wakes the actor, and loses nothing", loses, async () => {
            const { socket, heard } = await openAt(lasting("main"), "room");
            const id = await lasting("main").resolve();
            for (let sleep = 0; sleep < 3; sleep++) {
                socket.send(`before ${sleep}`);
                await until("it came back", () => heard.messages.length === 6 * sleep + 1);
                await lasting("main").doze();
                await untilAsleep(target.endpoint, id);
                for (let number = 0; number < 5; number++) socket.send(`after ${sleep} ${number}`);
                await until("all came back", () => heard.messages.length === 6 * sleep + 6);
            }
            const all = [0, 1, 2].flatMap((sleep) => [
                `before ${sleep}`,
                ...[0, 1, 2, 3, 4].map((number) => `after ${sleep} ${number}`),
            ]);
            assert.deepEqual(heard.messages, all);
            assert.equal(heard.end, undefined);
            socket.close();
        });

        test("five messages of 1 MiB and a thousand small ones come back in order", async () => {
            const { socket, heard } = await open("volume", "volume");
            const large = Array.from({ length: 5 }, (_, index) => Buffer.alloc(mebi, index + 1));
            const small = Array.from({ length: 1000 }, (_, index) => `message ${index}`);
            const sent = [...small.slice(0, 500), ...large, ...small.slice(500)];
            for (const message of sent) socket.send(message);
            // The real engine passes some thirty messages a second.
            const deadline = isReal ? 120_000 : 30_000;
            await until("all came back", () => heard.messages.length === sent.length, deadline);
            assert.deepEqual(heard.messages.map(digestOfMessage), sent.map(digestOfMessage));
            socket.close();
        });
    });
}

const digestOfMessage = (message) => (typeof message === "string" ? message : digest(message));
