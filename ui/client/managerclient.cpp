// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/managerclient.h"

#include "protocol/manager/json.h"
#include "protocol/manager/paths.h"

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// The actor's inspector token is mirrored under this KV key (spec/inspector.md 1.3).
const QByteArray inspectorTokenKey("\x03", 1);

/// Turns a future of a whole answer into one of the part that matters.
template <class Whole, class Pick>
auto picked(Async<Whole> whole, Pick pick)
{
    using Part = std::invoke_result_t<Pick, Whole &&>;
    return whole.then([pick](Result<Whole> result) -> Result<Part> {
        if (!result)
            return std::unexpected(std::move(result).error());
        return pick(std::move(*result));
    });
}

std::uint64_t unsignedLimit(int limit)
{
    return static_cast<std::uint64_t>(std::max(limit, 0));
}

/// The cursor for the page after this one. The engine's own would skip actors created in the same millisecond
/// as the last of the page (spec/engine-api.md 1.8), so ask for that millisecond again, unless the page holds
/// no other. Empty at the end: a page that is not full, or a server without cursors.
QString cursorAfter(const std::vector<manager::Actor> &actors, const std::optional<QString> &cursor,
                    int limit)
{
    if (!cursor || actors.size() < static_cast<size_t>(limit) || actors.empty())
        return {};
    const auto [oldest, newest] = std::ranges::minmax(actors, {}, &manager::Actor::createTs);
    if (oldest.createTs == newest.createTs)
        return *cursor;
    return QString::number(oldest.createTs.time_since_epoch().count() + 1);
}

} // namespace

ManagerClient::ManagerClient(HttpClient &http)
    : ManagerClient(http, http.endpoint().namespaceName)
{}

ManagerClient::ManagerClient(HttpClient &http, QString namespaceName)
    : m_http(http)
    , m_namespaceName(std::move(namespaceName))
{}

manager::NamespaceQuery ManagerClient::inNamespace() const
{
    return {.namespaceName = m_namespaceName};
}

HttpRequest ManagerClient::request(const QByteArray &method, const QByteArray &path, Access access,
                                   const QByteArray &jsonBody) const
{
    HttpRequest result{.method = method,
                       .path = path,
                       .access = access,
                       .body = jsonBody,
                       .timeout = limits::clientRequestTimeout};
    if (!jsonBody.isEmpty())
        result.contentType = "application/json";
    if (const QString &token = m_http.endpoint().token; !token.isEmpty())
        result.headers.append({"Authorization", "Bearer " + token.toUtf8()});
    return result;
}

template <class T>
Async<T> ManagerClient::ask(const HttpRequest &request) const
{
    return m_http.send(request).then([](Result<HttpResponse> response) -> Result<T> {
        if (!response)
            return std::unexpected(std::move(response).error());
        return manager::readBody<T>(response->body);
    });
}

Async<manager::Metadata> ManagerClient::metadata() const
{
    return ask<manager::Metadata>(request("GET", manager::metadataPath(), Access::Read))
        .then([](Result<manager::Metadata> result) {
            // Whatever else answers there, it is not what a Rivet engine says of itself.
            if (!result && result.error().code == ErrorCode::ClientProtocol)
                result.error().code = ErrorCode::ClientNotRivet;
            return result;
        });
}

Async<manager::Health> ManagerClient::health() const
{
    return ask<manager::Health>(request("GET", manager::healthPath(), Access::Read));
}

Async<std::vector<manager::Datacenter>> ManagerClient::datacenters() const
{
    return picked(
        ask<manager::DatacentersListResponse>(request("GET", manager::datacentersPath(), Access::Read)),
        [](manager::DatacentersListResponse &&answer) { return std::move(answer.datacenters); });
}

Async<std::vector<manager::Namespace>> ManagerClient::namespaces() const
{
    return picked(
        ask<manager::NamespacesListResponse>(request("GET", manager::namespacesPath(), Access::Read)),
        [](manager::NamespacesListResponse &&answer) { return std::move(answer.namespaces); });
}

Async<manager::Namespace> ManagerClient::createNamespace(const QString &name,
                                                         const QString &displayName) const
{
    const QByteArray body =
        manager::writeBody(manager::NamespacesCreateRequest{.name = name, .displayName = displayName});
    return picked(
        ask<manager::NamespacesCreateResponse>(
            request("POST", manager::namespacesPath(), Access::Write, body)),
        [](manager::NamespacesCreateResponse &&answer) { return std::move(answer.namespaceObject); });
}

Async<Page<QString>> ManagerClient::actorNames(const QString &cursor, int limit) const
{
    manager::ActorsNamesQuery query{
        .namespaceName = m_namespaceName, .limit = unsignedLimit(limit), .cursor = {}};
    if (!cursor.isEmpty())
        query.cursor = cursor;
    return picked(
        ask<manager::ActorsNamesResponse>(request("GET", manager::actorsNamesPath(query), Access::Read)),
        [limit](manager::ActorsNamesResponse &&answer) {
            Page<QString> page;
            for (const auto &[name, details] : answer.names)
                page.rows.push_back(name);
            if (page.rows.size() >= static_cast<size_t>(limit))
                page.nextCursor = answer.pagination.cursor.value_or(QString());
            return page;
        });
}

