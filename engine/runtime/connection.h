// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/persist/v4.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QSet>
#include <QtCore/QString>

#include <memory>

namespace rove::runtime {

/// What a connection needs of its transport, the client's socket. Closing deletes neither at once.
class ConnectionChannel {
public:
    virtual ~ConnectionChannel() = default;
    virtual void sendEvent(const QString &event, const QCborArray &arguments) = 0;
    virtual void closeByActor(const QString &reason) = 0;
    /// What is kept of the connection while the actor sleeps has changed.
    virtual void connectionChanged() = 0;
};

/// One client of an actor: a `/connect` socket, or the short-lived connection that every HTTP call opens.
///
/// Owned by the actor's runtime and used on the actor's thread only. A reference is good until `onDisconnect`
/// has returned; to keep one longer, keep its id and ask the context for it. Sending to a client that is gone
/// does nothing.
class Connection {
public:
    /// `channel` outlives the connection; none for an HTTP call.
    Connection(QString id, QCborValue params, ConnectionChannel *channel);
    /// One that was kept while the actor slept.
    static std::unique_ptr<Connection> restore(const persist::v4::PersistedConnection &stored,
                                               ConnectionChannel *channel);
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const QString &id() const { return m_id; }
    /// What the client gave when it connected; undefined if nothing.
    [[nodiscard]] const QCborValue &params() const { return m_params; }
    /// Kept with the connection, also while the actor sleeps.
    [[nodiscard]] const QCborValue &state() const { return m_state; }
    void setState(QCborValue state);
    /// Whether the client's socket outlives a sleep of the actor.
    [[nodiscard]] bool isHibernatable() const;

    [[nodiscard]] const QSet<QString> &subscriptions() const { return m_subscriptions; }
    /// False if that would be more than `limits::subscriptionsPerConnectionMax`.
    bool subscribe(const QString &event);
    void unsubscribe(const QString &event);

    /// Sends an event to this client alone, subscribed or not.
    void send(const QString &event, const QCborArray &arguments = {});
    /// Closes the client's socket with code 1000 and this reason.
    void disconnect(const QString &reason = {});

private:
    QString m_id;
    QCborValue m_params;
    QCborValue m_state;
    QSet<QString> m_subscriptions;
    ConnectionChannel *m_channel;
};

} // namespace rove::runtime
