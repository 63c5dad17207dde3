// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What no good client sends, byte by byte: `node badinput.mjs rove|rivet`. Every case ends in the measured
// error or a closed connection, and the engine goes on serving.

import "./support/quiet.mjs";

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { call, inspectorToken } from "./support/manager.mjs";
import { exchange, opcodes, RawWebSocket } from "./support/rawsocket.mjs";
import { startTarget, targetName } from "./support/target.mjs";

const timeout = 60_000;
const kibi = 1024;
const mebi = 1024 * kibi;

let target;
let actorId;
/** Well formed, and nobody's. */
let unknownId;
before(async () => {
    target = await startTarget();
    const body = { name: "counter", key: "bad", runner_name_selector: "default", crash_policy: "sleep" };
    actorId = (await call(target.endpoint, "PUT", "/actors?namespace=default", body)).body.actor.actor_id;
    // Another UUID of the same version and datacenter: the digits in the middle are the UUID's.
    unknownId = actorId.replace(/^(.{8})(.)/, (_, start, digit) => start + (digit === "0" ? "1" : "0"));
    await call(target.endpoint, "GET", `/gateway/${actorId}/health`);
});
after(() => target.stop());
afterEach(async () => {
    assert.equal((await call(target.endpoint, "GET", "/health")).status, 200, "the engine still answers");
});

const request = (method, path, body, headers) => call(target.endpoint, method, path, body, headers);
const raw = (text) => exchange(target.endpoint, text);
const onRoveOnly = { skip: targetName !== "rove" && "the real engine sets no such limit" };

function assertError(answer, status, name) {
    assert.equal(`${answer.status} ${answer.body.group}.${answer.body.code}`, `${status} ${name}`);
    assert.equal(typeof answer.body.message, "string");
}

/** Refused with a 4xx status, or closed without an answer. */
function assertRefused({ status }) {
    assert.ok(status === null || (status >= 400 && status < 500), `status ${status}`);
}

