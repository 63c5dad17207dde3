// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/world.h"

#include "protocol/envoy/codec.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr std::size_t hostCountMin = 2;
constexpr std::size_t hostCountMax = 6;
constexpr std::uint32_t slotCountMax = 6;
constexpr std::uint32_t slotCountAmple = 1000;
constexpr auto replacementDelayMax = 25s; // Before and after a runner is given up.
constexpr auto drainPatience = 2min;
constexpr int runnerVersionMin = 5; // Older ones count differently; their steps have tests of their own.
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
    } else {
        policy.serverlessBackoffMaxExponent = 2;
    }
    return policy;
}

} // namespace

World::World(std::uint64_t seed, int stepCount, Trace::Print print)
    : m_random(seed)
    , m_faults(Faults::pick(m_random))
    , m_trace(print)
    , m_pools(pickPools(m_random))
    , m_disk([this](ActorId id) { m_oracle.erased(id); },
             [this](ActorId id, QByteArrayView key, QByteArrayView value) { m_oracle.kept(id, key, value); })
    , m_oracle(m_disk, m_trace, m_pools, m_faults)
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
    addPlatforms();
    startEngine();
    runFor(1min);
    m_clients.configurePools();
    for (int i = 0; i < 3; ++i)
        addHost(m_random.pick(m_pools));
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
    m_engine = std::make_unique<SimEngine>(
        m_around, m_disk, m_network, m_oracle, m_policy,
        [this](const std::shared_ptr<Outgoing> &request) { asked(request); },
        [this] { // It ends with the error; somebody starts it again.
            m_scheduler.after(0ms, [this] { crashEngine(); });
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
    strikeHosts();
}

void World::strikeHosts()
{
    const std::vector<SimHost *> hosts = livingHosts();
    if (hosts.size() < hostCountMin || (hosts.size() < hostCountMax && m_random.chance(0.2)))
        return addHost(m_random.pick(m_pools));
    SimHost &host = *m_random.pick(hosts);
    if (m_around.strikes(Fault::HostCrash))
        crash(host);
    else if (!host.isStopping() && m_around.strikes(Fault::HostDrain))
        drain(host);
    else if (host.identity().kind == core::HostKind::Runner && m_around.strikes(Fault::RunnerReplaced))
        replace(host);
    else
        strikeConnection(host);
}

void World::strikeConnection(SimHost &host)
{
    if (m_around.strikes(Fault::HostCut))
        host.lose(m_random.delay(1s), m_random.delay(1s), m_random.delay(30s));
    else if (m_around.strikes(Fault::HostHalfOpen))
        host.lose(sooner(), m_random.delay(1min), m_random.delay(10s));
    else if (m_around.strikes(Fault::HostFlap))
        flap(host, 5);
    else if (m_around.strikes(Fault::HostStall))
        host.stall(m_random.delay(10s));
}

void World::flap(SimHost &host, int times)
{
    if (times == 0 || host.isDead())
        return;
    host.lose(m_random.delay(100ms), m_random.delay(100ms), 0ms);
    m_scheduler.after(m_random.delay(3s), [this, &host, times] { flap(host, times - 1); });
}

/// When the engine hears that somebody is gone: at once, or never.
Wire::After World::sooner()
{
    if (m_random.chance(0.5))
        return m_random.delay(1s);
    return std::nullopt;
}

// --- Hosts and platforms ---

void World::addPlatforms()
{
    for (const SimPool &pool : m_pools)
        if (pool.isServerless())
            m_platforms.try_emplace(
                pool.platform(), pool, m_around,
                [this](HostIdentity identity) -> SimHost & { return makeHost(std::move(identity)); },
                [this] { return m_newestVersion; });
}

void World::asked(const std::shared_ptr<Outgoing> &request)
{
    const auto platform = m_platforms.find(request->request().url.host());
    if (platform == m_platforms.end())
        return request->fail(ErrorCode::ClientUnreachable);
    platform->second.ask(request);
}

/// One without a key gets a new one.
SimHost &World::makeHost(HostIdentity identity)
{
    ++m_hostCount;
    if (identity.key.isEmpty())
        identity.key = u"host%1"_s.arg(m_hostCount);
    m_hosts.push_back(std::make_unique<SimHost>(std::move(identity), m_around, m_network, m_oracle));
    if (m_isHealed)
        m_hosts.back()->calmDown();
    return *m_hosts.back();
}

void World::addHost(const SimPool &pool)
{
    addHost(pool, 1 + static_cast<std::uint32_t>(m_random.below(slotCountMax)));
}

/// A serverless pool gets code of a higher version at most: its platform makes its hosts.
void World::addHost(const SimPool &pool, std::uint32_t slotCount)
{
    if (m_around.strikes(Fault::HostUpgrade))
        ++m_newestVersion;
    if (pool.isServerless())
        return;
    const bool isRunner = pool.isOfRunners();
    const int oldest = isRunner ? runnerVersionMin : envoy::versionMin;
    const int newest = isRunner ? runner::version : envoy::version;
    int protocolVersion = newest;
    if (m_random.chance(0.3))
        protocolVersion = oldest + static_cast<int>(m_random.below(std::uint64_t(newest - oldest)));
    makeHost({.kind = isRunner ? core::HostKind::Runner : core::HostKind::Envoy,
              .key = {},
              .pool = pool.name,
              .version = m_newestVersion,
              .slotCount = isRunner ? slotCount : 0,
              .protocolVersion = protocolVersion})
        .connect();
}

/// A new process takes the key of a runner, which has died or is about to.
void World::replace(SimHost &runner)
{
    HostIdentity identity = runner.identity();
    if (m_random.chance(0.5))
        identity.version = m_newestVersion;
    else if (identity.version > 1 && m_around.strikes(Fault::RunnerDowngrade))
        --identity.version;
    runner.retire();
    SimHost &successor = makeHost(std::move(identity));
    m_successions.emplace_back(&runner, &successor);
    successor.connect();
}

std::vector<SimHost *> World::livingHosts() const
{
    std::vector<SimHost *> living;
    for (const auto &host : m_hosts)
        if (!host->isDead())
            living.push_back(host.get());
    return living;
}

void World::crash(SimHost &host)
{
    host.die(sooner());
    if (host.identity().kind == core::HostKind::Runner && m_around.strikes(Fault::RunnerReplaced))
        m_scheduler.after(m_random.delay(replacementDelayMax), [this, &host] { replace(host); });
}

void World::drain(SimHost &host)
{
    host.drain();
    m_scheduler.after(drainPatience, [&host] { host.die(0ms); });
}

// --- The quiet end ---

void World::quietEnd()
{
    heal();
    m_clients.calmDown();
    settle([this] { m_clients.lookAround(); }, [this] { return missing(); });
    if (isBroken())
        return;
    m_oracle.checkKept();
    settle([this] { m_clients.destroyAll(); },
           [this] {
               const auto left = m_oracle.left();
               return left ? left : m_clients.left();
           });
    for (SimHost *host : livingHosts())
        host->die(0ms); // The engine has to watch for the silence of those that are connected.
    settle([] {}, [this] { return m_oracle.waiting(); });
}

std::optional<QString> World::missing() const
{
    for (const auto &[before, after] : m_successions)
        if (!before->isDead() && !after->isDead())
            return u"%1 was not replaced"_s.arg(before->identity().key);
    const auto missing = m_oracle.missing(m_scheduler.now());
    return missing ? missing : m_clients.missing();
}

void World::heal()
{
    m_around.note(u"world"_s, u"the faults end"_s);
    m_faults = {};
    m_isHealed = true;
    m_disk.setFull(false);
    for (const auto &host : m_hosts)
        host->calmDown();
    runFor(3min); // What was cut off comes back, and what wanted to stop has.
    addMissingHosts();
}

/// Each pool needs somebody of the newest code, who takes every actor, and with room for all of them.
void World::addMissingHosts()
{
    const std::vector<SimHost *> hosts = livingHosts();
    for (const SimPool &pool : m_pools)
        if (std::ranges::none_of(hosts, [&](const SimHost *host) {
                const HostIdentity &identity = host->identity();
                return identity.pool == pool.name && !host->isStopping() &&
                       identity.version == m_newestVersion && identity.kind == core::HostKind::Envoy;
            }))
            addHost(pool, slotCountAmple);
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
