// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/poolregistration.h"

#include "engine/join/refusal.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"
#include "protocol/manager/json.h"
#include "protocol/manager/paths.h"

#include <algorithm>
#include <utility>

namespace rove::join {
namespace {

using namespace Qt::StringLiterals;

constexpr int statusOk = 200;
constexpr int statusServerError = 500;

Result<QByteArray> bodyOf(Result<net::HttpResponse> answer)
{
    if (!answer)
        return std::unexpected(std::move(answer).error());
    if (answer->status == statusOk)
        return std::move(answer->body);
    if (const auto body = manager::readBody<manager::ErrorBody>(answer->body))
        return std::unexpected(manager::errorFromBody(*body));
    const ErrorCode code = answer->status == 401 || answer->status == 403 ? ErrorCode::ApiForbidden
                           : answer->status >= statusServerError          ? ErrorCode::ClientUnreachable
                                                                          : ErrorCode::ClientNotRivet;
    return failure(code, u"The endpoint answers with status %1."_s.arg(answer->status));
}

bool isSameServer(const QUrl &left, const QUrl &right)
{
    return left.host() == right.host() && left.port() == right.port();
}

} // namespace

PoolRegistration::PoolRegistration(net::Client &client, EngineAddress address)
    : m_client(client)
    , m_address(std::move(address))
{}

void PoolRegistration::start(Done done)
{
    m_done = std::move(done);
    askMetadata();
}

void PoolRegistration::ask(net::ClientRequest request, Answered answered)
{
    m_exchange =
        m_client.fetch(std::move(request), limits::apiBodyBytesMax,
                       [this, answered = std::move(answered)](Result<net::HttpResponse> answer) mutable {
                           const Result<QByteArray> body = bodyOf(std::move(answer));
                           if (!body)
                               return finish(std::unexpected(explain(body.error(), m_address)));
                           if (const Result<> taken = answered(*body); !taken)
                               finish(std::unexpected(taken.error()));
                       });
}

// --- Is it an engine that we can join? ---

void PoolRegistration::askMetadata()
{
    ask(m_address.request("GET", manager::metadataPath()),
        [this](const QByteArray &body) { return takeMetadata(body); });
}

Result<> PoolRegistration::takeMetadata(const QByteArray &body)
{
    const auto metadata = manager::readBody<manager::Metadata>(body);
    if (!metadata || metadata->runtime != "engine"_L1)
        return failure(ErrorCode::ClientNotRivet,
                       u"%1 does not answer as a Rivet engine: is the URL right?"_s.arg(m_address.name()));
    if (metadata->envoyProtocolVersion.value_or(0) < envoy::version)
        return failure(
            ErrorCode::ClientProtocol,
            u"The engine at %1 is %2, which is too old: version %3 of the envoy protocol came with "
            "Rivet 2.3.19."_s.arg(m_address.name(), metadata->version, QString::number(envoy::version)));
    askDatacenters();
    return {};
}

void PoolRegistration::askDatacenters()
{
    const QByteArray query = manager::writeQuery(manager::NamespaceQuery{m_address.namespaceName});
    ask(m_address.request("GET", manager::datacentersPath() + '?' + query),
        [this](const QByteArray &body) { return takeDatacenters(body); });
}

Result<> PoolRegistration::takeDatacenters(const QByteArray &body)
{
    m_datacenters = TRY(manager::readBody<manager::DatacentersListResponse>(body)).datacenters;
    askPool();
    return {};
}

// --- The pool ---

void PoolRegistration::askPool()
{
    manager::RunnerConfigsListQuery query{.namespaceName = m_address.namespaceName};
    query.runnerNames = {m_address.pool};
    ask(m_address.request("GET", manager::runnerConfigsPath(query)),
        [this](const QByteArray &body) { return takePool(body); });
}

Result<> PoolRegistration::takePool(const QByteArray &body)
{
    const auto configs = TRY(manager::readBody<manager::RunnerConfigsListResponse>(body)).runnerConfigs;
    const auto known = configs.find(m_address.pool);
    if (known == configs.end() || known->second.datacenters.empty()) {
        putPool();
        return {};
    }
    for (const auto &[datacenter, config] : known->second.datacenters)
        if (std::holds_alternative<manager::ServerlessPool>(config.kind))
            return failure(
                ErrorCode::RunnerConfigInvalid,
                u"The pool %1 is serverless, and no process can join it: name another with --pool."_s.arg(
                    m_address.pool));
    finish({});
    return {};
}

void PoolRegistration::putPool()
{
    manager::RunnerConfigsUpsertRequest settings;
    for (const manager::Datacenter &datacenter : m_datacenters)
        settings.datacenters.emplace(datacenter.name,
                                     manager::RunnerConfigSettings{.kind = manager::NormalPool(),
                                                                   .metadata = {},
                                                                   .drainOnVersionUpgrade = true});
    net::ClientRequest request = m_address.request(
        "PUT", manager::runnerConfigPath(m_address.pool, {.namespaceName = m_address.namespaceName}));
    request.headers.push_back({.name = "content-type", .value = "application/json"});
    request.body = manager::writeBody(settings);
    ask(std::move(request), [this](const QByteArray &) -> Result<> {
        finish({});
        return {};
    });
}

void PoolRegistration::finish(Result<RegisteredPool> result)
{
    if (result) {
        const auto own = std::ranges::find_if(m_datacenters, [this](const manager::Datacenter &datacenter) {
            return m_datacenters.size() == 1 || isSameServer(QUrl(datacenter.url), m_address.endpoint);
        });
        result->datacenter = own == m_datacenters.end() ? QString() : own->name;
    }
    Done done = std::exchange(m_done, nullptr); // It may destroy this.
    done(std::move(result));
}

} // namespace rove::join
