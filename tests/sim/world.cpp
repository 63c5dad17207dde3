// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/world.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

using namespace core;

const std::array pools{u"default"_s, u"gpu"_s};
const std::array names{u"counter"_s, u"chat"_s};
constexpr std::uint32_t versionMax = 3;

Policy makePolicy(SimRandom &random)
{
    Policy policy;
    policy.datacenterName = u"default"_s;
    if (random.chance(0.5)) { // As an engine that is started by hand.
        policy.baseRetryTimeout = 2s;
        policy.backoffMaxExponent = 8;
        policy.retryResetDuration = 10min;
    }
    return policy;
}

} // namespace

World::World(std::uint64_t seed, int stepCount, Trace::Print print)
    : m_random(seed)
    , m_faults(Faults::pick(m_random))
    , m_trace(print)
    , m_disk(m_scheduler, m_random, m_faults,
             {.stored = [this](WriteId id) { deliver(Stored{id}); },
              .erasing = [this](ActorId id) { m_oracle.erased(id); }})
    , m_oracle(m_disk, m_trace)
    , m_policy(makePolicy(m_random))
    , m_stepsLeft(stepCount)
{}

World::~World() = default;

Outcome World::run()
{
    m_trace.note(m_scheduler.now(), u"world"_s, u"faults: "_s + m_faults.toString());
    startEngine();
    runFor(1min);
    for (int i = 0; i < 3; ++i)
        addEnvoy();
    scheduleStep();
    scheduleStrike();
    while (m_stepsLeft > 0 && !isBroken())
        m_scheduler.step();
    if (!isBroken())
        quietEnd();
    return {.traceHash = m_trace.hash(), .failure = m_oracle.failure()};
}

void World::quietEnd()
{
    heal();
    runFor(10min);
    wakeAll();
    runFor(40min);
    if (isBroken())
        return;
    m_oracle.checkConverged(m_scheduler.now(), *m_engine);
    destroyAll();
    runFor(10min);
    for (const QString &key : std::set<QString>(m_linked))
        unlink(key); // Whose silence the engine would have to watch for.
    if (!isBroken())
        m_oracle.checkEnded(*m_engine);
}

void World::runFor(std::chrono::milliseconds time)
{
    const Instant end = m_scheduler.now() + time;
    while (!isBroken() && m_scheduler.step(end)) {
    }
}

// --- The engine and its shell ---

void World::startEngine()
{
    m_engine = std::make_unique<Engine>(m_policy, m_random.next());
    const std::vector<std::pair<QByteArray, QByteArray>> rows(m_disk.rows().begin(), m_disk.rows().end());
    std::vector<Effect> effects;
    const Result<> restored = m_engine->restore(m_scheduler.now(), rows, effects);
    m_trace.note(m_scheduler.now(), u"engine"_s, u"started on %1 rows"_s.arg(rows.size()));
    if (!restored)
        return m_oracle.breakPromise(u"the engine cannot take up its rows: "_s + restored.error().message);
    m_engine->checkInvariants();
    m_oracle.engineRestarted(*m_engine);
    carryOut(effects);
}

void World::crashEngine()
{
    m_trace.note(m_scheduler.now(), u"engine"_s, u"crashed"_s);
    m_engine.reset();
    ++m_timer;
    m_disk.crash();
    m_oracle.engineCrashed();
    for (const auto &[key, envoy] : m_envoys)
        lose(*envoy, m_random.delay(20s));
    m_scheduler.after(m_random.delay(5s), [this] { startEngine(); });
}

void World::deliver(const Event &event)
{
    if (!m_engine || isBroken())
        return;
    const Instant now = m_scheduler.now();
    m_trace.event(now, event);
    m_oracle.beforeEvent(event, *m_engine);
    std::vector<Effect> effects;
    m_engine->apply(now, event, effects);
    m_engine->checkInvariants();
    carryOut(effects);
    m_oracle.afterEvent(now, *m_engine);
}

void World::carryOut(const std::vector<Effect> &effects)
{
    for (const Effect &effect : effects) {
        m_trace.effect(m_scheduler.now(), effect);
        carryOut(effect);
    }
    armTimer();
}

void World::carryOut(const Effect &effect)
{
    const Instant now = m_scheduler.now();
    if (const auto *persist = std::get_if<Persist>(&effect)) {
        m_oracle.persisted(persist->id);
        m_disk.persist(*persist);
    } else if (const auto *erase = std::get_if<EraseActorData>(&effect)) {
        m_disk.eraseActorData(erase->actorId);
    } else if (const auto *start = std::get_if<StartActor>(&effect)) {
        m_oracle.started(now, *start);
        send(start->envoyKey, *start);
    } else if (const auto *stop = std::get_if<StopActor>(&effect)) {
        m_oracle.stopped(*stop);
        send(stop->envoyKey, *stop);
    } else if (const auto *release = std::get_if<ReleaseEnvoy>(&effect)) {
        m_oracle.left(release->envoyKey);
        letGo(*release);
    } else if (const auto *reply = std::get_if<Reply>(&effect)) {
        m_oracle.replied(*reply, *m_engine);
    } else if (const auto *change = std::get_if<ActorChanged>(&effect)) {
        m_oracle.changed(now, *change);
    }
}

