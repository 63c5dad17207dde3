// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/connection.h"

#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"

namespace rove::runtime {

Connection::Connection(QString id, QCborValue params, ConnectionChannel *channel)
    : m_id(std::move(id))
    , m_params(std::move(params))
    , m_state(QCborValue::Undefined)
    , m_channel(channel)
{}

std::unique_ptr<Connection> Connection::restore(const persist::v4::PersistedConnection &stored,
                                                ConnectionChannel *channel)
{
    const QCborValue none(QCborValue::Undefined);
    auto connection =
        std::make_unique<Connection>(stored.id, cbor::decodeCompat(stored.params).value_or(none), channel);
    connection->m_state = cbor::decodeCompat(stored.state).value_or(none);
    for (const persist::v4::Subscription &subscription : stored.subscriptions)
        connection->m_subscriptions.insert(subscription.eventName);
    return connection;
}

void Connection::setState(QCborValue state)
{
    m_state = std::move(state);
    if (m_channel)
        m_channel->connectionChanged();
}

bool Connection::isHibernatable() const
{
    return m_channel != nullptr;
}

bool Connection::subscribe(const QString &event)
{
    if (m_subscriptions.size() >= limits::subscriptionsPerConnectionMax && !m_subscriptions.contains(event))
        return false;
    m_subscriptions.insert(event);
    return true;
}

void Connection::unsubscribe(const QString &event)
{
    m_subscriptions.remove(event);
}

void Connection::send(const QString &event, const QCborArray &arguments)
{
    if (m_channel)
        m_channel->sendEvent(event, arguments);
}

void Connection::disconnect(const QString &reason)
{
    if (m_channel)
        m_channel->closeByActor(reason);
}

} // namespace rove::runtime
