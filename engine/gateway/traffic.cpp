// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/traffic.h"

#include "protocol/base/limits.h"

#include <bit>

namespace rove::gateway {
namespace {

constexpr std::chrono::seconds deadlineCheckInterval{5};
/// Far below `limits::webSocketSendQueueBytesMax`, which is where an envoy's connection ends.
constexpr qsizetype congestedBytes = 8 * limits::mebi;
constexpr qsizetype relievedBytes = 2 * limits::mebi;
constexpr std::chrono::milliseconds congestionCheckInterval{20};

/// One gateway a process, so any constant does (spec/runner-envoy.md 4.1).
constexpr envoy::v8::GatewayId gatewayId{'r', 'o', 'v', 'e'};

/// What of a message is the client's or the actor's own.
template <class Message>
std::uint64_t payloadBytes(const Message &message)
{
    return std::visit(
        [](const auto &kind) -> std::uint64_t {
            if constexpr (requires { kind.data; })
                return static_cast<std::uint64_t>(kind.data.size());
            else if constexpr (requires { kind.body.size(); })
                return static_cast<std::uint64_t>(kind.body.size());
            else if constexpr (requires { kind.body->size(); })
                return kind.body ? static_cast<std::uint64_t>(kind.body->size()) : 0;
            else
                return 0;
        },
        message);
}

envoy::v8::RequestId requestIdOf(Traffic::Number number)
{
    return std::bit_cast<envoy::v8::RequestId>(number);
}

} // namespace

Traffic::Traffic(net::Loop &loop, const core::Engine &engine, Uplink &uplink)
    : m_loop(loop)
    , m_engine(engine)
    , m_uplink(uplink)
{
    watchDeadlines();
}

void Traffic::watchDeadlines()
{
    m_deadlineTimer = m_loop.after(deadlineCheckInterval, [this] {
        std::vector<std::shared_ptr<Exchange>> exchanges;
        exchanges.reserve(m_open.size());
        for (const auto &[number, open] : m_open)
            exchanges.push_back(open.exchange);
        for (const auto &exchange : exchanges)
            exchange->checkDeadline(m_loop.steadyNow());
        watchDeadlines();
    });
}

Result<Traffic::Number> Traffic::open(ActorId actorId, std::shared_ptr<Exchange> exchange)
{
    std::set<Number> &siblings = m_byActor[actorId];
    if (siblings.size() >= static_cast<std::size_t>(limits::requestsInFlightPerActorMax))
        return failure(ErrorCode::GuardServiceUnavailable);
    while (m_open.contains(++m_last)) {
    }
    siblings.insert(m_last);
    m_open.emplace(m_last, Open{.actorId = actorId, .exchange = std::move(exchange)});
    return m_last;
}

void Traffic::close(Number number)
{
    const auto closed = m_open.extract(number);
    if (!closed)
        return;
    const auto siblings = m_byActor.find(closed.mapped().actorId);
    siblings->second.erase(number);
    if (siblings->second.empty())
        m_byActor.erase(siblings);
}

bool Traffic::isCongested(const Placement &where) const
{
    return m_uplink.queuedBytes(where.envoyKey) > congestedBytes;
}

void Traffic::holdBack(const Placement &where, Number number)
{
    m_heldBack.insert_or_assign(number, where.envoyKey);
    if (!m_congestionTimer)
        watchCongestion();
}

void Traffic::watchCongestion()
{
    m_congestionTimer = m_loop.after(congestionCheckInterval, [this] {
        const auto timer = std::move(m_congestionTimer);
        std::vector<std::shared_ptr<Exchange>> relieved;
        std::erase_if(m_heldBack, [&](const auto &held) {
            if (m_uplink.queuedBytes(held.second) > relievedBytes)
                return false;
            if (const auto open = m_open.find(held.first); open != m_open.end())
                relieved.push_back(open->second.exchange);
            return true;
        });
        if (!m_heldBack.empty())
            watchCongestion();
        for (const auto &exchange : relieved)
            exchange->relieved();
    });
}

void Traffic::send(const Placement &where, Number number, std::uint16_t messageIndex,
                   envoy::v8::ToEnvoyTunnelKind message)
{
    ++m_counts.messagesOut;
    m_counts.bytesOut += payloadBytes(message);
    m_uplink.send(where.envoyKey, {.messageId = {.gatewayId = gatewayId,
                                                 .requestId = requestIdOf(number),
                                                 .messageIndex = messageIndex},
                                   .messageKind = std::move(message)});
}

void Traffic::receive(const QString &envoyKey, envoy::v8::ToRivetTunnelMessage message)
{
    const auto found = m_open.find(std::bit_cast<Number>(message.messageId.requestId));
    if (found == m_open.end())
        return;
    const core::Actor *actor = m_engine.findActor(found->second.actorId);
    if (!actor || actor->envoyKey != envoyKey)
        return;
    ++m_counts.messagesIn;
    m_counts.bytesIn += payloadBytes(message.messageKind);
    const std::shared_ptr<Exchange> exchange = found->second.exchange;
    exchange->receive(std::move(message.messageKind));
}

void Traffic::envoyReturned(const QString &envoyKey)
{
    for (const auto &[actorId, numbers] : m_byActor)
        if (const core::Actor *actor = m_engine.findActor(actorId); actor && actor->envoyKey == envoyKey)
            for (const Number number : numbers)
                m_open.at(number).exchange->envoyReturned();
}

void Traffic::actorChanged(const core::ActorChanged &change)
{
    const bool leaves =
        change.phase == core::ActorPhase::Stopped || change.phase == core::ActorPhase::Destroyed;
    const auto found = m_byActor.find(change.actorId);
    if (found == m_byActor.end() || (!leaves && change.phase != core::ActorPhase::Stopping))
        return;
    // Telling one exchange may close it and others.
    const std::vector<Number> numbers(found->second.begin(), found->second.end());
    for (const Number number : numbers)
        if (const auto open = m_open.find(number); open != m_open.end()) {
            const std::shared_ptr<Exchange> exchange = open->second.exchange;
            if (leaves)
                exchange->actorLeft(change.phase);
            else
                exchange->actorStops();
        }
}

TrafficCounts Traffic::counts() const
{
    TrafficCounts counts = m_counts;
    for (const auto &[number, open] : m_open) {
        const Exchange::Kind kind = open.exchange->kind();
        ++(kind == Exchange::Kind::Request ? counts.requests : counts.sockets);
        if (kind == Exchange::Kind::HibernatingSocket)
            ++counts.hibernatingSockets;
    }
    return counts;
}

std::vector<envoy::v8::HibernatingRequest> Traffic::hibernating(ActorId actorId) const
{
    std::vector<envoy::v8::HibernatingRequest> requests;
    if (const auto found = m_byActor.find(actorId); found != m_byActor.end())
        for (const Number number : found->second)
            if (m_open.at(number).exchange->hibernates())
                requests.push_back({.gatewayId = gatewayId, .requestId = requestIdOf(number)});
    return requests;
}

} // namespace rove::gateway