describe(`${targetName}, malformed HTTP`, { timeout }, () => {
    const malformed = {
        "no request line": "\r\n\r\n\r\n\r\nnonsense\r\n\r\n",
        "an unknown protocol": "GET /health SPDY/9\r\n\r\n",
        "binary rubbish": Buffer.from("16030100a5010000a10303deadbeef", "hex"),
        "a header without colon": "GET /health HTTP/1.1\r\nhost: a\r\nnonsense\r\n\r\n",
        "a line feed inside a header's name": "GET /health HTTP/1.1\r\nhost: a\r\nx y: 1\r\n\r\n",
        "a negative length": "POST /actors HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        "two lengths": "POST /actors HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        "a chunk size that is no number":
            "POST /actors?namespace=default HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n" +
            "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    };
    for (const [what, bytes] of Object.entries(malformed))
        test(`${what} is refused`, async () => assertRefused(await raw(bytes)));

    test("a header over 16 KiB is refused", onRoveOnly, async () => {
        assertRefused(
            await raw(`GET /health HTTP/1.1\r\nhost: a\r\nx-long: ${"a".repeat(17 * kibi)}\r\n\r\n`),
        );
    });

    test("a header below 16 KiB is fine", async () => {
        const answer = await raw(
            `GET /health HTTP/1.1\r\nhost: a\r\nx-long: ${"a".repeat(12 * kibi)}\r\n\r\n`,
        );
        assert.equal(answer.status, 200);
    });
});

describe(`${targetName}, bodies over their limits`, { timeout }, () => {
    test("an API body over 2 MiB", async () => {
        const body = { name: "x".repeat(2 * mebi), display_name: "x" };
        assertError(await request("POST", "/namespaces", body), 400, "api.bad_request");
    });

    test("a gateway body over 20 MiB", async () => {
        const answer = await raw(
            Buffer.concat([
                Buffer.from(`POST /gateway/${actorId}/action/getCount HTTP/1.1\r\nhost: a\r\n`),
                Buffer.from(`content-length: ${20 * mebi + 1}\r\n\r\n`),
                Buffer.alloc(20 * mebi + 1),
            ]),
        );
        assert.equal(answer.status, 413);
        assert.equal(JSON.parse(answer.body).code, "invalid_request_body");
    });

    test("an action body over 64 KiB", async () => {
        const answer = await request("POST", `/gateway/${actorId}/action/fail`, {
            args: ["x".repeat(64 * kibi)],
        });
        assertError(answer, 400, "message.incoming_too_long");
    });
});

describe(`${targetName}, the manager API`, { timeout }, () => {
    const create = { name: "counter", key: "new", runner_name_selector: "default", crash_policy: "sleep" };

    test("an unknown query parameter", async () => {
        assertError(
            await request("GET", "/actors?namespace=default&name=counter&bogus=1"),
            400,
            "api.bad_request",
        );
    });

    test("an unknown field", async () => {
        const answer = await request("POST", "/actors?namespace=default", { ...create, bogus: 1 });
        assertError(answer, 400, "api.bad_request");
    });

    test("a missing field", async () => {
        const answer = await request("POST", "/actors?namespace=default", { name: "counter" });
        assertError(answer, 400, "api.bad_request");
    });

    test("a field of the wrong type", async () => {
        const answer = await request("POST", "/actors?namespace=default", { ...create, name: 7 });
        assertError(answer, 400, "api.bad_request");
    });

    test("a body that is not JSON", async () => {
        const answer = await raw(
            "POST /namespaces HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n" +
                "content-length: 2\r\n\r\n{]",
        );
        assert.equal(answer.status, 400);
        assert.equal(JSON.parse(answer.body).code, "bad_request");
    });

    test("a body without its content type", async () => {
        const answer = await raw("POST /namespaces HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}");
        assert.equal(answer.status, 400);
        assert.equal(JSON.parse(answer.body).code, "bad_request");
    });

    test("an unknown namespace", async () => {
        assertError(
            await request("GET", "/actors?namespace=nowhere&name=counter"),
            400,
            "namespace.not_found",
        );
        assertError(await request("POST", "/actors?namespace=nowhere", create), 400, "namespace.not_found");
    });

    test("an unknown pool", async () => {
        const answer = await request("POST", "/actors?namespace=default", {
            ...create,
            runner_name_selector: "none",
        });
        assertError(answer, 400, "actor.no_runner_config_configured");
    });

    test("an unknown and a malformed actor id", async () => {
        assertError(
            await request("DELETE", `/actors/${unknownId}?namespace=default`),
            400,
            "actor.not_found",
        );
        assertError(await request("DELETE", "/actors/nonsense?namespace=default"), 400, "api.bad_request");
    });

    test("an unknown path and a wrong method", async () => {
        assertError(await request("GET", "/nowhere"), 404, "api.not_found");
        const wrongMethod = await request("DELETE", "/namespaces");
        assert.equal(wrongMethod.status, 405);
        assert.equal(wrongMethod.body, "");
        assert.ok(wrongMethod.headers.get("allow"));
    });
});

describe(`${targetName}, the gateway over HTTP`, { timeout }, () => {
    const action = (name, body, headers) =>
        request("POST", `/gateway/${actorId}/action/${name}`, body, headers);

    test("an unknown actor and a malformed id", async () => {
        assertError(await request("GET", `/gateway/${unknownId}/health`), 404, "actor.not_found");
        assertError(await request("GET", "/gateway/nonsense/health"), 500, "core.internal_error");
    });

    test("an unknown action", async () => {
        assertError(await action("nothing", { args: [] }), 404, "actor.action_not_found");
    });

    test("an unknown route of the actor, and a wrong method", async () => {
        assertError(await request("GET", `/gateway/${actorId}/nowhere`), 404, "actor.not_found");
        assertError(
            await request("GET", `/gateway/${actorId}/action/getCount`),
            405,
            "actor.method_not_allowed",
        );
    });

    test("an unknown encoding counts as JSON", async () => {
        const answer = await action("getCount", { args: [] }, { "x-rivet-encoding": "xml" });
        assert.equal(answer.status, 200);
        assert.deepEqual(answer.body, { output: 0 });
    });

    for (const [encoding, body] of Object.entries({ json: "{]", cbor: "\xff\xff", bare: "\x04\x00\xff" })) {
        test(`a body that is not ${encoding}`, async () => {
            const answer = await raw(
                `POST /gateway/${actorId}/action/getCount HTTP/1.1\r\nhost: a\r\n` +
                    `x-rivet-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
            );
            assert.equal(answer.status, 400);
        });
    }

    test("a query form without namespace, with an unknown or a repeated parameter", async () => {
        const get = (query) => request("GET", `/gateway/counter/health?${query}`);
        assertError(await get("rvt-method=get"), 400, "guard.query_invalid_params");
        assertError(
            await get("rvt-namespace=default&rvt-method=get&rvt-x=1"),
            400,
            "guard.query_invalid_params",
        );
        const twice = "rvt-namespace=default&rvt-namespace=default&rvt-method=get";
        assertError(await get(twice), 400, "guard.query_duplicate_param");
        assertError(await get("rvt-namespace=nowhere&rvt-method=get"), 400, "namespace.not_found");
    });

    test("a missing and a wrong inspector token", async () => {
        const state = `/gateway/${actorId}/inspector/state`;
        assertError(await request("GET", state), 401, "inspector.unauthorized");
        const wrong = { authorization: "Bearer nonsense" };
        assertError(await request("GET", state, undefined, wrong), 401, "inspector.unauthorized");
        assertError(
            await request("PATCH", state, { state: { count: 99 } }, wrong),
            401,
            "inspector.unauthorized",
        );
    });
});

describe(`${targetName}, sockets`, { timeout }, () => {
    const open = (path, ...protocols) => RawWebSocket.open(target.endpoint, path, ["rivet", ...protocols]);
    const connectPath = () => `/gateway/${actorId}/connect`;

    /** Opens a connection of the actor, past its Init. */
    async function connected(encoding) {
        const socket = await open(connectPath(), `rivet_encoding.${encoding}`);
        await socket.receive();
        return socket;
    }

    const undecodable = {
        "a text frame on a bare socket": ["bare", opcodes.text, "hello"],
        "a message that is not bare": ["bare", opcodes.binary, "\xff\xff\xff"],
        "an unknown tag": ["bare", opcodes.binary, "\x04\x00\x09\x00"],
        "an unknown version": ["bare", opcodes.binary, "\x63\x00\x00\x00\x00\x00"],
        "a message that is cut short": ["bare", opcodes.binary, "\x04\x00\x00\x00\x09incr"],
        "a message that is not JSON": ["json", opcodes.text, "{]"],
        "JSON with an unknown tag": ["json", opcodes.text, '{"body":{"tag":"Bogus","val":{}}}'],
        "a message that is not CBOR": ["cbor", opcodes.binary, "\xff"],
    };
    for (const [what, [encoding, opcode, payload]] of Object.entries(undecodable)) {
        test(`${what} closes the connection`, async () => {
            const socket = await connected(encoding);
            socket.send(opcode, Buffer.from(payload, "latin1"));
            assert.deepEqual(await socket.end(), { code: 1011, reason: "actor.invalid_request" });
            socket.destroy();
        });
    }

    test("a message over 64 KiB closes the connection", async () => {
        const socket = await connected("bare");
        socket.send(opcodes.binary, Buffer.alloc(64 * kibi + 1));
        assert.deepEqual(await socket.end(), { code: 1011, reason: "message.incoming_too_long" });
        socket.destroy();
    });

    const againstTheRules = {
        "a frame without mask": [opcodes.binary, "abc", { masked: false }],
        "a reserved bit": [opcodes.binary, "abc", { flags: 0xc0 }],
        "a reserved opcode": [5, "abc", {}],
        "a ping in two frames": [opcodes.ping, "abc", { flags: 0 }],
        "a ping over 125 bytes": [opcodes.ping, "x".repeat(126), {}],
        "a frame that continues nothing": [0, "abc", {}],
        "a frame that says it has 2^62 bytes": [opcodes.binary, "abc", { length: 2 ** 62 }],
    };
    for (const [what, [opcode, payload, options]] of Object.entries(againstTheRules)) {
        test(`${what} ends the socket`, async () => {
            const socket = await connected("bare");
            socket.send(opcode, Buffer.from(payload), options);
            assert.notEqual((await socket.end()).code, 1000);
            socket.destroy();
        });
    }

    const refused = {
        "an unknown encoding": [
            connectPath,
            ["rivet_encoding.xml"],
            1003,
            "actor.unsupported_websocket_encoding",
        ],
        "an unknown actor": [() => `/gateway/${unknownId}/connect`, [], 1011, "actor.not_found"],
        "a malformed id": [() => "/gateway/nonsense/connect", [], 1011, "core.internal_error"],
        "a path of the API": [() => "/actors", [], 1011, "guard.websocket_not_supported"],
        "an inspector without token": [
            () => `/gateway/${actorId}/inspector/connect?protocol_version=6`,
            [],
            1008,
            "inspector.unauthorized",
        ],
        "an inspector with a wrong token": [
            () => `/gateway/${actorId}/inspector/connect?protocol_version=6`,
            ["rivet_inspector_token.nonsense"],
            1008,
            "inspector.unauthorized",
        ],
        "an inspector of an unknown version": [
            () => `/gateway/${actorId}/inspector/connect?protocol_version=99`,
            [],
            1002,
            "inspector.invalid_protocol_version",
        ],
    };
    for (const [what, [path, protocols, code, reason]] of Object.entries(refused)) {
        test(`${what} is told in the close frame`, async () => {
            const socket = await open(path(), ...protocols);
            assert.deepEqual(await socket.end(), { code, reason });
            socket.destroy();
        });
    }

    const inspectorRubbish = {
        "an unknown tag": [[0x63], /invalid value: integer `99`/],
        "a message that is cut short": [[0], /unexpected end of input/],
        "an empty message": [[], /unexpected end of input/],
    };
    for (const [what, [bytes, message]] of Object.entries(inspectorRubbish)) {
        test(`an inspector answers ${what} with an error and stays open`, async () => {
            const token = await inspectorToken(target.endpoint, actorId);
            const path = `/gateway/${actorId}/inspector/connect?protocol_version=6`;
            const socket = await open(path, `rivet_inspector_token.${token}`);
            await socket.receive();
            for (const _ of [1, 2]) {
                socket.send(opcodes.binary, Buffer.from(bytes));
                const answer = await socket.receive();
                assert.equal(answer.opcode, opcodes.binary);
                assert.match(answer.payload.toString("latin1"), message);
            }
            socket.destroy();
        });
    }
});
