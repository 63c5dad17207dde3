// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include "engine/core/rows.h"
#include "protocol/base/ensure.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace rove::core {

Driver::Driver(const Policy &policy)
    : m_policy(policy)
{
    ENSURE(restart());
    putConfig({{u"normal"_s, QJsonObject()}});
    clearEffects();
}

void Driver::putConfig(const QJsonObject &settings)
{
    apply(PutRunnerConfig{.ticket = nextTicket(),
                          .namespaceId = defaultNamespace(),
                          .pool = QString::fromLatin1(pool),
                          .config = RunnerConfig{{{m_policy.datacenterName, settings}}}});
}

Policy Driver::localPolicy()
{
    Policy policy;
    policy.datacenterName = u"default"_s;
    return policy;
}

Result<> Driver::restart()
{
    m_held.clear();
    m_effects.clear();
    m_eventIndex.clear();
    m_engine = std::make_unique<Engine>(m_policy, 7);
    const auto entries = rows();
    TRY(m_engine->restore(m_now, entries, m_effects));
    m_engine->checkInvariants();
    carryOut(0);
    return {};
}

std::vector<std::pair<QByteArray, QByteArray>> Driver::rows() const
{
    return {m_disk.begin(), m_disk.end()};
}

void Driver::apply(const Event &event)
{
    const std::size_t first = m_effects.size();
    m_engine->apply(m_now, event, m_effects);
    m_engine->checkInvariants();
    carryOut(first);
}

void Driver::carryOut(std::size_t firstEffect)
{
    for (std::size_t i = firstEffect; i < m_effects.size(); ++i)
        if (const auto *persist = std::get_if<Persist>(&m_effects[i]))
            m_held.push_back(*persist);
    if (!m_areWritesHeld && !std::exchange(m_isCarryingOut, true)) {
        while (!m_held.empty())
            storeOne();
        m_isCarryingOut = false;
    }
}

void Driver::storeOne()
{
    const Persist persist = std::move(m_held.front());
    m_held.pop_front();
    for (const Mutation &mutation : persist.batch) {
        if (const auto *put = std::get_if<Put>(&mutation))
            m_disk.insert_or_assign(put->key, put->value);
        else
            m_disk.erase(std::get<Remove>(mutation).key);
    }
    apply(Stored{persist.id});
}

void Driver::storeAll()
{
    while (!m_held.empty())
        storeOne();
}

void Driver::pass(std::chrono::milliseconds time)
{
    m_now += time;
    for (const Namespace *space : m_engine->namespaces()) {
        std::vector<const Envoy *> hosts = m_engine->envoys(space->id);
        std::ranges::copy(m_engine->runners(space->id), std::back_inserter(hosts));
        std::vector<QString> keys;
        for (const Envoy *host : hosts)
            if (!m_silent.contains(host->key))
                keys.push_back(host->key);
        for (const QString &key : keys)
            apply(EnvoyPonged{key, std::chrono::milliseconds(1)});
    }
    if (const auto wake = m_engine->nextWake(); wake && *wake <= m_now)
        apply(TimePassed{});
}

std::optional<Result<Answer>> Driver::reply() const
{
    return reply(m_ticket);
}

std::optional<Result<Answer>> Driver::reply(Ticket ticket) const
{
    for (const Reply &reply : all<Reply>())
        if (reply.ticket == ticket)
            return reply.answer;
    return std::nullopt;
}

NamespaceId Driver::defaultNamespace() const
{
    return m_engine->findNamespace(u"default"_s)->id;
}

Ticket Driver::createNamespace(const QString &name, const QString &displayName)
{
    apply(CreateNamespace{.ticket = nextTicket(), .name = name, .displayName = displayName});
    return m_ticket;
}

Ticket Driver::create(CreateActor request)
{
    request.ticket = nextTicket();
    if (request.namespaceId.isNull())
        request.namespaceId = defaultNamespace();
    if (request.pool.isEmpty())
        request.pool = QString::fromLatin1(pool);
    if (request.name.isEmpty())
        request.name = u"counter"_s;
    apply(request);
    return request.ticket;
}

ActorId Driver::createActor(CrashPolicy policy, const QString &key)
{
    CreateActor request{.crashPolicy = policy};
    if (!key.isEmpty())
        request.key = key;
    create(request);
    return std::get<ActorCreated>(reply()->value()).actorId;
}

Ticket Driver::destroy(ActorId actorId)
{
    apply(DestroyActor{.ticket = nextTicket(), .namespaceId = defaultNamespace(), .actorId = actorId});
    return m_ticket;
}

Ticket Driver::sleep(ActorId actorId)
{
    apply(SleepActor{.ticket = nextTicket(), .namespaceId = defaultNamespace(), .actorId = actorId});
    return m_ticket;
}

Ticket Driver::reschedule(ActorId actorId)
{
    apply(RescheduleActor{.ticket = nextTicket(), .namespaceId = defaultNamespace(), .actorId = actorId});
    return m_ticket;
}

void Driver::join(const QString &envoyKey, std::uint32_t version)
{
    apply(EnvoyJoined{.envoyKey = envoyKey,
                      .namespaceId = defaultNamespace(),
                      .pool = QString::fromLatin1(pool),
                      .version = version});
}

QString Driver::joinRunner(const QString &runnerKey, std::uint32_t slotCount, std::uint32_t version)
{
    const QString poolName = QString::fromLatin1(pool);
    const QString key = runnerHostKey(defaultNamespace(), poolName, runnerKey);
    apply(EnvoyJoined{.envoyKey = key,
                      .namespaceId = defaultNamespace(),
                      .pool = poolName,
                      .version = version,
                      .kind = HostKind::Runner,
                      .runnerKey = runnerKey,
                      .totalSlots = slotCount});
    return key;
}

bool Driver::waitsForEver(ActorId id) const
{
    const QCborMap row = QCborValue::fromCbor(m_disk.at(rows::actorKey(id))).toMap();
    return !row.contains(u"deadline"_s);
}

void Driver::report(ActorId actorId, const ActorNews &news)
{
    const Actor &known = actor(actorId);
    apply(ActorReported{.envoyKey = known.envoyKey,
                        .actorId = actorId,
                        .generation = known.generation,
                        .index = m_eventIndex[actorId]++,
                        .news = news});
}

ActorId Driver::runningActor(CrashPolicy policy)
{
    if (m_engine->envoys(defaultNamespace()).empty())
        join(u"e1"_s);
    const ActorId id = createActor(policy);
    run(id);
    return id;
}

} // namespace rove::core
