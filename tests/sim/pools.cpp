// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/pools.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

qint64 upTo(SimRandom &random, qint64 max)
{
    return static_cast<qint64>(random.below(static_cast<std::uint64_t>(max) + 1));
}

QByteArray bodyOf(const QString &kind, const QJsonObject &settings)
{
    const QJsonObject datacenter{{kind, settings}};
    const QJsonObject body{{u"datacenters"_s, QJsonObject{{u"default"_s, datacenter}}}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

/// At what pace actors leave a host that is drained.
QJsonObject pace(SimRandom &random)
{
    if (random.chance(0.5))
        return {};
    return {{u"actor_eviction_delay"_s, upTo(random, 5)},
            {u"actor_eviction_period"_s, upTo(random, 20)},
            {u"actor_eviction_rate"_s, 0.5 + static_cast<double>(random.below(4))},
            {u"drain_on_version_upgrade"_s, random.chance(0.8)}};
}

} // namespace

QByteArray SimPool::config(SimRandom &random) const
{
    QJsonObject settings = pace(random);
    if (!isServerless())
        return bodyOf(u"normal"_s, settings);
    const qint64 grace = upTo(random, 40);
    settings.insert("url"_L1, url());
    settings.insert("request_lifespan"_L1, grace + 1 + upTo(random, 120));
    settings.insert("drain_grace_period"_L1, grace);
    settings.insert("slots_per_runner"_L1, 1 + upTo(random, 3));
    settings.insert("max_runners"_L1, 1 + upTo(random, 5));
    settings.insert("runners_margin"_L1, upTo(random, 1));
    return bodyOf(u"serverless"_s, settings);
}

QByteArray SimPool::roomyConfig() const
{
    if (!isServerless())
        return bodyOf(u"normal"_s, {});
    return bodyOf(u"serverless"_s, {{u"url"_s, url()},
                                    {u"request_lifespan"_s, 3600},
                                    {u"drain_grace_period"_s, 60},
                                    {u"slots_per_runner"_s, 4}});
}

Pools pickPools(SimRandom &random)
{
    Pools pools{{u"default"_s, SimPool::Kind::Envoys}};
    if (random.chance(0.5))
        pools.push_back({u"gpu"_s, SimPool::Kind::Envoys});
    if (random.chance(0.5))
        pools.push_back({u"fleet"_s, SimPool::Kind::Runners});
    if (random.chance(0.3))
        pools.push_back({u"cloud"_s, SimPool::Kind::ServerlessEnvoys});
    if (random.chance(0.3))
        pools.push_back({u"lambda"_s, SimPool::Kind::ServerlessRunners});
    return pools;
}

bool isServerless(const Pools &pools, const QString &name)
{
    const auto found = std::ranges::find(pools, name, &SimPool::name);
    return found != pools.end() && found->isServerless();
}

} // namespace rove::sim
