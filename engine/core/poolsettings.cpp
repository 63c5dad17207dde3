// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/poolsettings.h"

#include <QtCore/QJsonDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {
namespace {

constexpr double secondsMax = 1e9;   // More than a human life; its milliseconds fit.
constexpr double intervalMax = 1e12; // The same in milliseconds.

// The defaults of spec/engine-api.md 1.9.
constexpr std::uint32_t runnersMaxDefault = 1000;
constexpr std::chrono::milliseconds drainGraceDefault = 1800s;

std::chrono::milliseconds seconds(const QJsonObject &settings, QLatin1StringView name,
                                  std::chrono::milliseconds otherwise = {})
{
    const double value = settings[name].toDouble(-1);
    if (value < 0)
        return otherwise;
    return std::chrono::milliseconds(std::llround(std::min(value, secondsMax) * 1000));
}

std::uint32_t count(const QJsonObject &settings, QLatin1StringView name, std::uint32_t otherwise)
{
    const qint64 value = settings[name].toInteger(-1);
    return value < 0 ? otherwise : static_cast<std::uint32_t>(std::min<qint64>(value, UINT32_MAX));
}

ServerlessSettings serverlessOf(const QJsonObject &settings)
{
    const std::uint32_t maxRunners = count(settings, "max_runners"_L1, runnersMaxDefault);
    const QJsonObject endpoint{{u"url"_s, settings[u"url"]}, {u"headers"_s, settings[u"headers"]}};
    return {.requestLifespan = seconds(settings, "request_lifespan"_L1),
            .drainGracePeriod = seconds(settings, "drain_grace_period"_L1, drainGraceDefault),
            .maxConcurrentActors = count(settings, "max_concurrent_actors"_L1, maxRunners),
            .slotsPerRunner = std::max(count(settings, "slots_per_runner"_L1, 1), 1u),
            .minRunners = count(settings, "min_runners"_L1, 0),
            .maxRunners = maxRunners,
            .runnersMargin = count(settings, "runners_margin"_L1, 0),
            .endpoint = QJsonDocument(endpoint).toJson(QJsonDocument::Compact)};
}

} // namespace

std::chrono::milliseconds EvictionPace::interval(std::size_t actorCount) const
{
    const std::chrono::milliseconds longest =
        period / static_cast<std::int64_t>(std::max<std::size_t>(actorCount, 1));
    if (rate <= 0)
        return longest;
    return std::min(longest, std::chrono::milliseconds(std::llround(std::min(1000 / rate, intervalMax))));
}

std::optional<PoolSettings> PoolSettings::of(const RunnerConfig &config, const QString &datacenter)
{
    const auto found = config.datacenters.find(datacenter);
    if (found == config.datacenters.end())
        return std::nullopt;
    const QJsonObject &all = found->second;
    const bool isServerless = all[u"serverless"].isObject();
    const QJsonObject settings = all[isServerless ? u"serverless" : u"normal"].toObject();
    // The place beside the variant is the older spelling.
    const bool drains =
        settings[u"drain_on_version_upgrade"].toBool(all[u"drain_on_version_upgrade"].toBool(true));
    const double rate = settings[u"actor_eviction_rate"].toDouble(1.0);
    return PoolSettings{
        .drainsOnVersionUpgrade = drains,
        .eviction = {.delay = seconds(settings, "actor_eviction_delay"_L1),
                     .period = seconds(settings, "actor_eviction_period"_L1),
                     .rate = rate},
        .serverless = isServerless ? std::optional(serverlessOf(settings)) : std::nullopt,
    };
}

} // namespace rove::core
