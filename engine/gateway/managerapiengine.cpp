// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

manager::Health ownHealth()
{
    return {.runtime = u"engine"_s, .status = u"ok"_s, .version = emulatedVersion};
}

} // namespace

Result<> ManagerApi::health(const CallPointer &call)
{
    call->answerWith(ownHealth());
    return {};
}

Result<> ManagerApi::healthFanout(const CallPointer &call)
{
    TRY(m_access.namespaceOf(call->authorization));
    // This engine is its only datacenter, and the way to itself takes no time.
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::HealthFanoutResponse{.datacenters = {{.datacenterLabel = policy.datacenterLabel,
                                                                    .datacenterName = policy.datacenterName,
                                                                    .status = u"ok"_s,
                                                                    .rttMs = 0.0,
                                                                    .response = ownHealth(),
                                                                    .error = {}}}});
    return {};
}

Result<> ManagerApi::metadata(const CallPointer &call)
{
    manager::Metadata metadata;
    metadata.runtime = u"engine"_s;
    metadata.version = emulatedVersion;
    metadata.envoyProtocolVersion = envoyProtocolVersion;
    // Fields beyond Rivet's own tell a reader who answers.
    QJsonObject body = manager::toJson(metadata);
    body.insert(u"rove_version"_s, QStringLiteral(ROVE_VERSION));
    call->answer(body);
    return {};
}

Result<> ManagerApi::listDatacenters(const CallPointer &call)
{
    TRY(m_access.namespaceOf(call->authorization));
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::DatacentersListResponse{
        .datacenters = {{.label = policy.datacenterLabel, .name = policy.datacenterName, .url = m_publicUrl}},
        .pagination = {}});
    return {};
}

} // namespace rove::gateway
