// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few manager calls that tests make beside the npm client, for any Rivet endpoint.

import { until } from "./process.mjs";

/** Sends JSON and gives status, headers and decoded body. */
export async function call(endpoint, method, path, body, headers = {}) {
    const answer = await fetch(endpoint + path, {
        method,
        headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text) };
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

export async function actorRecord(endpoint, actorId) {
    const answer = await call(endpoint, "GET", `/actors?namespace=default&actor_ids=${actorId}`);
    return answer.body.actors[0];
}

/** True while the actor exists and no process runs it because it went to sleep. */
export async function isAsleep(endpoint, actorId) {
    const record = await actorRecord(endpoint, actorId);
    return record.sleep_ts !== null && record.connectable_ts === null;
}

/** How many actors the connected processes host, those that are still stopping included. */
export async function runningActorCount(endpoint) {
    const answer = await call(endpoint, "GET", "/envoys?namespace=default");
    return answer.body.envoys.reduce((sum, envoy) => sum + envoy.slots, 0);
}

/**
 * Tells the actor to sleep and waits until it is told so; it may still be saving. One that has reason to may
 * be awake again by then.
 */
export async function putToSleep(endpoint, actorId) {
    const { connectable_ts: before } = await actorRecord(endpoint, actorId);
    const answer = await call(endpoint, "POST", `/actors/${actorId}/sleep?namespace=default`, {});
    if (answer.status !== 200) throw new Error(`Sleep was refused: ${JSON.stringify(answer.body)}`);
    await until(`actor ${actorId} slept`, async () => {
        const { connectable_ts: now, sleep_ts: slept } = await actorRecord(endpoint, actorId);
        return now === null ? slept !== null : before !== null && now > before;
    });
}

/** Waits until the actor sleeps, as far as the engine knows; it may still be saving. */
export function untilAsleep(endpoint, actorId) {
    return until(`actor ${actorId} slept`, () => isAsleep(endpoint, actorId));
}

/** The token that opens an actor's inspector (spec/inspector.md 1.3); reading it wakes nobody. */
export async function inspectorToken(endpoint, actorId) {
    const answer = await call(endpoint, "GET", `/actors/${actorId}/kv/keys/Aw%3D%3D?namespace=default`);
    if (answer.status !== 200) throw new Error(`No inspector token: ${JSON.stringify(answer.body)}`);
    return Buffer.from(answer.body.value, "base64").toString();
}

/** One inspector request over HTTP, with the actor's own token. */
export async function inspect(endpoint, actorId, method, path, body) {
    const authorization = `Bearer ${await inspectorToken(endpoint, actorId)}`;
    return call(endpoint, method, `/gateway/${actorId}/inspector${path}`, body, { authorization });
}

/**
 * Configures a pool, by default one whose hosts connect by themselves; gives the answer's body. A real engine
 * that already answers /health may still fail with an internal error, or not have its namespace, while it
 * starts: that is tried again.
 */
export function putPool(endpoint, pool, config = { normal: {} }, headers = {}) {
    return putPoolIn(endpoint, pool, { default: config }, headers);
}

/** The same for a cluster; `datacenters` gives each its own configuration. */
export async function putPoolIn(endpoint, pool, datacenters, headers = {}) {
    const path = `/runner-configs/${pool}?namespace=default`;
    const answer = await until(`the pool ${pool} was configured`, async () => {
        const put = await call(endpoint, "PUT", path, { datacenters }, headers);
        const isStarting = put.status >= 500 || put.body?.group === "namespace";
        return !isStarting && put;
    });
    if (answer.status !== 200)
        throw new Error(`The pool ${pool} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
}
