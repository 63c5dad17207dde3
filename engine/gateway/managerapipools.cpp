// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/runnerconfig.h"

#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

std::set<QString> poolsWithEnvoys(const core::Engine &engine, NamespaceId namespaceId)
{
    std::set<QString> pools;
    for (const core::Envoy *envoy : engine.envoys(namespaceId))
        pools.insert(envoy->pool);
    return pools;
}

/// That of the envoys connected to a normal pool; that which a serverless platform announced.
QJsonValue shownProtocol(const QJsonObject &settings, const core::PoolStatus &status, bool hasEnvoys)
{
    if (!settings.contains(u"serverless"_s))
        return hasEnvoys ? QJsonValue(envoyProtocolVersion) : QJsonValue();
    return status.protocolVersion ? QJsonValue(int(*status.protocolVersion)) : QJsonValue();
}

} // namespace

Result<> ManagerApi::listRunnerConfigs(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnerConfigsListQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));

    const auto variant = query.variant.transform([](manager::PoolVariant wanted) {
        return wanted == manager::PoolVariant::Normal ? u"normal"_s : u"serverless"_s;
    });
    const std::set<QString> joined = poolsWithEnvoys(m_conductor.engine(), namespaceId);
    QJsonObject pools;
    for (const auto &[pool, config] : m_conductor.engine().runnerConfigs(namespaceId)) {
        const core::PoolStatus status = m_conductor.engine().poolStatus(namespaceId, pool);
        if (!query.runnerNames.isEmpty() && !query.runnerNames.contains(pool))
            continue;
        QJsonObject datacenters;
        for (auto [datacenter, settings] : config.datacenters) {
            settings.insert(u"protocol_version"_s, shownProtocol(settings, status, joined.contains(pool)));
            if (!status.error.isUndefined())
                settings.insert(u"runner_pool_error"_s, status.error);
            if (!variant || settings.contains(*variant))
                datacenters.insert(datacenter, settings);
        }
        if (!datacenters.isEmpty() && std::cmp_less(pools.size(), limitOf(query.limit)))
            pools.insert(pool, QJsonObject{{u"datacenters"_s, datacenters}});
    }
    call->answer(QJsonObject{{u"runner_configs"_s, pools},
                             {u"pagination"_s, QJsonObject{{u"cursor"_s, QJsonValue::Null}}}});
    return {};
}

Result<> ManagerApi::putRunnerConfig(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    const auto body = TRY(manager::readBody<manager::RunnerConfigsUpsertRequest>(call->body));
    core::PutRunnerConfig put{
        .namespaceId = TRY(enter(*call, query.namespaceName)), .pool = call->segments[1], .config = {}};
    if (!body.datacenters.empty())
        put.config = TRY(readRunnerConfig(body, m_conductor.engine().policy().datacenterName));
    m_conductor.request(put, call->answerTo([](const core::Answer &answer) {
        return manager::toJson(
            manager::RunnerConfigsUpsertResponse{std::get<core::RunnerConfigPut>(answer).endpointChanged});
    }));
    return {};
}

Result<> ManagerApi::removeRunnerConfig(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    m_conductor.request(
        core::PutRunnerConfig{.namespaceId = namespaceId, .pool = call->segments[1], .config = {}},
        call->answerDone());
    return {};
}

} // namespace rove::gateway
