// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"
#include "engine/runtime/actoroptions.h"
#include "engine/runtime/http/http.h"
#include "protocol/base/error.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>
#include <QtCore/QObject>

namespace rove::runtime {

class ActorContext;
class Connection;
class Transaction;
class WebSocket;
class WorkflowContext;
template <class T>
class WorkflowTask;

/// The base of every C++ actor. A QObject's three kinds of members are an actor's three kinds of members:
///
/// - stored properties are its state, a CBOR map in the order of their declaration; without any, state is
/// off;
/// - public invokables and slots are its actions; a default value makes a parameter optional for the client,
/// and a last one of the type RestArguments takes any number of values;
/// - signals are its events: emitting one sends its arguments to every connection that subscribed to its
/// name.
///   A property's NOTIFY signal is no event: it says that the state changed. State that changes in an action
///   or a hook is noticed without it; what a timer changes needs it, or `context().saveState()`.
///
/// The runtime makes, owns and deletes the object, all on the one worker thread on which it also calls
/// everything below. `context()` gives the rest of an actor's abilities, from the first hook on but not yet
/// in the constructor. An exception that leaves a hook or an action is logged and counts as an internal
/// error.
class Actor : public QObject {
    Q_OBJECT

public:
    Actor() = default;

    /// Aborts when called before the runtime has taken the actor over.
    [[nodiscard]] ActorContext &context() const;
    /// For the runtime.
    void setContext(ActorContext *context) { m_context = context; }

    // --- Hooks. A failure of the first three fails the start. ---

    /// An actor type that overrides this has an SQLite database, `context().database()`. At every start,
    /// before everything else and before the state is back: brings the tables to what the code expects, in
    /// one transaction, which the runtime commits when the future succeeds. It must be public, end within
    /// `Migration::timeout`, and put up with what an earlier start has done, as by `PRAGMA user_version` or
    /// `CREATE TABLE IF NOT EXISTS`.
    virtual QFuture<Result<>> onMigrate(Transaction &transaction);
    /// Once in an actor's life. `input` is what its creator gave, undefined if nothing.
    virtual Result<> onCreate(const QCborValue &input);
    /// At every start, after the state is back; after `onCreate` at the first.
    virtual Result<> onWake();
    /// Before it leaves memory and may return. The state is saved after this.
    virtual void onSleep();
    /// Before it and all it stored are gone for good.
    virtual void onDestroy();

    /// A durable workflow, as a coroutine (engine/runtime/workflow/workflow.h): begun once in an actor's
    /// life, gone on with by each of its generations until it is over. Without one unless overridden.
    virtual WorkflowTask<void> run(WorkflowContext &workflow);

    /// May refuse a client, before it becomes a connection.
    virtual Result<> onBeforeConnect(const QCborValue &params);
    /// The first state of a new connection.
    virtual QCborValue createConnectionState(const QCborValue &params);
    virtual void onConnect(Connection &connection);
    virtual void onDisconnect(Connection &connection);
    /// Whether a client may send to this queue; `auth.forbidden` tells it that it may not.
    virtual bool canPublish(const QString &queue, Connection &connection);
    /// Plain HTTP below `/request`. Status 404 unless overridden. An answer whose body comes later, or in
    /// pieces, has a `ResponseStream`.
    virtual Result<HttpResponse> onRequest(const HttpRequest &request);
    /// A plain WebSocket, to set handlers on. Refused unless overridden; a failure closes it with code 1011
    /// and the error's name.
    virtual Result<> onWebSocket(WebSocket &socket);

private:
    ActorContext *m_context = nullptr;
};

} // namespace rove::runtime
