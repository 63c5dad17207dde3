// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"
#include "protocol/manager/query.h"
#include "protocol/manager/types.h"
#include "ui/client/async.h"
#include "ui/client/httpclient.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <map>
#include <vector>

namespace rove::ui {

/// One page of a list. Ask again with `nextCursor` until it is empty.
template <class T>
struct Page {
    std::vector<T> rows;
    QString nextCursor;
};

/// Whether lists tell of actors that are gone.
enum class Destroyed { LeaveOut, Include };

/// The engine's manager API in the endpoint's namespace. Nothing here wakes an actor. `create…`,
/// `getOrCreate…`, `destroy…`, `sleep…` and `reschedule…` are writes. A value beside the HttpClient, which
/// must outlive it; GUI thread. Errors are those of HttpClient, or what the engine reported.
class ManagerClient {
public:
    explicit ManagerClient(HttpClient &http);
    /// The same API in another namespace of the endpoint.
    ManagerClient(HttpClient &http, QString namespaceName);

    [[nodiscard]] const QString &namespaceName() const { return m_namespaceName; }

    Async<manager::Metadata> metadata() const;
    Async<manager::Health> health() const;
    Async<std::vector<manager::Datacenter>> datacenters() const;

    Async<std::vector<manager::Namespace>> namespaces() const;
    Async<manager::Namespace> createNamespace(const QString &name, const QString &displayName) const;

    /// Actor types known here, sorted.
    Async<Page<QString>> actorNames(const QString &cursor = {}, int limit = limits::actorListPageRows) const;
    /// Actors of one type, newest first. Pages may overlap by actors created in one millisecond; none is
    /// skipped.
    Async<Page<manager::Actor>> actorsByName(const QString &name, const QString &cursor = {},
                                             Destroyed destroyed = Destroyed::LeaveOut,
                                             int limit = limits::actorListPageRows) const;
    /// The actors of one type with exactly this key: at most one that lives, and those before it if asked
    /// for.
    Async<std::vector<manager::Actor>> actorsByKey(const QString &name, const QString &key,
                                                   Destroyed destroyed = Destroyed::LeaveOut) const;
    /// At most limits::actorIdListCountMax; unknown ids are left out, destroyed actors are told.
    Async<std::vector<manager::Actor>> actorsById(const QStringList &ids) const;
    /// `ActorNotFound` if it is unknown.
    Async<manager::Actor> actor(const QString &id) const;

    Async<manager::Actor> createActor(const manager::ActorsCreateRequest &request) const;
    Async<manager::ActorsUpsertResponse> getOrCreateActor(const manager::ActorsUpsertRequest &request) const;
    Async<> destroyActor(const QString &id) const;
    Async<> sleepActor(const QString &id) const;
    Async<> rescheduleActor(const QString &id) const;

    /// The actor's inspector token, from its KV key 3; `ActorKvKeyNotFound` if it has never started.
    Async<QString> inspectorToken(const QString &actorId) const;

    Async<std::vector<manager::Runner>> runners() const;
    Async<QStringList> runnerNames() const;
    Async<std::vector<manager::Envoy>> envoys() const;
    /// By pool.
    Async<std::map<QString, manager::RunnerConfigDatacenters>> runnerConfigs() const;

private:
    [[nodiscard]] manager::NamespaceQuery inNamespace() const;
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QByteArray &path, Access access,
                                      const QByteArray &jsonBody = {}) const;
    Async<> post(const QString &actorId, const QByteArray &verb, Access access) const;
    template <class T>
    Async<T> ask(const HttpRequest &request) const;

    HttpClient &m_http;
    QString m_namespaceName;
};

} // namespace rove::ui
