// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"
#include "ui/client/async.h"
#include "ui/client/httpclient.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace rove::ui {

struct ActionResult {
    QCborValue output;
    /// As this machine saw it, from sending to the last byte.
    std::chrono::microseconds duration{};
};

/// What runs an actor, as it says itself, and which of its lives answered.
struct ActorRuntime {
    manager::Metadata metadata;
    /// From the gateway's headers (spec/client-gateway.md 5.5); older engines do not tell it.
    std::optional<quint64> generation;
};

/// An actor's state as the inspector tells it.
struct InspectedState {
    bool isEnabled = false;
    /// None where the actor has no state, which is not the same as null.
    std::optional<QCborValue> value;
};

/// A client connection of an actor. `details` keeps what this version of the runtime tells.
struct InspectedConnection {
    QString id;
    QCborMap details;
};

/// HTTP traffic with one actor, through the endpoint's gateway. Every call here reaches the actor, and so
/// wakes it and keeps it awake: callers decide when that is wanted. Actions, state patches and `wake` are
/// writes. A value beside the HttpClient, which must outlive it; GUI thread. An actor's own errors come back
/// as it gave them.
class GatewayClient {
public:
    GatewayClient(HttpClient &http, QString actorId);

    [[nodiscard]] const QString &actorId() const { return m_actorId; }
    /// What the `inspect…` calls authorise themselves with; ManagerClient::inspectorToken fetches it.
    void setInspectorToken(const QString &token) { m_inspectorToken = token; }
    [[nodiscard]] const QString &inspectorToken() const { return m_inspectorToken; }

    Async<ActorRuntime> metadata() const;
    /// Asks for `/health`, which starts a sleeping actor and answers once it runs.
    Async<> wake() const;
    Async<ActionResult> callAction(const QString &name, const QCborArray &arguments) const;

    Async<InspectedState> inspectState() const;
    /// Replaces the whole state. JSON carries it, so dates, bytes and the like arrive as what JSON makes of
    /// them.
    Async<> patchState(const QCborValue &state) const;
    Async<std::vector<InspectedConnection>> inspectConnections() const;
    Async<QStringList> inspectActions() const;

private:
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QByteArray &path, Access access) const;
    [[nodiscard]] HttpRequest inspectorRequest(const QByteArray &method, const QByteArray &path,
                                               Access access) const;

    HttpClient &m_http;
    QString m_actorId;
    QString m_inspectorToken;
};

} // namespace rove::ui
