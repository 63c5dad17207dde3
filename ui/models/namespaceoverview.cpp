// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/namespaceoverview.h"

#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr auto countDelay = 250ms;

bool isFailing(ActorStatus status)
{
    return status == ActorStatus::Crashed || status == ActorStatus::CrashLoop;
}

bool isSilent(manager::Instant lastPing)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(lastPing.time_since_epoch().count());
    return then.msecsTo(QDateTime::currentDateTime()) > NamespaceOverview::runnerSilenceMax.count();
}

PoolSummary &poolNamed(std::map<QString, PoolSummary> &pools, const QString &name)
{
    PoolSummary &pool = pools[name];
    pool.name = name;
    return pool;
}

QString errorWord(const QJsonValue &error)
{
    return error.isString() ? error.toString() : error.toObject().keys().value(0);
}

} // namespace

NamespaceOverview::NamespaceOverview(HttpClient &http, ActorListModel &actors, QObject *parent)
    : QObject(parent)
    , m_manager(http)
    , m_actors(actors)
{
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(countDelay);
    connect(&m_countTimer, &QTimer::timeout, this, &NamespaceOverview::countActors);
    m_poolTimer.setInterval(poolInterval);
    connect(&m_poolTimer, &QTimer::timeout, this, &NamespaceOverview::askPools);
    const auto countSoon = [this] {
        if (m_isActive && !m_countTimer.isActive())
            m_countTimer.start();
    };
    connect(&actors, &ActorListModel::countsChanged, this, countSoon);
    connect(&actors, &QAbstractItemModel::dataChanged, this, countSoon);
}

void NamespaceOverview::setActive(bool active)
{
    if (m_isActive == active)
        return;
    m_isActive = active;
    if (!active)
        return m_poolTimer.stop();
    m_poolTimer.start();
    refresh();
}

void NamespaceOverview::refresh()
{
    countActors();
    askPools();
}

void NamespaceOverview::countActors()
{
    m_counts = {};
    m_total = m_actors.rowCount();
    m_failing.clear();
    m_waiting.clear();
    m_loops.clear();
    QHash<QString, TypeCount> types;
    for (const ActorRow &row : m_actors.rows()) {
        ++m_counts[static_cast<size_t>(row.status)];
        TypeCount &type = types[row.record.name];
        type.name = row.record.name;
        ++type.total;
        type.running += row.status == ActorStatus::Running ? 1 : 0;
        if (row.status == ActorStatus::Pending)
            ++m_waiting[row.record.runnerNameSelector];
        if (row.status == ActorStatus::CrashLoop)
            ++m_loops[row.record.name];
        if (!isFailing(row.status))
            continue;
        ++type.failing;
        m_failing.append(row.record);
    }
    m_types = types.values();
    std::ranges::sort(m_types, [](const TypeCount &a, const TypeCount &b) {
        return a.total != b.total ? a.total > b.total : a.name < b.name;
    });
    std::ranges::sort(m_failing, std::greater{}, &manager::Actor::createTs);
    m_failing.resize(std::min<qsizetype>(m_failing.size(), failingCountMax));
    findProblems();
    emit changed();
}

void NamespaceOverview::askPools()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    const auto fail = [this](const Error &error) {
        m_isAsking = false;
        m_poolError = error;
        emit changed();
    };
    using Pools = std::map<QString, manager::RunnerConfigDatacenters>;
    m_manager.runnerConfigs().then(this, [this, fail](Result<Pools> configs) {
        if (!configs)
            return fail(configs.error());
        m_configs = std::move(*configs);
        m_manager.runners().then(this, [this, fail](Result<std::vector<manager::Runner>> runners) {
            if (!runners)
                return fail(runners.error());
            m_runners = std::move(*runners);
            m_manager.envoys().then(this, [this](Result<std::vector<manager::Envoy>> envoys) {
                // Engines before 2.3 know no envoys.
                m_envoys = envoys ? std::move(*envoys) : std::vector<manager::Envoy>();
                m_isAsking = false;
                takePools();
            });
        });
    });
}

