// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/coreshell.h"

#include "engine/host/actorkv.h"
#include "protocol/base/ensure.h"

#include <utility>

using namespace std::chrono_literals;

namespace rove::host {

CoreShell::CoreShell(net::Loop &loop, store::Store &store, CoreWrites &writes, SqlitePages &databases,
                     const core::Policy &policy, std::uint64_t seed)
    : m_loop(loop)
    , m_store(store)
    , m_writes(writes)
    , m_databases(databases)
    , m_engine(policy, seed)
{
    m_writes.setStored([this](core::WriteId id) { submit(core::Stored{id}); });
}

CoreShell::~CoreShell() = default;

void CoreShell::connect(tunnel::EnvoyHub &hub, tunnel::ServerlessPools &serverless, Watcher &watcher)
{
    m_hub = &hub;
    m_serverless = &serverless;
    m_watcher = &watcher;
}

void CoreShell::restore(std::move_only_function<void(Result<>)> done)
{
    const QByteArray prefix(1, core::Engine::keyPrefix);
    m_store.list({.first = prefix, .end = store::endOfPrefix(prefix)},
                 [this, done = std::move(done)](Result<std::vector<store::Entry>> entries) mutable {
                     if (!entries)
                         return done(std::unexpected(entries.error()));
                     std::vector<std::pair<QByteArray, QByteArray>> rows;
                     rows.reserve(entries->size());
                     for (store::Entry &entry : *entries)
                         rows.emplace_back(std::move(entry.key), std::move(entry.value));
                     std::vector<core::Effect> effects;
                     const Result<> restored = m_engine.restore(m_loop.now(), rows, effects);
                     if (!restored)
                         return done(restored);
                     perform(std::move(effects));
                     armTimer(); // An alarm may be all that there is to wait for.
                     // Answers come in order: this one after those of the writes that restoring asked for.
                     m_store.get(
                         {}, [done = std::move(done)](const Result<std::vector<store::Entry>> &read) mutable {
                             done(read.transform([](const std::vector<store::Entry> &) {}));
                         });
                 });
}

void CoreShell::count(const core::Event &event)
{
    if (std::holds_alternative<core::WakeActor>(event)) {
        ++m_counts.wakes;
    } else if (const auto *report = std::get_if<core::ActorReported>(&event)) {
        const auto *alarm = std::get_if<core::ActorAlarm>(&report->news);
        m_counts.alarms += alarm && alarm->at ? 1 : 0;
    }
}

void CoreShell::submit(core::Event event)
{
    count(event);
    m_events.push_back(std::move(event));
    if (m_isApplying)
        return;
    m_isApplying = true;
    while (!m_events.empty()) {
        const core::Event next = std::move(m_events.front());
        m_events.pop_front();
        std::vector<core::Effect> effects;
        if (m_observer)
            m_observer->applying(next);
        m_engine.apply(m_loop.now(), next, effects);
        perform(std::move(effects));
        if (m_observer)
            m_observer->applied();
    }
    m_isApplying = false;
    armTimer();
}

void CoreShell::perform(std::vector<core::Effect> effects)
{
    for (core::Effect &effect : effects)
        perform(effect);
}

void CoreShell::perform(core::Effect &effect)
{
    if (m_observer)
        m_observer->performing(effect);
    if (auto *persist = std::get_if<core::Persist>(&effect))
        m_writes.write(persist->id, std::move(persist->batch));
    else if (const auto *erasure = std::get_if<core::EraseActorData>(&effect))
        erase(erasure->actorId);
    else if (const auto *start = std::get_if<core::StartActor>(&effect))
        startActor(*start);
    else if (const auto *stop = std::get_if<core::StopActor>(&effect))
        stopActor(*stop);
    else if (const auto *release = std::get_if<core::ReleaseEnvoy>(&effect))
        m_hub->release(*release);
    else if (const auto *open = std::get_if<core::OpenServerlessRequest>(&effect))
        m_serverless->open(*open);
    else if (const auto *close = std::get_if<core::CloseServerlessRequest>(&effect))
        m_serverless->close(*close);
    else if (const auto *pool = std::get_if<core::PoolConfigured>(&effect))
        m_serverless->configured(*pool);
    else if (auto *reply = std::get_if<core::Reply>(&effect))
        answer(std::move(*reply));
    else if (const auto *change = std::get_if<core::ActorChanged>(&effect))
        m_watcher->actorChanged(*change);
}

void CoreShell::startActor(const core::StartActor &start)
{
    ++m_counts.starts;
    m_hub->startActor(start);
}

void CoreShell::stopActor(const core::StopActor &stop)
{
    ++m_counts.stops;
    m_hub->stopActor(stop);
}

void CoreShell::erase(ActorId actorId)
{
    m_writes.write({}, {ActorKv::allOf(actorId), SqlitePages::allOf(actorId)});
    m_databases.forget(actorId);
}

void CoreShell::armTimer()
{
    const std::optional<core::Instant> next = m_engine.nextWake();
    if (next == m_wakeAt)
        return;
    m_wakeAt = next;
    m_wakeTimer.reset();
    if (!next)
        return;
    const auto delay = std::max(*next - m_loop.now(), 0ms);
    m_wakeTimer = m_loop.after(delay, [this] {
        m_wakeAt.reset();
        submit(core::TimePassed{});
    });
}

} // namespace rove::host
