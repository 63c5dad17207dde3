// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An envoy of protocol 8 that does what a test tells it to, and notes what an engine sends it
// (spec/runner-envoy.md 2.3 and 4). Works with Rove's engine and with the real one.

import { decodeToEnvoy, encodeToRivet, VERSION } from "@rivetkit/engine-envoy-protocol";
import { randomUUID } from "node:crypto";

import { call, putPool } from "./manager.mjs";
import { until } from "./process.mjs";

const bytes = (text) => new TextEncoder().encode(text).buffer;
const keyOf = (messageId) => Buffer.from(messageId.requestId).toString("hex");

/** One request or socket of a client, as the envoy sees it. */
class Exchange {
    #envoy;
    #messageId;
    #nextIndex = 0;
    /** `{ tag, val, index }` of each message of the engine, in order. */
    messages = [];

    constructor(envoy, messageId) {
        this.#envoy = envoy;
        this.#messageId = messageId;
    }

    get first() {
        return this.messages[0].val;
    }

    all(tag) {
        return this.messages.filter((message) => message.tag === tag);
    }

    /** The `count`-th message of a kind, as soon as it is there. */
    async next(tag, count = 1, deadline = 15_000) {
        return until(`the engine sent ${tag} ${count}`, () => this.all(tag)[count - 1], deadline);
    }

    /** All bytes of the request's body that have come so far. */
    get body() {
        const chunks = this.all("ToEnvoyRequestChunk").map((chunk) => Buffer.from(chunk.val.body));
        return Buffer.concat([Buffer.from(this.first.body ?? []), ...chunks]);
    }

    send(tag, val) {
        const messageId = { ...this.#messageId, messageIndex: this.#nextIndex++ };
        this.#envoy.send("ToRivetTunnelMessage", { messageId, messageKind: { tag, val } });
    }

    respond(status, body, headers = {}) {
        const whole = { status, headers: new Map(Object.entries(headers)), body: bytes(body), stream: false };
        this.send("ToRivetResponseStart", whole);
    }

    startResponse(status = 200, headers = {}) {
        const start = { status, headers: new Map(Object.entries(headers)), body: null, stream: true };
        this.send("ToRivetResponseStart", start);
    }

    chunk(body, finish = false) {
        const data = typeof body === "string" ? bytes(body) : new Uint8Array(body).buffer;
        this.send("ToRivetResponseChunk", { body: data, finish });
    }

    abort(kind = "InternalError", detail = "told to") {
        this.send("ToRivetResponseAbort", { reason: { kind, detail } });
    }

    consumed(count) {
        this.send("ToRivetRequestBodyWindowUpdate", { consumedBytes: BigInt(count) });
    }
}

/** The envoy. Actors of any name start at once; every exchange is kept, and given to `onExchange`. */
export class ScriptedEnvoy {
    #socket;
    #requestId = 0;
    #answers = new Map();
    #eventIndex = new Map();
    /** In the order in which they were opened. */
    exchanges = [];
    /** Commands other than a start, and starts, in order. */
    commands = [];
    onExchange = () => {};
    /** Whether a stop command is obeyed. */
    obeys = true;

