// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspectorview.h"

#include "engine/runtime/actorinstance.h"
#include "protocol/base/cbor.h"

namespace rove::runtime {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

QCborMap connectionDetails(const Connection &connection)
{
    return {{u"isHibernatable"_s, connection.isHibernatable()},
            {u"params"_s, connection.params()},
            {u"state"_s, connection.state()},
            {u"stateEnabled"_s, true},
            {u"subscriptions"_s, qint64{connection.subscriptions().size()}},
            {u"type"_s, QCborValue(nullptr)}};
}

std::vector<v6::Connection> inspectedConnections(const ActorInstance &instance)
{
    std::vector<v6::Connection> connections;
    for (const auto &[id, connection] : instance.connections())
        connections.push_back({.id = id, .details = cbor::encodeCompat(connectionDetails(*connection))});
    return connections;
}

std::vector<v6::Schedule> inspectedSchedules(const ActorInstance &instance)
{
    std::vector<v6::Schedule> schedules;
    for (const ScheduledAction &action : instance.schedule().actions())
        schedules.push_back({.id = action.id,
                             .name = {},
                             .kind = u"at"_s,
                             .action = action.action,
                             .args = cbor::encodeCompat(action.arguments),
                             .nextRunAt = {static_cast<std::uint64_t>(action.at.time_since_epoch().count())},
                             .lastRunAt = {},
                             .expression = {},
                             .timezone = {},
                             .intervalMs = {},
                             .maxHistory = {}});
    return schedules;
}

} // namespace rove::runtime
