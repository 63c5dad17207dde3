// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>
#include <utility>
#include <vector>

namespace rove::ui {

/// What was read about an actor's pool, in its datacenter. None where it could not be read.
struct PoolSituation {
    std::optional<std::vector<manager::Runner>> runners = {};
    std::optional<std::vector<manager::Envoy>> envoys = {};
    /// True if the pools were read; `config` is then none where this pool is not configured.
    bool isConfigKnown = false;
    std::optional<manager::RunnerConfig> config = {};
};

/// Why an actor is as it is, in plain words, with the numbers behind it and what to do next.
struct StatusAdvice {
    /// Which row of the rules table applied; fixed, for tests and links.
    QString ruleId = {};
    /// The rule, as a sentence or two.
    QString rule = {};
    /// What the rule was decided by: a name and its value.
    QList<std::pair<QString, QString>> numbers = {};
    QString next = {};
    /// The command that does it, such as `actor.wake`; empty if it is not a command of the window.
    QString commandId = {};
};

/// Only what concerns the actor of these lists.
[[nodiscard]] PoolSituation poolOf(const manager::Actor &actor,
                                   const std::optional<std::vector<manager::Runner>> &runners,
                                   const std::optional<std::vector<manager::Envoy>> &envoys);
/// The advice of the first rule that applies; there always is one.
[[nodiscard]] StatusAdvice adviceFor(const manager::Actor &actor, const PoolSituation &pool,
                                     const QDateTime &now);

} // namespace rove::ui
