// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/world.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

const std::array pools{u"default"_s, u"gpu"_s};
constexpr std::size_t envoyCountMin = 2;
constexpr std::size_t envoyCountMax = 5;
constexpr auto drainPatience = 2min;
constexpr auto urgeInterval = 10s;
constexpr auto convergenceMax = 1h;

core::Policy makePolicy(SimRandom &random)
{
    core::Policy policy;
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
    , m_disk([this](ActorId id) { m_oracle.erased(id); })
    , m_oracle(m_disk, m_trace)
    , m_network(m_around, m_oracle)
    , m_clients(m_around, m_network, m_oracle)
    , m_policy(makePolicy(m_random))
    , m_stepsLeft(stepCount)
{}

World::~World()
{
    m_engine.reset();
    m_scheduler.clear(); // What is still to come knows of the parts.
}

Outcome World::run()
{
    m_around.note(u"world"_s, u"faults: "_s + m_faults.toString());
    startEngine();
    runFor(1min);
    for (int i = 0; i < 3; ++i)
        addEnvoy(m_random.pick(pools));
    scheduleStep();
    scheduleStrike();
    while (m_stepsLeft > 0 && !isBroken())
        m_scheduler.step();
    if (!isBroken())
        quietEnd();
    return {.traceHash = m_trace.hash(), .failure = m_oracle.failure()};
}

void World::runFor(std::chrono::milliseconds time)
{
    const Instant end = m_scheduler.now() + time;
    while (!isBroken() && m_scheduler.step(end)) {
    }
}

// --- What happens by itself ---

void World::startEngine()
{
    m_engine = std::make_unique<SimEngine>(m_around, m_disk, m_network, m_oracle, m_policy, [this] {
        m_scheduler.after(0ms,
                          [this] { crashEngine(); }); // It ends with the error; somebody starts it again.
    });
}

void World::crashEngine()
{
    if (!m_engine)
        return;
    m_engine.reset();
    m_scheduler.after(m_random.delay(5s), [this] { startEngine(); });
}

void World::scheduleStep()
{
    m_scheduler.after(m_random.delay(2s), [this] {
        if (m_stepsLeft == 0)
            return;
        --m_stepsLeft;
        m_clients.act();
        scheduleStep();
    });
}

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
    if (m_engine && m_around.strikes(Fault::EngineCrash))
        return crashEngine();
    if (!m_disk.isFull() && m_around.strikes(Fault::DiskFull)) {
        m_around.note(u"disk"_s, u"is full"_s);
        m_disk.setFull(true);
        m_scheduler.after(m_random.delay(60s), [this] { m_disk.setFull(false); });
    }
    strikeEnvoys();
}

void World::strikeEnvoys()
{
    const std::vector<SimEnvoy *> envoys = livingEnvoys();
    if (envoys.size() < envoyCountMin || (envoys.size() < envoyCountMax && m_random.chance(0.2)))
        return addEnvoy(m_random.pick(pools));
    SimEnvoy &envoy = *m_random.pick(envoys);
    if (m_around.strikes(Fault::EnvoyCrash))
        envoy.die(sooner());
    else if (!envoy.isStopping() && m_around.strikes(Fault::EnvoyDrain))
        drain(envoy);
    else
        strikeConnection(envoy);
}

void World::strikeConnection(SimEnvoy &envoy)
{
    if (m_around.strikes(Fault::EnvoyCut))
        envoy.lose(m_random.delay(1s), m_random.delay(1s), m_random.delay(30s));
    else if (m_around.strikes(Fault::EnvoyHalfOpen))
        envoy.lose(sooner(), m_random.delay(1min), m_random.delay(10s));
    else if (m_around.strikes(Fault::EnvoyFlap))
        flap(envoy, 5);
    else if (m_around.strikes(Fault::EnvoyStall))
        envoy.stall(m_random.delay(10s));
}

void World::flap(SimEnvoy &envoy, int times)
{
    if (times == 0 || envoy.isDead())
        return;
    envoy.lose(m_random.delay(100ms), m_random.delay(100ms), 0ms);
    m_scheduler.after(m_random.delay(3s), [this, &envoy, times] { flap(envoy, times - 1); });
}

/// When the engine hears that somebody is gone: at once, or never.
Wire::After World::sooner()
{
    if (m_random.chance(0.5))
        return m_random.delay(1s);
    return std::nullopt;
}

// --- Envoys ---

void World::addEnvoy(const QString &pool)
{
    if (m_around.strikes(Fault::EnvoyUpgrade))
        ++m_newestVersion;
    SimEnvoy::Identity identity{
        .key = u"envoy%1"_s.arg(++m_envoyCount), .pool = pool, .version = m_newestVersion};
    m_envoys.push_back(std::make_unique<SimEnvoy>(std::move(identity), m_around, m_network, m_oracle));
    m_envoys.back()->connect();
}

std::vector<SimEnvoy *> World::livingEnvoys() const
{
    std::vector<SimEnvoy *> living;
    for (const auto &envoy : m_envoys)
        if (!envoy->isDead())
            living.push_back(envoy.get());
    return living;
}

void World::drain(SimEnvoy &envoy)
{
    envoy.drain();
    m_scheduler.after(drainPatience, [&envoy] { envoy.die(0ms); });
}

// --- The quiet end ---

void World::quietEnd()
{
    heal();
    m_clients.calmDown();
    settle([this] { m_clients.lookAround(); },
           [this] {
               const auto missing = m_oracle.missing(m_scheduler.now());
               return missing ? missing : m_clients.missing();
           });
    if (isBroken())
        return;
    m_oracle.checkKept();
    settle([this] { m_clients.destroyAll(); },
           [this] {
               const auto left = m_oracle.left();
               return left ? left : m_clients.left();
           });
    for (SimEnvoy *envoy : livingEnvoys())
        envoy->die(0ms); // The engine has to watch for the silence of those that are connected.
    settle([] {}, [this] { return m_oracle.waiting(); });
}

void World::heal()
{
    m_around.note(u"world"_s, u"the faults end"_s);
    m_faults = {};
    m_disk.setFull(false);
    for (const auto &envoy : m_envoys)
        envoy->calmDown();
    runFor(3min); // What was cut off comes back, and what wanted to stop has.
    for (const QString &pool : pools)
        if (std::ranges::none_of(livingEnvoys(), [&](const SimEnvoy *envoy) {
                return envoy->identity().pool == pool && !envoy->isStopping() &&
                       envoy->identity().version == m_newestVersion; // Of code that takes every actor.
            })) {
            addEnvoy(pool);
            m_envoys.back()->calmDown();
        }
}

void World::settle(const std::function<void()> &urge, const Missing &missing)
{
    const Instant end = m_scheduler.now() + convergenceMax;
    while (!isBroken()) {
        if (m_network.isUp()) {
            if (m_scheduler.now() > end)
                return m_oracle.breakPromise(missing().value_or(u"nothing"_s) + u" after an hour of peace"_s);
            urge();
        }
        runFor(urgeInterval);
        if (!isBroken() && m_network.isUp() && !missing())
            return;
    }
}

} // namespace rove::sim
