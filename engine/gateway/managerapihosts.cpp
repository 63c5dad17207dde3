// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/records.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {

Result<> ManagerApi::listRunners(const CallPointer &call)
{
    // Everything that hosts actors here speaks the envoy protocol, so this list is empty.
    const auto query = TRY(manager::readQuery<manager::RunnersListQuery>(call->query));
    TRY(readIds<RunnerId>(u"runner_id"_s, query.runnerIds));
    TRY(enter(*call, query.namespaceName));
    call->answerWith(manager::RunnersListResponse{});
    return {};
}

Result<> ManagerApi::listRunnerNames(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnersNamesQuery>(call->query));
    TRY(enter(*call, query.namespaceName));
    call->answerWith(manager::RunnersNamesResponse{});
    return {};
}

Result<> ManagerApi::listEnvoys(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::EnvoysListQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    const auto cursor = TRY(instantOf(query.cursor));
    std::vector<const core::Envoy *> found = m_conductor.engine().envoys(namespaceId);
    std::erase_if(found, [&](const core::Envoy *envoy) {
        return envoy->drainTs || (query.name && envoy->pool != *query.name) ||
               (!query.envoyKeys.isEmpty() && !query.envoyKeys.contains(envoy->key)) ||
               (cursor && envoy->createTs >= *cursor);
    });
    sortNewestFirst(found, limitOf(query.limit));
    manager::EnvoysListResponse response;
    for (const core::Envoy *envoy : found)
        response.envoys.push_back(toApi(*envoy, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.envoys);
    call->answerWith(response);
    return {};
}

} // namespace rove::gateway