void World::armTimer()
{
    const auto wake = m_engine->nextWake();
    if (!wake)
        return;
    const bool isLate = m_faults.strikes(Fault::LateTimer, m_random);
    m_scheduler.at(*wake + (isLate ? m_random.delay(10s) : 0ms), [this, timer = ++m_timer] {
        if (timer == m_timer)
            deliver(TimePassed{});
    });
}

NamespaceId World::space() const
{
    return m_engine->findNamespace(u"default"_s)->id;
}

// --- Envoys ---

void World::addEnvoy()
{
    const SimEnvoy::Identity identity{.key = u"e%1"_s.arg(++m_envoyCount),
                                      .pool = m_random.pick(pools),
                                      .version = static_cast<std::uint32_t>(1 + m_random.below(versionMax))};
    auto envoy = std::make_unique<SimEnvoy>(
        identity, m_scheduler, m_random, m_faults, [this](Event event) { deliver(event); },
        [this, key = identity.key](ActorId id) { writeActorData(key, id); });
    connect(*envoy);
    m_envoys.emplace(identity.key, std::move(envoy));
}

SimEnvoy *World::findEnvoy(const QString &key)
{
    const auto found = m_envoys.find(key);
    return found == m_envoys.end() ? nullptr : found->second.get();
}

void World::writeActorData(const QString &envoyKey, ActorId actorId)
{
    const Actor *actor = m_engine ? m_engine->findActor(actorId) : nullptr;
    const SimEnvoy *envoy = findEnvoy(envoyKey);
    if (actor && actor->envoyKey == envoyKey && envoy && envoy->isConnected())
        m_disk.writeActorData(actorId);
}

void World::connect(SimEnvoy &envoy)
{
    if (!m_engine || !m_engine->findNamespace(u"default"_s)) {
        m_scheduler.after(500ms, [this, key = envoy.identity().key] {
            if (SimEnvoy *later = findEnvoy(key))
                connect(*later);
        });
        return;
    }
    const SimEnvoy::Identity &identity = envoy.identity();
    m_linked.insert(identity.key);
    envoy.connected();
    deliver(EnvoyJoined{identity.key, space(), identity.pool, identity.version});
}

template <class Command>
void World::send(const QString &envoyKey, const Command &command)
{
    const SimEnvoy *envoy = findEnvoy(envoyKey);
    if (!envoy || !envoy->isConnected())
        return;
    // The same time for all keeps their order.
    m_scheduler.after(5ms, [this, command, connection = envoy->connection()] {
        SimEnvoy *there = findEnvoy(command.envoyKey);
        if (there && there->isConnected() && there->connection() == connection)
            there->command(command);
    });
}

/// The connection is gone, and the process tries again after a while. In time it is the same envoy for the
/// engine, unless that has given it up at once; after the threshold each has given up the other.
void World::lose(SimEnvoy &envoy, std::chrono::milliseconds away)
{
    if (!envoy.isConnected())
        return;
    const QString key = envoy.identity().key;
    m_trace.note(m_scheduler.now(), u"world"_s, key + u" is cut off"_s);
    envoy.cut();
    const auto whileAway = [this, key, connection = envoy.connection()](auto task) {
        SimEnvoy *there = findEnvoy(key);
        if (there && !there->isConnected() && there->connection() == connection)
            task(*there);
    };
    const bool isGivenUpAtOnce = m_random.chance(0.3);
    m_scheduler.after(isGivenUpAtOnce ? 0ms : m_policy.envoyLostThreshold,
                      [this, key, whileAway] { whileAway([&](SimEnvoy &) { unlink(key); }); });
    m_scheduler.after(m_policy.envoyLostThreshold,
                      [whileAway] { whileAway([](SimEnvoy &there) { there.dropActors(); }); });
    m_scheduler.after(away, [this, whileAway] { whileAway([this](SimEnvoy &there) { connect(there); }); });
}

void World::unlink(const QString &envoyKey)
{
    if (m_linked.erase(envoyKey) > 0)
        deliver(EnvoyLeft{envoyKey});
}

/// The engine has closed its connection: one that was drained ends.
void World::letGo(const ReleaseEnvoy &release)
{
    m_linked.erase(release.envoyKey);
    if (release.reason == ReleaseReason::Drained && findEnvoy(release.envoyKey))
        m_scheduler.after(5ms, [this, key = release.envoyKey] {
            if (findEnvoy(key))
                killEnvoy(key);
        });
}

void World::killEnvoy(const QString &key)
{
    m_trace.note(m_scheduler.now(), u"world"_s, key + u" is gone"_s);
    auto envoy = m_envoys.extract(key);
    envoy.mapped()->cut();
    envoy.mapped()->dropActors();
    m_gone.push_back(std::move(envoy.mapped()));
    const bool isNoticedAtOnce = m_random.chance(0.5);
    m_scheduler.after(isNoticedAtOnce ? 0ms : m_policy.envoyLostThreshold, [this, key] { unlink(key); });
}

