// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/policyrules.h"

#include <QtCore/QStringBuilder>

#include <array>
#include <utility>
#include <variant>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds durationMax = 24h;
constexpr int countMax = 1'000;

using Duration = milliseconds Policy::*;
using OptionalDuration = std::optional<milliseconds> Policy::*;
using Count = int Policy::*;
using Rules = EnvoyActorRules Policy::*;

struct Rule {
    QLatin1StringView name;
    std::variant<Duration, OptionalDuration, Count, Rules> member;
};

/// Where the actors and the data of a store belong is no rule: the datacenter is part of every actor's ID.
constexpr std::array rules{
    Rule{"actor-start-threshold"_L1, &Policy::actorStartThreshold},
    Rule{"actor-stop-threshold"_L1, &Policy::actorStopThreshold},
    Rule{"base-retry-timeout"_L1, &Policy::baseRetryTimeout},
    Rule{"backoff-max-exponent"_L1, &Policy::backoffMaxExponent},
    Rule{"retry-reset-duration"_L1, &Policy::retryResetDuration},
    Rule{"envoy-eligible-threshold"_L1, &Policy::envoyEligibleThreshold},
    Rule{"envoy-lost-threshold"_L1, &Policy::envoyLostThreshold},
    Rule{"force-wake-pending-timeout"_L1, &Policy::forceWakePendingTimeout},
    Rule{"restart-pending-timeout"_L1, &Policy::restartPendingTimeout},
    Rule{"envoy-actor-rules"_L1, &Policy::envoyActorRules},
    Rule{"serverless-base-retry-timeout"_L1, &Policy::serverlessBaseRetryTimeout},
    Rule{"serverless-backoff-max-exponent"_L1, &Policy::serverlessBackoffMaxExponent},
    Rule{"serverless-retry-reset-duration"_L1, &Policy::serverlessRetryResetDuration},
    Rule{"serverless-runner-drain-grace-period"_L1, &Policy::serverlessRunnerDrainGracePeriod},
    Rule{"pool-error-successes-to-clear"_L1, &Policy::poolErrorSuccessesToClear},
};

constexpr auto never = "never"_L1;
constexpr std::array envoyActorRuleNames{std::pair{EnvoyActorRules::ByCrashPolicy, "by-crash-policy"_L1},
                                         std::pair{EnvoyActorRules::Rivet23, "rivet-2.3"_L1}};

std::optional<int> countFrom(QStringView text, int max)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < 0 || number > max)
        return std::nullopt;
    return number;
}

std::optional<milliseconds> durationFrom(QStringView text)
{
    constexpr std::array units{std::pair{"ms"_L1, 1ms}, std::pair{"min"_L1, milliseconds(1min)},
                               std::pair{"s"_L1, milliseconds(1s)}};
    const auto in = [](milliseconds unit, QStringView number) {
        return countFrom(number, static_cast<int>(durationMax / unit)).transform([unit](int count) {
            return count * unit;
        });
    };
    for (const auto &[name, unit] : units)
        if (text.endsWith(name))
            return in(unit, text.chopped(name.size()));
    return in(1ms, text);
}

bool assign(Policy &policy, Duration member, QStringView value)
{
    const auto duration = durationFrom(value);
    policy.*member = duration.value_or(policy.*member);
    return duration.has_value();
}

bool assign(Policy &policy, OptionalDuration member, QStringView value)
{
    const auto duration = durationFrom(value);
    if (!duration && value != never)
        return false;
    policy.*member = duration;
    return true;
}

bool assign(Policy &policy, Count member, QStringView value)
{
    const auto count = countFrom(value, countMax);
    policy.*member = count.value_or(policy.*member);
    return count.has_value();
}

bool assign(Policy &policy, Rules member, QStringView value)
{
    for (const auto &[known, name] : envoyActorRuleNames)
        if (value == name) {
            policy.*member = known;
            return true;
        }
    return false;
}

QString textOf(milliseconds duration)
{
    return QString::number(duration.count()) % "ms"_L1;
}

QString textOf(const std::optional<milliseconds> &duration)
{
    return duration ? textOf(*duration) : QString(never);
}

QString textOf(int count)
{
    return QString::number(count);
}

QString textOf(EnvoyActorRules wanted)
{
    for (const auto &[known, name] : envoyActorRuleNames)
        if (known == wanted)
            return name;
    std::unreachable();
}

} // namespace

Result<> setRule(Policy &policy, QStringView assignment)
{
    const qsizetype equals = assignment.indexOf(u'=');
    const QStringView name = equals < 0 ? assignment : assignment.first(equals);
    const QStringView value = equals < 0 ? QStringView() : assignment.sliced(equals + 1);
    for (const Rule &rule : rules)
        if (rule.name == name) {
            if (std::visit([&](auto member) { return assign(policy, member, value); }, rule.member))
                return {};
            return failure(ErrorCode::ValidationInvalidInput,
                           u"The rule %1 cannot be \"%2\"."_s.arg(name, value));
        }
    return failure(
        ErrorCode::ValidationInvalidInput,
        u"There is no rule %1. The rules, as they are: %2."_s.arg(name, rulesOf(policy).join(", "_L1)));
}

QStringList rulesOf(const Policy &policy)
{
    QStringList texts;
    texts.reserve(static_cast<qsizetype>(rules.size()));
    for (const Rule &rule : rules)
        texts.append(rule.name % '='_L1 %
                     std::visit([&](auto member) { return textOf(policy.*member); }, rule.member));
    return texts;
}

} // namespace rove::core
