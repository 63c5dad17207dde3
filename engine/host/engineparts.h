// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "engine/gateway/access.h"
#include "engine/gateway/gateway.h"
#include "engine/host/actorkv.h"
#include "engine/host/coreshell.h"
#include "engine/host/corewrites.h"
#include "engine/host/datastore.h"
#include "engine/host/sqlitepages.h"
#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "engine/store/store.h"
#include "engine/tunnel/envoyhub.h"
#include "engine/tunnel/serverlesspools.h"
#include "protocol/base/error.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace rove::host {

/// What an engine is made of between its listener and its store, joined: the core in its shell, the data of
/// actors, the gateway, the envoys and the serverless platforms. The real engine puts it on the loop of a
/// thread, the simulator into virtual time; neither joins the parts by itself, so that what is simulated is
/// what runs. Belongs to its loop, which outlives it, as do the store and the client.
class EngineParts {
public:
    struct Settings {
        core::Policy policy;
        gateway::AccessRules access;
        gateway::SocketRules sockets;
    };

    /// `seed` feeds the ids that the core makes.
    EngineParts(net::Loop &loop, store::Store &store, net::Client &client, const Settings &settings,
                std::uint64_t seed);
    ~EngineParts();
    EngineParts(const EngineParts &) = delete;
    EngineParts &operator=(const EngineParts &) = delete;

    /// Takes up what an earlier engine stored, then calls `done`; before anything else. `CborInvalid` or
    /// `StoreTooNew` if it cannot.
    void restore(std::move_only_function<void(Result<>)> done) { m_shell.restore(std::move(done)); }

    [[nodiscard]] CoreShell &shell() { return m_shell; }
    [[nodiscard]] gateway::Gateway &gateway() { return m_gateway; }
    [[nodiscard]] tunnel::EnvoyHub &hub() { return m_hub; }
    [[nodiscard]] tunnel::ServerlessPools &serverless() { return m_serverless; }

private:
    /// Brings what the gateway sends to the envoys.
    class HubUplink final : public gateway::Uplink {
    public:
        explicit HubUplink(EngineParts &parts)
            : m_parts(parts)
        {}
        void send(const QString &envoyKey, envoy::v8::ToEnvoyTunnelMessage message) override
        {
            m_parts.m_hub.send(envoyKey, std::move(message));
        }
        [[nodiscard]] bool streamsBodies(const QString &envoyKey) const override
        {
            return m_parts.m_hub.streamsBodies(envoyKey);
        }
        [[nodiscard]] bool streamsAnswers(const QString &envoyKey) const override
        {
            return m_parts.m_hub.streamsAnswers(envoyKey);
        }
        [[nodiscard]] qsizetype queuedBytes(const QString &envoyKey) const override
        {
            return m_parts.m_hub.queuedBytes(envoyKey);
        }

    private:
        EngineParts &m_parts;
    };

    /// Brings envoys that come over the network to the hub.
    class HubDoor final : public gateway::EnvoyPort {
    public:
        explicit HubDoor(EngineParts &parts)
            : m_parts(parts)
        {}
        void arrived(const core::EnvoyJoined &envoy, std::unique_ptr<net::WebSocket> socket,
                     const QByteArray &rayId) override
        {
            m_parts.m_hub.connect(envoy, std::move(socket), rayId);
        }

    private:
        EngineParts &m_parts;
    };

    /// Brings what envoys answer to the gateway.
    class GatewayPort final : public tunnel::TrafficPort {
    public:
        explicit GatewayPort(gateway::Traffic &traffic)
            : m_traffic(traffic)
        {}
        void receive(const QString &envoyKey, envoy::v8::ToRivetTunnelMessage message) override
        {
            m_traffic.receive(envoyKey, std::move(message));
        }
        void envoyReturned(const QString &envoyKey) override { m_traffic.envoyReturned(envoyKey); }
        [[nodiscard]] std::vector<envoy::v8::HibernatingRequest> hibernating(ActorId actorId) const override
        {
            return m_traffic.hibernating(actorId);
        }

    private:
        gateway::Traffic &m_traffic;
    };

    /// Brings what the manager API asks of serverless platforms to those.
    class PlatformPort final : public gateway::ServerlessPort {
    public:
        explicit PlatformPort(tunnel::ServerlessPools &pools)
            : m_pools(pools)
        {}
        void check(const QString &url, const QJsonObject &headers, Checked checked) override;
        [[nodiscard]] bool refresh(NamespaceId namespaceId, const QString &pool, Checked checked) override;

    private:
        tunnel::ServerlessPools &m_pools;
    };

    CoreWrites m_writes;
    DataStore m_dataStore;
    SqlitePages m_databases;
    CoreShell m_shell;
    ActorKv m_kv;
    HubUplink m_uplink;
    HubDoor m_door;
    gateway::Gateway m_gateway;
    GatewayPort m_trafficPort;
    tunnel::EnvoyHub m_hub;
    tunnel::ServerlessPools m_serverless;
    PlatformPort m_platformPort;
};

} // namespace rove::host
