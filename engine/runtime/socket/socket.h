// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/socket/socketend.h"
#include "engine/runtime/tunnel.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <cstdint>

namespace rove::runtime {

/// One WebSocket of an actor, from the actor's end. Owned by the actor's instance, on its thread. It closes
/// once: either the client has closed it, or `close` tells the client why; after that it sends nothing and
/// waits to be deleted.
class Socket : public QObject {
    Q_OBJECT

public:
    explicit Socket(const Tunnel &tunnel)
        : m_tunnel(tunnel)
    {}

    /// `index` goes up by one with each message, also over a sleep of the actor.
    virtual void receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index) = 0;
    /// Whether the gateway keeps the client while the actor sleeps.
    [[nodiscard]] virtual bool survivesSleep() const = 0;

    enum class Frame { Text, Binary };
    void sendMessage(const QByteArray &data, Frame frame);
    void close(std::uint16_t code, const QString &reason);
    /// `index` is the one after the last message's.
    void closedByClient(std::uint16_t index, SocketEnd end);
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// Once it has closed.
    [[nodiscard]] const SocketEnd &end() const { return m_end; }
    [[nodiscard]] const Tunnel &tunnel() const { return m_tunnel; }

signals:
    /// Once, whoever closed it. The receiver deletes the socket later.
    void closed();

protected:
    void accept() { m_tunnel.send(envoy::v8::WebSocketOpened{.canHibernate = survivesSleep()}); }
    void acknowledge(std::uint16_t index);

private:
    Tunnel m_tunnel;
    bool m_open = true;
    SocketEnd m_end;
};

} // namespace rove::runtime
