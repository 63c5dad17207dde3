// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simenvoy.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {
namespace {

constexpr auto pongInterval = 3s; // spec/runner-envoy.md 1.4

} // namespace

SimEnvoy::SimEnvoy(Identity identity, Scheduler &scheduler, SimRandom &random, const Faults &faults,
                   Tell tell, WriteData writeData)
    : m_identity(std::move(identity))
    , m_scheduler(scheduler)
    , m_random(random)
    , m_faults(faults)
    , m_tell(std::move(tell))
    , m_writeData(std::move(writeData))
{}

// --- Connection ---

void SimEnvoy::connected()
{
    m_isConnected = true;
    ++m_connection;
    m_lastArrival = m_scheduler.now();
    pong();
    send(core::EnvoyDescribed{m_identity.key, {{u"counter"_s, {}}}, {}});
    if (m_isStopping)
        send(core::EnvoyStopping{m_identity.key});
    // It does not know what has arrived of what it said before.
    for (const auto &[generation, hosted] : m_hosted)
        for (const core::ActorReported &report : hosted.said)
            send(report);
}

/// Gives signs of life for as long as this connection lasts.
void SimEnvoy::pong()
{
    m_scheduler.after(pongInterval, [this, connection = m_connection] {
        if (connection != m_connection)
            return;
        m_tell(core::EnvoyPonged{m_identity.key, 1ms});
        pong();
    });
}

void SimEnvoy::cut()
{
    m_isConnected = false;
    ++m_connection;
}

void SimEnvoy::dropActors()
{
    m_hosted.clear();
}

void SimEnvoy::drain()
{
    m_isStopping = true;
    send(core::EnvoyStopping{m_identity.key});
}

void SimEnvoy::send(core::Event event)
{
    if (!m_isConnected)
        return;
    m_lastArrival = std::max(m_lastArrival, m_scheduler.now() + m_random.delay(20ms));
    m_scheduler.at(m_lastArrival, [this, connection = m_connection, event = std::move(event)] {
        if (connection == m_connection)
            m_tell(event);
    });
}

void SimEnvoy::whileAlive(std::chrono::milliseconds delay, const Generation &generation, Scheduler::Task task)
{
    m_scheduler.after(delay, [this, generation, task = std::move(task)] mutable {
        if (const auto hosted = m_hosted.find(generation); hosted != m_hosted.end() && hosted->second.isAlive)
            task();
    });
}

// --- Commands ---

void SimEnvoy::command(const core::StartActor &start)
{
    const Generation generation{start.actorId, start.generation};
    if (const auto known = m_hosted.find(generation); known != m_hosted.end())
        return; // Sent again after a reconnect.
    m_hosted[generation].lastCommandIndex = start.commandIndex;
    this->start(generation);
}

void SimEnvoy::start(const Generation &generation)
{
    if (m_faults.strikes(Fault::StartHangs, m_random))
        return;
    const bool isSlow = m_faults.strikes(Fault::StartSlow, m_random);
    const auto delay = isSlow ? 25s + m_random.delay(20s) : m_random.delay(200ms);
    whileAlive(delay, generation, [this, generation] {
        if (m_faults.strikes(Fault::StartFails, m_random))
            return end(generation, false);
        say(generation, core::ActorRunning{});
        m_writeData(generation.first);
        live(generation);
    });
}

/// One more thing that a running actor does, and then the next.
void SimEnvoy::live(const Generation &generation)
{
    whileAlive(m_random.delay(20s), generation, [this, generation] {
        if (m_isCalm || m_hosted.at(generation).isStopping)
            return;
        if (m_faults.strikes(Fault::ActorCrash, m_random))
            return end(generation, false);
        if (m_faults.strikes(Fault::ActorExit, m_random))
            return end(generation, true);
        if (m_faults.strikes(Fault::EventsRepeat, m_random))
            send(m_random.pick(m_hosted.at(generation).said));
        const auto choice = m_random.below(20);
        if (choice < 4)
            say(generation, core::ActorAlarm{m_scheduler.now() + m_random.delay(60s) - 1s});
        else if (choice == 4)
            say(generation, core::ActorAlarm{});
        else if (choice < 8)
            say(generation, core::ActorWantsSleep{});
        else if (choice == 8)
            say(generation, core::ActorWantsStop{});
        live(generation);
    });
}

void SimEnvoy::command(const core::StopActor &stop)
{
    const Generation generation{stop.actorId, stop.generation};
    const auto found = m_hosted.find(generation);
    if (found == m_hosted.end() || stop.commandIndex <= found->second.lastCommandIndex)
        return;
    Hosted &hosted = found->second;
    hosted.lastCommandIndex = stop.commandIndex;
    if (std::exchange(hosted.isStopping, true) || m_faults.strikes(Fault::StopHangs, m_random))
        return;
    const bool isSlow = m_faults.strikes(Fault::StopSlow, m_random);
    whileAlive(isSlow ? 25s + m_random.delay(20s) : m_random.delay(500ms), generation, [this, generation] {
        m_writeData(generation.first);
        end(generation, !m_faults.strikes(Fault::StopError, m_random));
    });
}

void SimEnvoy::say(const Generation &generation, core::ActorNews news)
{
    Hosted &hosted = m_hosted.at(generation);
    core::ActorReported report{.envoyKey = m_identity.key,
                               .actorId = generation.first,
                               .generation = generation.second,
                               .index = hosted.nextEventIndex++,
                               .news = std::move(news)};
    hosted.said.push_back(report);
    send(std::move(report));
}

void SimEnvoy::end(const Generation &generation, bool ok)
{
    say(generation, core::ActorStopped{.ok = ok, .message = {}});
    m_hosted.at(generation).isAlive = false;
}

} // namespace rove::sim
