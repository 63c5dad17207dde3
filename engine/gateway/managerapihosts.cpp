// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/records.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::gateway {

Result<> ManagerApi::listRunners(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnersListQuery>(call->query));
    const std::vector<RunnerId> ids = TRY(readIds<RunnerId>(u"runner_id"_s, query.runnerIds));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    const auto cursor = TRY(instantOf(query.cursor));
    std::vector<const core::Envoy *> found = m_conductor.engine().runners(namespaceId);
    std::erase_if(found, [&](const core::Envoy *runner) {
        return (runner->stopTs && !query.includeStopped.value_or(false)) ||
               (query.name && runner->pool != *query.name) ||
               (!ids.empty() && !std::ranges::contains(ids, runner->runnerId)) ||
               (cursor && runner->createTs >= *cursor);
    });
    sortNewestFirst(found, limitOf(query.limit));
    manager::RunnersListResponse response;
    for (const core::Envoy *runner : found)
        response.runners.push_back(runnerToApi(*runner, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.runners);
    call->answerWith(response);
    return {};
}

Result<> ManagerApi::listRunnerNames(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnersNamesQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    const core::Engine &engine = m_conductor.engine();
    manager::RunnersNamesResponse response;
    // By name, and none is forgotten that has had runners (spec/engine-api.md 1.10).
    for (const auto &[pool, config] : engine.runnerConfigs(namespaceId))
        if (response.names.size() < limitOf(query.limit) && (!query.cursor || pool > *query.cursor) &&
            engine.poolStatus(namespaceId, pool).hasHadRunners)
            response.names.push_back(pool);
    if (!response.names.empty())
        response.pagination.cursor = response.names.back();
    call->answerWith(response);
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
