// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/schedule/cronjob.h"
#include "protocol/inspector/v6.h"

#include <QtCore/QCborMap>

#include <vector>

/// What an inspector sees of an actor, as the values that both its socket and its HTTP routes show.
namespace rove::runtime {

class ActorInstance;
class Connection;

/// Exactly six members, alphabetical (spec/inspector.md 3.4).
[[nodiscard]] QCborMap connectionDetails(const Connection &connection);

[[nodiscard]] std::vector<inspector::v6::Connection> inspectedConnections(const ActorInstance &instance);
/// Of either kind, by time, then by id.
[[nodiscard]] std::vector<inspector::v6::Schedule> inspectedSchedules(const ActorInstance &instance);
[[nodiscard]] std::vector<inspector::v6::ScheduleFire> inspectedFires(const std::vector<CronFire> &fires);
/// The oldest messages, at most `limit`, without their bodies (spec/inspector.md 3.7).
[[nodiscard]] inspector::v6::QueueStatus inspectedQueue(const ActorInstance &instance, quint64 limit);

} // namespace rove::runtime
