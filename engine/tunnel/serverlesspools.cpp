// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/serverlesspools.h"

#include "engine/tunnel/startcommand.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"

#include <QtCore/QtEndian>

#include <algorithm>

namespace rove::tunnel {
namespace {

using namespace Qt::StringLiterals;

/// Before a payload goes its version (spec/runner-envoy.md 6).
QByteArray withVersion(std::uint16_t version, const QByteArray &message)
{
    QByteArray payload(sizeof version, Qt::Uninitialized);
    qToLittleEndian(version, payload.data());
    return payload + message;
}

} // namespace

ServerlessPools::ServerlessPools(net::Loop &loop, net::Client &client, core::Conductor &conductor,
                                 Hibernating hibernating)
    : m_loop(loop)
    , m_client(client)
    , m_conductor(conductor)
    , m_hibernating(std::move(hibernating))
{}

ServerlessPools::~ServerlessPools() = default;

void ServerlessPools::shutDown()
{
    m_pools.clear();
    m_requests.clear();
}

std::optional<ServerlessPlatform> ServerlessPools::findPlatform(const PoolKey &key) const
{
    const core::Engine &engine = m_conductor.engine();
    for (const auto &[pool, config] : engine.runnerConfigs(key.first))
        if (pool == key.second)
            return platformOf(config, engine.policy().datacenterName);
    return std::nullopt;
}

// --- Metadata ---

void ServerlessPools::configured(const core::PoolConfigured &pool)
{
    const PoolKey key(pool.namespaceId, pool.pool);
    std::optional<ServerlessPlatform> platform = findPlatform(key);
    const auto known = m_pools.find(key);
    if (!platform) {
        if (known != m_pools.end())
            m_pools.erase(known);
        return;
    }
    m_pools[key].platform = *std::move(platform);
    poll(key);
}

void ServerlessPools::poll(const PoolKey &key)
{
    Pool &pool = m_pools.at(key);
    pool.timer.reset();
    std::optional<net::ClientRequest> request = pool.platform.request("GET", "/metadata");
    if (!request)
        return polled(key, std::unexpected(invalidPlatform()));
    pool.polling = m_client.fetch(*std::move(request), limits::apiBodyBytesMax,
                                  [this, key](const Result<net::HttpResponse> &answer) {
                                      polled(PoolKey(key), readPlatformMetadata(answer));
                                  });
}

void ServerlessPools::polled(const PoolKey &key, const MetadataResult &result)
{
    Pool &pool = m_pools.at(key);
    pool.polling.reset();
    pool.timer = m_loop.after(pool.platform.pollInterval, [this, key] { poll(PoolKey(key)); });
    tellCore(key, result);
}

void ServerlessPools::tellCore(const PoolKey &key, const MetadataResult &result)
{
    if (!result) {
        m_conductor.submit(core::ServerlessUnreachable{
            .namespaceId = key.first, .pool = key.second, .fault = result.error().toPoolFault()});
        return;
    }
    if (const auto pool = m_pools.find(key); pool != m_pools.end())
        pool->second.protocolVersion = result->envoyProtocolVersion;
    m_conductor.submit(core::ServerlessDescribed{.namespaceId = key.first,
                                                 .pool = key.second,
                                                 .version = result->codeVersion,
                                                 .envoyProtocolVersion = result->envoyProtocolVersion,
                                                 .actorNames = result->actorNames});
}

void ServerlessPools::check(const ServerlessPlatform &platform, Checked checked)
{
    std::optional<net::ClientRequest> request = platform.request("GET", "/metadata");
    if (!request)
        return checked(std::unexpected(invalidPlatform()));
    const std::uint64_t id = m_checkCount++;
    auto &exchange = m_checks[id];
    exchange = m_client.fetch(
        *std::move(request), limits::apiBodyBytesMax,
        [this, id, checked = std::move(checked)](const Result<net::HttpResponse> &answer) mutable {
            const auto over = m_checks.extract(id);
            checked(readPlatformMetadata(answer));
        });
}

bool ServerlessPools::refresh(NamespaceId namespaceId, const QString &pool, Checked checked)
{
    const PoolKey key(namespaceId, pool);
    const std::optional<ServerlessPlatform> platform = findPlatform(key);
    if (!platform)
        return false;
    check(*platform, [this, key, checked = std::move(checked)](MetadataResult result) mutable {
        tellCore(key, result);
        checked(std::move(result));
    });
    return true;
}

// --- Requests ---

void ServerlessPools::open(const core::OpenServerlessRequest &request)
{
    std::optional<net::ClientRequest> start = startRequest(request);
    if (!start)
        return ended(request.id, core::ServerlessConnectionError{u"The pool has no usable address."_s});
    using Kind = ServerlessRequest::Kind;
    auto opened = std::make_unique<ServerlessRequest>(
        request.start ? Kind::Actor : Kind::Runner,
        ServerlessRequest::Handlers{
            .onRunnerNamed =
                [this, id = request.id](RunnerId runnerId) {
                    m_conductor.submit(core::ServerlessRunnerNamed{.id = id, .runnerId = runnerId});
                },
            .onEnded = [this, id = request.id](
                           std::optional<core::ServerlessFault> fault) { ended(id, std::move(fault)); }});
    ServerlessRequest &kept = *m_requests.emplace(request.id, std::move(opened)).first->second;
    kept.start(m_client, *std::move(start));
}

void ServerlessPools::close(const core::CloseServerlessRequest &request)
{
    if (m_requests.contains(request.id))
        ended(request.id, std::nullopt);
}

void ServerlessPools::ended(core::ServerlessRequestId id, std::optional<core::ServerlessFault> fault)
{
    if (auto over = m_requests.extract(id)) // It may be what calls.
        m_loop.post([request = std::move(over.mapped())] {});
    m_conductor.submit(core::ServerlessRequestEnded{.id = id, .fault = std::move(fault)});
}

std::optional<net::ClientRequest>
ServerlessPools::startRequest(const core::OpenServerlessRequest &request) const
{
    const auto platform = findPlatform({request.namespaceId, request.pool});
    std::optional<net::ClientRequest> start =
        platform ? platform->request(request.start ? "POST" : "GET", "/start") : std::nullopt;
    if (!start)
        return std::nullopt;
    invite(*start, request);
    if (!request.start)
        return start;
    const std::optional<QByteArray> payload = startPayload(request);
    if (!payload)
        return std::nullopt;
    start->headers.push_back({.name = "content-type", .value = "application/octet-stream"});
    start->body = *payload;
    return start;
}

/// Tells the platform whom its hosts shall connect to, and as what.
void ServerlessPools::invite(net::ClientRequest &request, const core::OpenServerlessRequest &what) const
{
    const core::Namespace *home = m_conductor.engine().findNamespace(what.namespaceId);
    const QString namespaceName = home ? home->name : QString();
    const auto add = [&request](const QByteArray &name, const QByteArray &value) {
        request.headers.push_back({.name = name, .value = value});
    };
    add("x-rivet-endpoint", m_invitation.endpoint.toUtf8());
    add("x-rivet-namespace-name", namespaceName.toUtf8());
    if (const QByteArray token = m_invitation.tokenOf(namespaceName); !token.isEmpty())
        add("x-rivet-token", token);
    if (what.start) {
        add("x-rivet-pool-name", what.pool.toUtf8());
        return;
    }
    add("x-rivet-runner-name", what.pool.toUtf8());
    add("x-rivet-total-slots", QByteArray::number(what.slotCount));
    add("x-rivet-namespace-id", namespaceName.toUtf8()); // Older platforms read the name here.
}

/// None if the actor is gone.
std::optional<QByteArray> ServerlessPools::startPayload(const core::OpenServerlessRequest &request) const
{
    const core::Actor *actor = m_conductor.engine().findActor(request.start->actorId);
    if (!actor)
        return std::nullopt;
    const envoy::v8::Commands commands{
        .commands = {{.checkpoint = {.actorId = request.start->actorId.toString(),
                                     .generation = request.start->generation,
                                     .index = request.start->commandIndex},
                      .inner = startCommand(*actor, m_hibernating(actor->id), m_loop.now())}}};
    // Starting an actor is said in the same bytes in all versions of the protocol since 3.
    const auto pool = m_pools.find({request.namespaceId, request.pool});
    const std::uint16_t spoken = pool == m_pools.end()
                                     ? std::uint16_t(envoy::version)
                                     : pool->second.protocolVersion.value_or(envoy::version);
    return withVersion(spoken, envoy::encode(commands));
}

} // namespace rove::tunnel
