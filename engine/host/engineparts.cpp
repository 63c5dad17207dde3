// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/engineparts.h"

namespace rove::host {
namespace {

tunnel::ServerlessPools::Checked translated(gateway::ServerlessPort::Checked checked)
{
    return [checked = std::move(checked)](const tunnel::MetadataResult &result) mutable {
        checked(result.transform([](const auto &metadata) { return metadata.version; })
                    .transform_error([](const auto &fault) { return fault.toJson(); }));
    };
}

} // namespace

void EngineParts::PlatformPort::check(const QString &url, const QJsonObject &headers, Checked checked)
{
    m_pools.check({.url = url, .headers = tunnel::headersOf(headers)}, translated(std::move(checked)));
}

bool EngineParts::PlatformPort::refresh(NamespaceId namespaceId, const QString &pool, Checked checked)
{
    return m_pools.refresh(namespaceId, pool, translated(std::move(checked)));
}

EngineParts::EngineParts(net::Loop &loop, store::Store &store, net::Client &client, const Settings &settings,
                         std::uint64_t seed)
    : m_writes(loop, store)
    , m_dataStore(store, m_writes)
    , m_databases(m_dataStore, loop)
    , m_shell(loop, store, m_writes, m_databases, settings.policy, seed)
    , m_kv(loop, m_dataStore)
    , m_uplink(*this)
    , m_door(*this)
    , m_gateway(loop, m_shell, m_kv, m_uplink, m_door, settings.access, settings.sockets)
    , m_trafficPort(m_gateway.traffic())
    , m_hub(loop, m_shell, m_kv, m_databases, m_trafficPort)
    , m_serverless(loop, client, m_shell, [this](ActorId id) { return m_trafficPort.hibernating(id); })
    , m_platformPort(m_serverless)
{
    m_gateway.setServerless(m_platformPort);
    m_shell.connect(m_hub, m_serverless, m_gateway);
}

EngineParts::~EngineParts() = default;

} // namespace rove::host
