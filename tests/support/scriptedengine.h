// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/inspector/frame.h"
#include "protocol/manager/types.h"
#include "tests/support/scriptedserver.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QStringList>

#include <functional>
#include <map>
#include <optional>

namespace rove::test {

/// An actor of a ScriptedEngine. Change `record` and `state` through the engine, so that inspectors hear of
/// it.
struct ScriptedActor {
    manager::Actor record;
    QString namespaceName = QStringLiteral("default");
    QCborValue state;
    bool isStateEnabled = true;
    QStringList actions = {QStringLiteral("increment")};
    QByteArray inspectorToken;
    /// Which of its lives it is in.
    int generation = 1;
};

/// A small Rivet engine with actors that exist only as records and states: what the window's clients and
/// models ask for, answered with the types of protocol/, so that a test can have actors sleep, wake, change
/// and vanish when it says so. It has one namespace, `default`, until it is given more. Anything can be
/// answered otherwise with `intercept`.
class ScriptedEngine : public ScriptedServer {
    Q_OBJECT
public:
    /// How an action is answered.
    using Action = std::function<Result<QCborValue>(const QCborArray &arguments)>;

    explicit ScriptedEngine(QObject *parent = nullptr);

    /// A running actor. The first was created at `firstCreateTs`, each later one a second after.
    ScriptedActor &addActor(const QString &name, const QString &key, const QCborValue &state = {});
    void addNamespace(const QString &name) { m_namespaces.append(name); }
    /// What `/metadata` says from now on.
    void setVersion(const QString &version) { m_version = version; }
    [[nodiscard]] ScriptedActor &actor(const QString &id) { return m_actors.at(id); }

    /// Changes an actor's state and tells its inspectors.
    void setState(const QString &id, const QCborValue &state);
    /// Puts it to sleep: its inspectors are closed as the real engine does.
    void putToSleep(const QString &id);
    void wake(const QString &id);
    void destroy(const QString &id);
    void removeFromLists(const QString &id) { m_actors.erase(id); }

    /// From now on the manager API wants this token.
    void setAdminToken(const QByteArray &token) { m_adminToken = token; }
    /// How inspector sockets speak: by default the version that was asked for.
    void setDialect(std::optional<inspector::Dialect> dialect) { m_dialect = dialect; }
    void setAction(Action action) { m_action = std::move(action); }
    /// If false, a patch on a socket is answered and shown to inspectors, but the state stays, as with
    /// RivetKit 2.3.
    void setSocketPatchWorks(bool works) { m_socketPatchWorks = works; }
    /// Called first for every HTTP request; none lets the engine answer.
    void intercept(std::function<std::optional<ScriptedReply>(const ScriptedRequest &)> answer)
    {
        m_intercept = std::move(answer);
    }
    /// Called for each inspector socket before it is greeted; true leaves the socket to the test.
    void interceptSockets(std::function<bool(QWebSocket *, const QString &actorId)> take)
    {
        m_interceptSocket = std::move(take);
    }

    /// Open inspector sockets of an actor.
    [[nodiscard]] QList<QWebSocket *> inspectors(const QString &id) const;
    void push(QWebSocket *socket, const inspector::v6::ToClient &message) const;
    /// How often an actor itself was reached, over HTTP or a socket: what would have woken it.
    [[nodiscard]] qsizetype reachedCount(const QString &id) const
    {
        return requestCount({}, "/gateway/" + id.toLatin1());
    }
    /// Requests that change anything.
    [[nodiscard]] qsizetype writeCount() const;

private:
    ScriptedReply answer(const ScriptedRequest &request);
    ScriptedReply answerManager(const ScriptedRequest &request);
    ScriptedReply listActors(const ScriptedRequest &request) const;
    ScriptedReply create(const ScriptedRequest &request);
    ScriptedReply answerActor(const ScriptedRequest &request, const QString &id, const QByteArray &verb);
    ScriptedReply answerGateway(const ScriptedRequest &request);
    ScriptedReply answerInspector(const ScriptedRequest &request, ScriptedActor &actor,
                                  const QByteArray &what);
    ScriptedReply runAction(const ScriptedRequest &request);
    void openSocket(QWebSocket *socket, const ScriptedRequest &request);
    void greet(QWebSocket *socket, const ScriptedActor &actor) const;
    void onSocketFrame(QWebSocket *socket, const QString &id, const QByteArray &frame);
    void replaceState(const QString &id, const QCborValue &state);
    void closeInspectors(const QString &id);

    [[nodiscard]] ScriptedReply answerNamespaces(const ScriptedRequest &request);

    std::map<QString, ScriptedActor> m_actors;
    QStringList m_namespaces{QStringLiteral("default")};
    QString m_version = QStringLiteral("2.3.19");
    QList<std::pair<QPointer<QWebSocket>, QString>> m_inspectors;
    QByteArray m_adminToken;
    std::optional<inspector::Dialect> m_dialect;
    Action m_action;
    bool m_socketPatchWorks = true;
    int m_createdCount = 0;
    qint64 m_now;
    std::function<std::optional<ScriptedReply>(const ScriptedRequest &)> m_intercept;
    std::function<bool(QWebSocket *, const QString &)> m_interceptSocket;
};

} // namespace rove::test
