// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/effect.h"
#include "engine/core/event.h"
#include "engine/core/policy.h"
#include "engine/core/records.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rove::core {

/// Which actors a list shows, and where a page starts.
struct ActorFilter {
    NamespaceId namespaceId;
    QString name;
    std::optional<QString> key;
    bool includeDestroyed = false;
    std::size_t limit = 100;
    std::optional<Instant> createdBefore;
};

enum class WithStopped { No, Yes };

/// The engine's decisions: which host gets an actor, when a crashed one may start again, which alarm is due.
///
/// A pure state machine. It reads no clock, opens nothing and spawns nothing: time arrives with each event,
/// and whatever must happen outside is appended to `out` in the order in which it must happen. Equal seeds
/// and equal events give equal effects, byte for byte; tests/sim depends on that. Not thread-safe; the engine
/// thread owns it.
///
/// Nobody sees what is not durable: replies, starts and changes that depend on a `Persist` follow its
/// `Stored`, and queries leave out actors and namespaces whose creation is not yet stored.
class Engine {
public:
    /// `seed` feeds the ids; a fresh random one for each start of a real engine.
    Engine(const Policy &policy, std::uint64_t seed);
    ~Engine();

    /// Every key of the core starts with this byte; the shell lists them at start and gives them to
    /// `restore`.
    static constexpr char keyPrefix = 'c';
    /// Takes up what an earlier engine persisted, before any event; `CborInvalid` or `StoreTooNew` if it
    /// cannot. Actors that were running count as lost. Creates the namespace `default` through `out` if there
    /// is none.
    Result<> restore(Instant now, std::span<const std::pair<QByteArray, QByteArray>> entries,
                     std::vector<Effect> &out);

    void apply(Instant now, const Event &event, std::vector<Effect> &out);
    /// When `TimePassed` is due; none if nothing waits for time.
    [[nodiscard]] std::optional<Instant> nextWake() const;
    /// Aborts if the state contradicts itself. O(n); after every step in tests, sampled in production.
    void checkInvariants() const;

    [[nodiscard]] const Namespace *findNamespace(const QString &name) const;
    [[nodiscard]] const Namespace *findNamespace(NamespaceId id) const;
    /// By creation time, newest first.
    [[nodiscard]] std::vector<const Namespace *> namespaces() const;
    /// Destroyed actors too.
    [[nodiscard]] const Actor *findActor(ActorId id) const;
    [[nodiscard]] const Actor *findActorByKey(NamespaceId namespaceId, const QString &name,
                                              const QString &key) const;
    /// By creation time, newest first.
    [[nodiscard]] std::vector<const Actor *> listActors(const ActorFilter &filter) const;
    /// Names that envoys announced and that actors have, sorted, after `cursor`.
    [[nodiscard]] std::vector<std::pair<QString, QJsonObject>>
    actorNames(NamespaceId namespaceId, std::size_t limit, const std::optional<QString> &cursor) const;
    [[nodiscard]] std::vector<std::pair<QString, RunnerConfig>> runnerConfigs(NamespaceId namespaceId) const;
    /// Hosts that speak the envoy protocol, newest first.
    [[nodiscard]] std::vector<const Envoy *> envoys(NamespaceId namespaceId) const;
    /// Hosts that speak the runner protocol, newest first; with those of late that are gone, if asked.
    [[nodiscard]] std::vector<const Envoy *> runners(NamespaceId namespaceId,
                                                     WithStopped withStopped = WithStopped::No) const;
    /// The pools that have had a runner, sorted.
    [[nodiscard]] std::vector<QString> runnerPools(NamespaceId namespaceId) const;
    /// A connected host of either kind, by the key that names it in events.
    [[nodiscard]] const Envoy *findEnvoy(const QString &envoyKey) const;
    [[nodiscard]] PoolStatus poolStatus(NamespaceId namespaceId, const QString &pool) const;
    /// The API's `error` of an actor: its own, or, while it cannot run because its pool's platform fails,
    /// that of the pool (spec/engine-api.md 1.8).
    [[nodiscard]] QJsonValue errorOf(const Actor &actor) const;
    [[nodiscard]] const Policy &policy() const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace rove::core