    static async connect(endpoint, { pool = "scripted", actorNames = ["thing"], token } = {}) {
        await putPool(endpoint, pool);
        const envoy = new ScriptedEnvoy();
        const query = new URLSearchParams({
            protocol_version: String(VERSION),
            namespace: "default",
            envoy_key: randomUUID(),
            version: "1",
            pool_name: pool,
        });
        envoy.key = query.get("envoy_key");
        const url = `${endpoint.replace("http", "ws")}/envoys/connect?${query}`;
        envoy.#socket = new WebSocket(url, token ? ["rivet", `rivet_token.${token}`] : ["rivet"]);
        envoy.#socket.binaryType = "arraybuffer";
        envoy.#socket.onmessage = ({ data }) => envoy.#receive(decodeToEnvoy(new Uint8Array(data)));
        envoy.closed = new Promise((resolve) => (envoy.#socket.onclose = resolve));
        await new Promise((resolve, reject) => {
            envoy.#socket.onopen = resolve;
            envoy.#socket.onerror = () => reject(new Error("The envoy was not let in"));
        });
        const names = new Map(actorNames.map((name) => [name, { metadata: "{}" }]));
        envoy.send("ToRivetMetadata", { prepopulateActorNames: names, metadata: "{}" });
        return envoy;
    }

    /** Creates an actor in this envoy's pool; gives its id. */
    static async createActor(endpoint, { pool = "scripted", name = "thing", key = randomUUID() } = {}) {
        const body = { name, key, runner_name_selector: pool, crash_policy: "sleep" };
        const made = await call(endpoint, "PUT", "/actors?namespace=default", body);
        if (made.status !== 200) throw new Error(`No actor: ${JSON.stringify(made.body)}`);
        return made.body.actor.actor_id;
    }

    send(tag, val) {
        this.#socket.send(encodeToRivet({ tag, val }));
    }

    report({ actorId, generation }, inner) {
        const key = `${actorId}/${generation}`;
        const index = this.#eventIndex.get(key) ?? 0n;
        this.#eventIndex.set(key, index + 1n);
        this.send("ToRivetEvents", [{ checkpoint: { actorId, generation, index }, inner }]);
    }

    stopped(checkpoint, code = "Ok", message = null) {
        const state = { tag: "ActorStateStopped", val: { code, message } };
        this.report(checkpoint, { tag: "EventActorStateUpdate", val: { state } });
    }

    /** Asks something of the engine under a request id; gives the answer's data. */
    ask(tag, data) {
        return this.#ask(tag, { data });
    }

    /** Asks for keys and values of an actor. */
    askFor(actorId, data) {
        return this.#ask("ToRivetKvRequest", { actorId, data });
    }

    #ask(tag, val) {
        const requestId = this.#requestId++;
        return new Promise((resolve) => {
            this.#answers.set(requestId, resolve);
            this.send(tag, { requestId, ...val });
        });
    }

    /** The `count`-th exchange, as soon as it is there. */
    exchange(count = 1, deadline = 15_000) {
        return until(`exchange ${count} began`, () => this.exchanges[count - 1], deadline);
    }

    close() {
        this.#socket.close(1000, "envoy.shutdown");
        return this.closed;
    }

    #receive({ tag, val }) {
        if (tag === "ToEnvoyPing") return this.send("ToRivetPong", { ts: val.ts });
        if (tag === "ToEnvoyCommands") return val.forEach((command) => this.#obey(command));
        if (tag === "ToEnvoyTunnelMessage") return this.#take(val);
        if (val?.requestId !== undefined) {
            this.#answers.get(val.requestId)?.(val.data);
            this.#answers.delete(val.requestId);
        }
    }

    #obey(command) {
        this.commands.push(command);
        this.send("ToRivetAckCommands", { lastCommandCheckpoints: [command.checkpoint] });
        if (command.inner.tag === "CommandStartActor") {
            const state = { tag: "ActorStateRunning", val: null };
            this.report(command.checkpoint, { tag: "EventActorStateUpdate", val: { state } });
        } else if (this.obeys) {
            this.stopped(command.checkpoint);
        }
    }

    #take({ messageId, messageKind: { tag, val } }) {
        const opens = tag === "ToEnvoyRequestStart" || tag === "ToEnvoyWebSocketOpen";
        let exchange = this.exchanges.findLast((each) => each.key === keyOf(messageId));
        if (opens) {
            exchange = new Exchange(this, messageId);
            exchange.key = keyOf(messageId);
            this.exchanges.push(exchange);
        }
        exchange?.messages.push({ tag, val, index: messageId.messageIndex });
        if (opens) this.onExchange(exchange);
    }
}