Async<Page<manager::Actor>> ManagerClient::actorsByName(const QString &name, const QString &cursor,
                                                        Destroyed destroyed, int limit) const
{
    manager::ActorsListQuery query;
    query.namespaceName = m_namespaceName;
    query.name = name;
    query.limit = unsignedLimit(limit);
    if (destroyed == Destroyed::Include)
        query.includeDestroyed = true;
    if (!cursor.isEmpty())
        query.cursor = cursor;
    return picked(ask<manager::ActorsListResponse>(request("GET", manager::actorsPath(query), Access::Read)),
                  [limit](manager::ActorsListResponse &&answer) {
                      const QString next = cursorAfter(answer.actors, answer.pagination.cursor, limit);
                      return Page<manager::Actor>{.rows = std::move(answer.actors), .nextCursor = next};
                  });
}

Async<std::vector<manager::Actor>> ManagerClient::actorsByKey(const QString &name, const QString &key,
                                                              Destroyed destroyed) const
{
    manager::ActorsListQuery query;
    query.namespaceName = m_namespaceName;
    query.name = name;
    query.key = key;
    if (destroyed == Destroyed::Include)
        query.includeDestroyed = true;
    return picked(ask<manager::ActorsListResponse>(request("GET", manager::actorsPath(query), Access::Read)),
                  [](manager::ActorsListResponse &&answer) { return std::move(answer.actors); });
}

Async<std::vector<manager::Actor>> ManagerClient::actorsById(const QStringList &ids) const
{
    manager::ActorsListQuery query;
    query.namespaceName = m_namespaceName;
    // The older spelling, which servers of every age understand.
    query.legacyActorIds = ids;
    return picked(ask<manager::ActorsListResponse>(request("GET", manager::actorsPath(query), Access::Read)),
                  [](manager::ActorsListResponse &&answer) { return std::move(answer.actors); });
}

Async<manager::Actor> ManagerClient::actor(const QString &id) const
{
    return actorsById({id}).then([id](Result<std::vector<manager::Actor>> result) -> Result<manager::Actor> {
        if (!result)
            return std::unexpected(std::move(result).error());
        const auto found = std::ranges::find(*result, id, &manager::Actor::actorId);
        if (found == result->end())
            return failure(ErrorCode::ActorNotFound);
        return std::move(*found);
    });
}

Async<manager::Actor> ManagerClient::createActor(const manager::ActorsCreateRequest &body) const
{
    const QByteArray path = manager::actorsPath({.namespaceName = m_namespaceName});
    return picked(
        ask<manager::ActorsCreateResponse>(request("POST", path, Access::Write, manager::writeBody(body))),
        [](manager::ActorsCreateResponse &&answer) { return std::move(answer.actor); });
}

Async<manager::ActorsUpsertResponse>
ManagerClient::getOrCreateActor(const manager::ActorsUpsertRequest &body) const
{
    const QByteArray path = manager::actorsPath({.namespaceName = m_namespaceName});
    return ask<manager::ActorsUpsertResponse>(request("PUT", path, Access::Write, manager::writeBody(body)));
}

Async<> ManagerClient::destroyActor(const QString &id) const
{
    return ask<manager::Empty>(request("DELETE", manager::actorPath(id, inNamespace()), Access::Write))
        .then([](const Result<manager::Empty> &result) { return result.transform([](auto) {}); });
}

Async<> ManagerClient::sleepActor(const QString &id) const
{
    return post(id, "sleep", Access::Write);
}

Async<> ManagerClient::rescheduleActor(const QString &id) const
{
    return post(id, "reschedule", Access::Write);
}

Async<> ManagerClient::post(const QString &actorId, const QByteArray &verb, Access access) const
{
    const QByteArray path =
        "/actors/" + manager::percentEncoded(actorId) + '/' + verb + '?' + manager::writeQuery(inNamespace());
    // These routes want a body, if an empty one (spec/engine-api.md 1.2).
    return ask<manager::Empty>(request("POST", path, access, "{}"))
        .then([](const Result<manager::Empty> &result) { return result.transform([](auto) {}); });
}

Async<QString> ManagerClient::inspectorToken(const QString &actorId) const
{
    const QByteArray path = manager::actorKvPath(actorId, inspectorTokenKey, inNamespace());
    return picked(ask<manager::KvValue>(request("GET", path, Access::Read)),
                  [](manager::KvValue &&value) { return QString::fromLatin1(value.value); });
}

Async<std::vector<manager::Runner>> ManagerClient::runners() const
{
    const QByteArray path = manager::runnersPath({.namespaceName = m_namespaceName});
    return picked(ask<manager::RunnersListResponse>(request("GET", path, Access::Read)),
                  [](manager::RunnersListResponse &&answer) { return std::move(answer.runners); });
}

Async<QStringList> ManagerClient::runnerNames() const
{
    const QByteArray path = manager::runnersNamesPath({.namespaceName = m_namespaceName});
    return picked(ask<manager::RunnersNamesResponse>(request("GET", path, Access::Read)),
                  [](manager::RunnersNamesResponse &&answer) {
                      return QStringList(answer.names.begin(), answer.names.end());
                  });
}

Async<std::vector<manager::Envoy>> ManagerClient::envoys() const
{
    const QByteArray path = manager::envoysPath({.namespaceName = m_namespaceName});
    return picked(ask<manager::EnvoysListResponse>(request("GET", path, Access::Read)),
                  [](manager::EnvoysListResponse &&answer) { return std::move(answer.envoys); });
}

Async<std::map<QString, manager::RunnerConfigDatacenters>> ManagerClient::runnerConfigs() const
{
    const QByteArray path = manager::runnerConfigsPath({.namespaceName = m_namespaceName});
    return picked(
        ask<manager::RunnerConfigsListResponse>(request("GET", path, Access::Read)),
        [](manager::RunnerConfigsListResponse &&answer) { return std::move(answer.runnerConfigs); });
}

} // namespace rove::ui
