// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/endpointmonitor.h"
#include "ui/client/httpclient.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actormarkstore.h"
#include "ui/models/namespacemodel.h"
#include "ui/models/namespaceoverview.h"
#include "ui/widgets/filterstore.h"

#include <QtCore/QObject>
#include <QtCore/QSet>

#include <memory>

namespace rove::ui {

/// What the window connects to: an endpoint, as one namespace, with its token, and what the user calls it.
struct ConnectionTarget {
    /// Of a saved connection; empty for the local engine and for one typed on the command line.
    QString profileId = {};
    QString name;
    Environment environment = Environment::Development;
    Endpoint endpoint;
    bool isLocalEngine = false;
    /// Nothing is written until the user allows it; production is so anyway.
    bool isReadOnly = false;

    /// The same engine as the same namespace, whatever it is called and whichever token is used.
    [[nodiscard]] bool isSamePlace(const ConnectionTarget &other) const;

    friend bool operator==(const ConnectionTarget &, const ConnectionTarget &) = default;
};

/// One endpoint as one namespace while windows show it: the HTTP client and everything that asks through it.
/// Another namespace is another Connection. Production begins read-only. Shared by the tabs that show it, in
/// one window or in several; GUI thread; fails only through what its parts report.
class Connection : public QObject {
    Q_OBJECT
public:
    explicit Connection(ConnectionTarget target, QObject *parent = nullptr);

    /// Keeps marks of actors and filters of the list under this folder, from before `start()`.
    void keepIn(const QString &folder);
    void start();
    /// Asks for everything again now.
    void refresh();

    [[nodiscard]] const ConnectionTarget &target() const { return m_target; }
    [[nodiscard]] QString namespaceName() const { return m_target.endpoint.namespaceName; }
    /// `http://127.0.0.1:6420`, for messages.
    [[nodiscard]] QString address() const;

    [[nodiscard]] HttpClient &http() { return m_http; }
    [[nodiscard]] EndpointMonitor &monitor() { return m_monitor; }
    [[nodiscard]] ActorListModel &actors() { return m_actors; }
    [[nodiscard]] NamespaceModel &namespaces() { return m_namespaces; }
    [[nodiscard]] NamespaceOverview &overview() { return m_overview; }
    /// Null where nothing is kept.
    [[nodiscard]] FilterStore *filters() const { return m_filters.get(); }

    /// `watcher` shows the list of actors, or no longer does; a list that nobody shows is asked for rarely.
    void setWatched(const QObject *watcher, bool watched);

private:
    ConnectionTarget m_target;
    HttpClient m_http;
    EndpointMonitor m_monitor;
    ActorListModel m_actors;
    NamespaceModel m_namespaces;
    NamespaceOverview m_overview;
    std::unique_ptr<ActorMarkStore> m_marks;
    std::unique_ptr<FilterStore> m_filters;
    QSet<const QObject *> m_watchers;
};

} // namespace rove::ui
