// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/managerclient.h"
#include "ui/models/actorlistmodel.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <array>
#include <map>
#include <optional>

namespace rove::ui {

/// The processes of one pool, added up.
struct PoolSummary {
    QString name;
    bool isServerless = false;
    int runnerCount = 0;
    int drainingCount = 0;
    /// Without an answer for longer than `runnerSilenceMax`.
    int silentCount = 0;
    qint64 actorCount = 0;
    /// None where a pool has no slots to count.
    std::optional<qint64> slotCount = {};
    /// The engine's own word for what is wrong with the pool; empty if nothing is.
    QString error = {};

    friend bool operator==(const PoolSummary &, const PoolSummary &) = default;
};

/// Something that somebody should look at, found in what is known.
struct FoundProblem {
    enum class Kind {
        PoolError,
        PoolWithoutRunners,
        WaitingForRoom,
        CrashLoop,
        SilentRunners,
    };
    Kind kind;
    /// A pool or an actor type.
    QString subject;
    int count = 0;
    QString detail = {};

    friend bool operator==(const FoundProblem &, const FoundProblem &) = default;
};

/// A namespace at a glance: actors counted by status and type, those that fail, the pools, and what is wrong.
/// Counts the list of actors and asks for pools every `poolInterval` while active; wakes nobody. What could
/// not be asked keeps its last answer. Owned by the connection; the list and the client outlive it; GUI
/// thread.
class NamespaceOverview : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds poolInterval = std::chrono::seconds(5);
    static constexpr std::chrono::milliseconds runnerSilenceMax = std::chrono::seconds(15);
    static constexpr int statusCount = static_cast<int>(ActorStatus::Unknown) + 1;
    static constexpr int failingCountMax = 50;

    struct TypeCount {
        QString name;
        int total = 0;
        int running = 0;
        int failing = 0;

        friend bool operator==(const TypeCount &, const TypeCount &) = default;
    };

    NamespaceOverview(HttpClient &http, ActorListModel &actors, QObject *parent = nullptr);

    /// Asks for pools only while somebody looks.
    void setActive(bool active);
    void refresh();

    [[nodiscard]] int count(ActorStatus status) const { return m_counts[static_cast<size_t>(status)]; }
    [[nodiscard]] int total() const { return m_total; }
    /// Most actors first.
    [[nodiscard]] const QList<TypeCount> &types() const { return m_types; }
    /// Crashed actors and those in a crash loop, newest first; at most `failingCountMax`.
    [[nodiscard]] const QList<manager::Actor> &failing() const { return m_failing; }
    [[nodiscard]] const QList<PoolSummary> &pools() const { return m_pools; }
    /// False until the pools were read once.
    [[nodiscard]] bool knowsPools() const { return m_knowsPools; }
    /// Why the pools cannot be read.
    [[nodiscard]] const std::optional<Error> &poolError() const { return m_poolError; }
    [[nodiscard]] const QList<FoundProblem> &problems() const { return m_problems; }

signals:
    void changed();

private:
    void countActors();
    void askPools();
    void takePools();
    void findProblems();

    ManagerClient m_manager;
    ActorListModel &m_actors;
    QTimer m_countTimer;
    QTimer m_poolTimer;
    bool m_isActive = false;
    bool m_isAsking = false;

    int m_total = 0;
    std::array<int, statusCount> m_counts{};
    QList<TypeCount> m_types;
    QList<manager::Actor> m_failing;
    /// Actors that wait for room, by pool.
    std::map<QString, int> m_waiting;
    /// Crash loops, by type.
    std::map<QString, int> m_loops;

    std::vector<manager::Runner> m_runners;
    std::vector<manager::Envoy> m_envoys;
    std::map<QString, manager::RunnerConfigDatacenters> m_configs;
    QList<PoolSummary> m_pools;
    bool m_knowsPools = false;
    std::optional<Error> m_poolError;
    QList<FoundProblem> m_problems;
};

/// A problem as one sentence for people, translated.
[[nodiscard]] QString problemSentence(const FoundProblem &problem);

} // namespace rove::ui
