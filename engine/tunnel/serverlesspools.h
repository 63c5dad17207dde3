// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/core/effect.h"
#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "engine/tunnel/serverlessplatform.h"
#include "engine/tunnel/serverlessrequest.h"
#include "protocol/envoy/v8.h"

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace rove::tunnel {

/// The platforms of all serverless pools (spec/runner-envoy.md 6): opens and closes the requests that the
/// core asks for, and asks each platform again and again what it is. Engine thread; owned by the host. The
/// core decides; this only carries out, and tells it what became of it.
class ServerlessPools {
public:
    /// What a platform is told of this engine.
    struct Invitation {
        QString endpoint; ///< Public, with a slash at its end.
        /// A namespace's token; empty if the engine asks for none.
        std::function<QByteArray(const QString &namespaceName)> tokenOf;
    };
    /// The sockets of an actor that sleeps, for its start.
    using Hibernating = std::function<std::vector<envoy::v8::HibernatingRequest>(ActorId)>;
    using Checked = std::move_only_function<void(MetadataResult)>;

    /// All three outlive this.
    ServerlessPools(net::Loop &loop, net::Client &client, core::Conductor &conductor,
                    Hibernating hibernating);
    ~ServerlessPools();

    /// Before the first event.
    void setInvitation(Invitation invitation) { m_invitation = std::move(invitation); }

    /// Ends all that is under way without a word: the client goes before this does.
    void shutDown();

    // --- Effects of the core ---
    void configured(const core::PoolConfigured &pool);
    void open(const core::OpenServerlessRequest &request);
    void close(const core::CloseServerlessRequest &request);

    // --- The manager API ---
    /// Asks a platform that need not be anybody's what it is.
    void check(const ServerlessPlatform &platform, Checked checked);
    /// Asks the platform of a pool at once, and tells the core; false if the pool has none.
    [[nodiscard]] bool refresh(NamespaceId namespaceId, const QString &pool, Checked checked);

private:
    using PoolKey = std::pair<NamespaceId, QString>;
    struct Pool {
        ServerlessPlatform platform;
        std::optional<std::uint16_t> protocolVersion; ///< As last told.
        std::unique_ptr<net::Exchange> polling;
        std::unique_ptr<net::Timer> timer; ///< Until the next time.
    };

    [[nodiscard]] std::optional<ServerlessPlatform> findPlatform(const PoolKey &key) const;
    void poll(const PoolKey &key);
    void polled(const PoolKey &key, const MetadataResult &result);
    void tellCore(const PoolKey &key, const MetadataResult &result);

    [[nodiscard]] std::optional<net::ClientRequest>
    startRequest(const core::OpenServerlessRequest &request) const;
    void invite(net::ClientRequest &request, const core::OpenServerlessRequest &what) const;
    [[nodiscard]] std::optional<QByteArray> startPayload(const core::OpenServerlessRequest &request) const;
    void ended(core::ServerlessRequestId id, std::optional<core::ServerlessFault> fault);
    net::Loop &m_loop;
    net::Client &m_client;
    core::Conductor &m_conductor;
    Hibernating m_hibernating;
    Invitation m_invitation;
    std::map<PoolKey, Pool> m_pools;
    std::map<core::ServerlessRequestId, std::unique_ptr<ServerlessRequest>> m_requests;
    std::map<std::uint64_t, std::unique_ptr<net::Exchange>> m_checks; ///< By when they began.
    std::uint64_t m_checkCount = 0;
};

} // namespace rove::tunnel
