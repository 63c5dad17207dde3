// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connectionprofile.h"
#include "ui/client/endpointmonitor.h"
#include "ui/client/httpclient.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/namespacemodel.h"

#include <QtCore/QObject>

namespace rove::ui {

/// What the window connects to: an endpoint, as one namespace, with its token, and what the user calls it.
struct ConnectionTarget {
    /// Of a saved connection; empty for the local engine and for one typed on the command line.
    QString profileId = {};
    QString name;
    Environment environment = Environment::Development;
    Endpoint endpoint;
    bool isLocalEngine = false;

    friend bool operator==(const ConnectionTarget &, const ConnectionTarget &) = default;
};

/// One endpoint as one namespace while the window shows it: the HTTP client and everything that asks through
/// it. Another namespace is another Connection. Production begins read-only. Owned by the window; GUI thread;
/// fails only through what its parts report.
class Connection : public QObject {
    Q_OBJECT
public:
    explicit Connection(ConnectionTarget target, QObject *parent = nullptr);

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

private:
    ConnectionTarget m_target;
    HttpClient m_http;
    EndpointMonitor m_monitor;
    ActorListModel m_actors;
    NamespaceModel m_namespaces;
};

} // namespace rove::ui
