// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine.h"

#include <QtCore/QByteArray>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace rove::core {

/// A core with a disk that is a map and a clock that the test turns. Writes become durable at once, or when
/// the test says so if it holds them back. Checks the core's invariants after every step. One test function
/// makes, uses and drops it.
class Driver {
public:
    static constexpr auto pool = "default";

    explicit Driver(const Policy &policy = localPolicy());

    static Policy localPolicy();

    // --- Steps ---
    void apply(const Event &event);
    /// Hosts that are not silent give a sign of life at the end of it, before what is due.
    void pass(std::chrono::milliseconds time);
    void silence(const QString &envoyKey) { m_silent.insert(envoyKey); }
    /// Drops the engine as a crash would, with what was not durable, and starts another.
    Result<> restart();

    // --- The disk ---
    void holdWrites() { m_areWritesHeld = true; }
    /// Makes the oldest write durable that is held back.
    void storeOne();
    void storeAll();
    std::map<QByteArray, QByteArray> &disk() { return m_disk; }
    [[nodiscard]] std::vector<std::pair<QByteArray, QByteArray>> rows() const;

    // --- What came out ---
    const std::vector<Effect> &effects() const { return m_effects; }
    void clearEffects() { m_effects.clear(); }
    template <class Kind>
    std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const Effect &effect : m_effects)
            if (const auto *known = std::get_if<Kind>(&effect))
                found.push_back(*known);
        return found;
    }
    /// The newest of its kind; a default one if there is none.
    template <class Kind>
    Kind last() const
    {
        const auto found = all<Kind>();
        return found.empty() ? Kind() : found.back();
    }
    template <class Kind>
    std::size_t count() const
    {
        return all<Kind>().size();
    }
    /// The reply to the newest request made through the functions below, if it came.
    [[nodiscard]] std::optional<Result<Answer>> reply() const;
    [[nodiscard]] std::optional<Result<Answer>> reply(Ticket ticket) const;

    // --- Requests ---
    [[nodiscard]] NamespaceId defaultNamespace() const;
    Ticket createNamespace(const QString &name, const QString &displayName);
    /// With the namespace, pool and ticket filled in where they are missing.
    Ticket create(CreateActor request);
    ActorId createActor(CrashPolicy policy = CrashPolicy::Sleep, const QString &key = {});
    Ticket destroy(ActorId actorId);
    Ticket sleep(ActorId actorId);
    Ticket reschedule(ActorId actorId);
    void wake(ActorId actorId) { apply(WakeActor{actorId}); }

    // --- Envoys ---
    void join(const QString &envoyKey, std::uint32_t version = 1);
    /// A runner of the pool `default`; the key that names it.
    QString joinRunner(const QString &runnerKey, std::uint32_t slotCount, std::uint32_t version = 1);
    void putConfig(const QJsonObject &settings);
    /// What the actor's envoy says of its generation, with the next index.
    void report(ActorId actorId, const ActorNews &news);
    void run(ActorId actorId) { report(actorId, ActorRunning{}); }
    void stopOk(ActorId actorId) { report(actorId, ActorStopped{}); }
    void crash(ActorId actorId)
    {
        report(actorId, ActorStopped{.ok = false, .message = QStringLiteral("boom")});
    }
    /// An actor that runs on the envoy `e1`, which joins if it has not.
    ActorId runningActor(CrashPolicy policy = CrashPolicy::Sleep);

    /// Whether nothing but a host ends the wait of an actor that waits for one.
    [[nodiscard]] bool waitsForEver(ActorId id) const;
    [[nodiscard]] const Actor &actor(ActorId id) const { return *m_engine->findActor(id); }
    [[nodiscard]] Engine &engine() { return *m_engine; }
    [[nodiscard]] Instant now() const { return m_now; }

private:
    void carryOut(std::size_t firstEffect);
    Ticket nextTicket() { return m_ticket = Ticket{std::to_underlying(m_ticket) + 1}; }

    Policy m_policy;
    std::unique_ptr<Engine> m_engine;
    Instant m_now{std::chrono::milliseconds(1'700'000'000'000)};
    std::vector<Effect> m_effects;
    std::map<QByteArray, QByteArray> m_disk;
    std::deque<Persist> m_held;
    bool m_areWritesHeld = false;
    bool m_isCarryingOut = false;
    Ticket m_ticket{};
    std::map<ActorId, std::int64_t> m_eventIndex;
    std::set<QString> m_silent;
};

} // namespace rove::core