void NamespaceOverview::takePools()
{
    std::map<QString, PoolSummary> pools;
    for (const auto &[name, config] : m_configs) {
        PoolSummary &pool = poolNamed(pools, name);
        for (const auto &[datacenter, settings] : config.datacenters) {
            pool.isServerless =
                pool.isServerless || std::holds_alternative<manager::ServerlessPool>(settings.kind);
            if (settings.runnerPoolError && pool.error.isEmpty())
                pool.error = errorWord(*settings.runnerPoolError);
        }
    }
    for (const manager::Runner &runner : m_runners) {
        PoolSummary &pool = poolNamed(pools, runner.name);
        ++pool.runnerCount;
        pool.drainingCount += runner.drainTs && !runner.stopTs ? 1 : 0;
        pool.silentCount += isSilent(runner.lastPingTs) ? 1 : 0;
        pool.actorCount += runner.totalSlots - std::min(runner.remainingSlots, runner.totalSlots);
        pool.slotCount = pool.slotCount.value_or(0) + runner.totalSlots;
    }
    for (const manager::Envoy &envoy : m_envoys) {
        PoolSummary &pool = poolNamed(pools, envoy.poolName);
        ++pool.runnerCount;
        pool.drainingCount += envoy.stopTs ? 1 : 0;
        pool.silentCount += isSilent(envoy.lastPingTs) ? 1 : 0;
        pool.actorCount += static_cast<qint64>(envoy.slotCount);
    }
    m_pools.clear();
    for (const auto &[name, pool] : pools)
        m_pools.append(pool);
    m_knowsPools = true;
    m_poolError.reset();
    findProblems();
    emit changed();
}

void NamespaceOverview::findProblems()
{
    using Kind = FoundProblem::Kind;
    m_problems.clear();
    for (const PoolSummary &pool : m_pools) {
        if (!pool.error.isEmpty())
            m_problems.append({.kind = Kind::PoolError, .subject = pool.name, .detail = pool.error});
        if (pool.silentCount > 0)
            m_problems.append({.kind = Kind::SilentRunners, .subject = pool.name, .count = pool.silentCount});
    }
    for (const auto &[name, count] : m_waiting) {
        const auto pool = std::ranges::find(m_pools, name, &PoolSummary::name);
        const bool hasRunners = pool != m_pools.end() && (pool->runnerCount > 0 || pool->isServerless);
        const Kind kind = m_knowsPools && !hasRunners ? Kind::PoolWithoutRunners : Kind::WaitingForRoom;
        m_problems.append({.kind = kind, .subject = name, .count = count});
    }
    for (const auto &[name, count] : m_loops)
        m_problems.append({.kind = Kind::CrashLoop, .subject = name, .count = count});
}

QString problemSentence(const FoundProblem &problem)
{
    switch (problem.kind) {
    case FoundProblem::Kind::PoolError:
        return ModelsText::tr("The pool %1 reports an error: %2.").arg(problem.subject, problem.detail);
    case FoundProblem::Kind::PoolWithoutRunners:
        return ModelsText::tr("%n actor(s) wait for the pool %1, which has no runner.", nullptr,
                              problem.count)
            .arg(problem.subject);
    case FoundProblem::Kind::WaitingForRoom:
        return ModelsText::tr("%n actor(s) wait for room in the pool %1.", nullptr, problem.count)
            .arg(problem.subject);
    case FoundProblem::Kind::CrashLoop:
        return ModelsText::tr("%n actor(s) of the type %1 crash again and again.", nullptr, problem.count)
            .arg(problem.subject);
    case FoundProblem::Kind::SilentRunners:
        return ModelsText::tr("%n runner(s) of the pool %1 do not answer.", nullptr, problem.count)
            .arg(problem.subject);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace rove::ui