// --- What clients do ---

void World::scheduleStep()
{
    m_scheduler.after(m_random.delay(2s), [this] {
        if (m_stepsLeft == 0)
            return;
        --m_stepsLeft;
        if (m_engine && m_engine->findNamespace(u"default"_s))
            act();
        scheduleStep();
    });
}

void World::act()
{
    const std::vector<ActorId> &actors = m_oracle.acknowledged();
    const auto choice = m_random.below(20);
    if (choice < 6 || actors.empty())
        return createActor();
    const ActorId id = m_random.pick(actors);
    if (choice < 12)
        deliver(WakeActor{id});
    else if (choice < 14)
        deliver(DestroyActor{nextTicket(), space(), id});
    else if (choice < 16)
        deliver(SleepActor{nextTicket(), space(), id});
    else if (choice < 18)
        deliver(RescheduleActor{nextTicket(), space(), id});
    else if (choice == 18)
        deliver(CreateNamespace{nextTicket(), u"n%1"_s.arg(m_random.below(10)), u"Name"_s});
    else
        putConfig();
}

void World::createActor()
{
    CreateActor request{.ticket = nextTicket(),
                        .namespaceId = space(),
                        .name = m_random.pick(names),
                        .key = {},
                        .input = {},
                        .pool = m_random.pick(pools),
                        .crashPolicy = static_cast<CrashPolicy>(m_random.below(3)),
                        .ifExists = m_random.chance(0.5) ? IfExists::Return : IfExists::Fail};
    if (m_random.chance(0.7))
        request.key = u"k%1"_s.arg(m_random.below(8));
    if (m_random.chance(0.3))
        request.input = QByteArray(10, 'x');
    deliver(request);
}

void World::putConfig()
{
    PutRunnerConfig request{
        .ticket = nextTicket(), .namespaceId = space(), .pool = m_random.pick(pools), .config = {}};
    if (m_random.chance(0.8))
        request.config = RunnerConfig{{{u"default"_s, {{u"normal"_s, QJsonObject()}}}}};
    deliver(request);
}

// --- What goes wrong ---

void World::scheduleStrike()
{
    m_scheduler.after(m_random.delay(10s), [this] {
        if (m_stepsLeft == 0)
            return;
        strike();
        scheduleStrike();
    });
}

void World::strike()
{
    if (m_engine && m_faults.strikes(Fault::EngineCrash, m_random))
        return crashEngine();
    std::vector<QString> keys;
    for (const auto &[key, envoy] : m_envoys)
        keys.push_back(key);
    if (keys.size() < 2 || (keys.size() < 5 && m_random.chance(0.2)))
        return addEnvoy();
    const QString key = m_random.pick(keys);
    SimEnvoy &envoy = *m_envoys.at(key);
    if (m_faults.strikes(Fault::EnvoyCrash, m_random))
        killEnvoy(key);
    else if (m_faults.strikes(Fault::EnvoyCut, m_random))
        lose(envoy, m_random.delay(30s));
    else if (!envoy.isStopping() && m_faults.strikes(Fault::EnvoyDrain, m_random))
        drain(envoy);
}

void World::drain(SimEnvoy &envoy)
{
    envoy.drain();
    m_scheduler.after(m_random.delay(2min), [this, key = envoy.identity().key] {
        if (findEnvoy(key))
            killEnvoy(key);
    });
}

// --- The quiet end ---

void World::heal()
{
    m_trace.note(m_scheduler.now(), u"world"_s, u"the faults end"_s);
    m_faults = {};
    for (const auto &[key, envoy] : m_envoys)
        envoy->calmDown();
    runFor(5min); // Whatever was cut off comes back, and what wanted to stop has.
    const auto hasEnvoy = [this](const QString &pool) { // Of code that takes every actor.
        return std::ranges::any_of(m_envoys, [&](const auto &envoy) {
            const SimEnvoy::Identity &identity = envoy.second->identity();
            return identity.pool == pool && identity.version == versionMax && !envoy.second->isStopping();
        });
    };
    while (!std::ranges::all_of(pools, hasEnvoy))
        addEnvoy();
    for (const auto &[key, envoy] : m_envoys)
        envoy->calmDown();
}

void World::wakeAll()
{
    for (const ActorId id : m_oracle.acknowledged())
        deliver(WakeActor{id});
}

void World::destroyAll()
{
    // Also those whose creation nobody was told of, as the engine crashed.
    std::vector<ActorId> ids;
    for (const QString &name : names)
        for (const Actor *actor :
             m_engine->listActors({.namespaceId = space(), .name = name, .limit = SIZE_MAX}))
            ids.push_back(actor->id);
    for (const ActorId id : ids)
        deliver(DestroyActor{nextTicket(), space(), id});
}

} // namespace rove::sim
