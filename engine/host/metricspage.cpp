// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/metricspage.h"

#include "engine/host/metricstext.h"

#include <limits>
#include <map>

namespace rove::host {
namespace {

/// Where an actor is, by what its record says.
QByteArray stateOf(const core::Actor &actor)
{
    if (actor.destroyTs)
        return "destroyed";
    if (actor.connectableTs)
        return "running";
    if (actor.pendingAllocationTs)
        return "pending";
    if (actor.rescheduleTs)
        return "backing_off";
    return actor.sleepTs && actor.envoyKey.isEmpty() ? "sleeping" : "starting";
}

/// Every state is told of, also one that nobody is in.
std::map<QByteArray, std::uint64_t> countActors(const core::Engine &engine)
{
    std::map<QByteArray, std::uint64_t> counts{{"running", 0},     {"starting", 0}, {"pending", 0},
                                               {"backing_off", 0}, {"sleeping", 0}, {"destroyed", 0}};
    constexpr auto everyOne = std::numeric_limits<std::size_t>::max();
    for (const core::Namespace *home : engine.namespaces())
        for (const auto &[name, metadata] : engine.actorNames(home->id, everyOne, {}))
            for (const core::Actor *actor : engine.listActors({.namespaceId = home->id,
                                                               .name = name,
                                                               .key = {},
                                                               .includeDestroyed = true,
                                                               .limit = everyOne}))
                ++counts[stateOf(*actor)];
    return counts;
}

void writeHosts(MetricsText &text, const core::Engine &engine)
{
    text.gauge("hosts", "Connected processes that host actors.");
    for (const core::Namespace *home : engine.namespaces()) {
        std::map<std::tuple<QByteArray, QString, std::uint32_t>, std::uint64_t> counts;
        for (const core::Envoy *envoy : engine.envoys(home->id))
            ++counts[{"envoy", envoy->pool, envoy->version}];
        for (const core::Envoy *runner : engine.runners(home->id))
            if (!runner->stopTs)
                ++counts[{"runner", runner->pool, runner->version}];
        for (const auto &[host, count] : counts) {
            const auto &[kind, pool, version] = host;
            text.sample({{"namespace", home->name.toUtf8()},
                         {"kind", kind},
                         {"pool", pool.toUtf8()},
                         {"version", QByteArray::number(version)}},
                        count);
        }
    }
}

void writeTraffic(MetricsText &text, const gateway::TrafficCounts &counts)
{
    text.counter("tunnel_messages_total", "Messages between gateway and hosts.");
    text.sample({{"direction", "to_host"}}, counts.messagesOut);
    text.sample({{"direction", "from_host"}}, counts.messagesIn);
    text.counter("tunnel_bytes_total", "Bytes of bodies and socket messages between gateway and hosts.");
    text.sample({{"direction", "to_host"}}, counts.bytesOut);
    text.sample({{"direction", "from_host"}}, counts.bytesIn);
    text.gauge("requests_in_flight", "Requests that are with an actor.");
    text.sample(counts.requests);
    text.gauge("sockets", "WebSockets to actors.");
    text.sample({{"state", "open"}}, counts.sockets - counts.hibernatingSockets);
    text.sample({{"state", "hibernating"}}, counts.hibernatingSockets);
}

} // namespace

MetricsPage::MetricsPage(const gateway::Gateway &gateway, const CoreShell &shell)
    : m_gateway(gateway)
    , m_shell(shell)
{}

QByteArray MetricsPage::text() const
{
    const core::Engine &engine = m_shell.engine();
    MetricsText text;
    text.counter("http_requests_total", "Requests answered, by what they were for and their status.");
    for (const auto &[route, byStatus] : m_gateway.answerCounts())
        for (const auto &[status, count] : byStatus)
            text.sample({{"route", route}, {"status", QByteArray::number(status)}}, count);
    text.gauge("actors", "Actors by where they are.");
    for (const auto &[state, count] : countActors(engine))
        text.sample({{"state", state}}, count);
    writeHosts(text, engine);
    writeTraffic(text, m_gateway.traffic().counts());

    const ShellCounts &shell = m_shell.counts();
    text.counter("actor_starts_total", "Commands to start an actor.");
    text.sample(shell.starts);
    text.counter("actor_stops_total", "Commands to stop an actor.");
    text.sample(shell.stops);
    text.counter("actor_wakes_total", "Calls for an actor that was not running.");
    text.sample(shell.wakes);
    text.counter("actor_alarms_set_total", "Alarms that actors have set.");
    text.sample(shell.alarms);
    text.counter("store_write_failures_total", "Writes that the store has refused.");
    text.sample(m_shell.writes().failureCount());
    text.histogram("store_write_seconds", "Time until a write of the core is durable.",
                   m_shell.writes().times());
    return text.text();
}

qsizetype MetricsPage::bodyBytesMax(const net::HttpRequest &) const
{
    return 0;
}

net::HttpResponse MetricsPage::refuse(const net::HttpRequest &, net::Refusal)
{
    return {.status = 400, .headers = {}, .body = {}};
}

void MetricsPage::handleRequest(net::HttpRequest request, std::shared_ptr<net::HttpResponder> responder)
{
    if (request.target != "/metrics")
        return responder->respond({.status = 404, .headers = {}, .body = {}});
    if (request.method != "GET" && request.method != "HEAD")
        return responder->respond({.status = 405, .headers = {{"allow", "GET,HEAD"}}, .body = {}});
    responder->respond({.status = 200,
                        .headers = {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}},
                        .body = text()});
}

void MetricsPage::handleUpgrade(net::HttpRequest, std::shared_ptr<net::WebSocketUpgrade> upgrade)
{
    upgrade->reject({.status = 404, .headers = {}, .body = {}});
}

} // namespace rove::host
