// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/connection.h"
#include "engine/runtime/socket/encodedevent.h"
#include "engine/runtime/socket/lastingsocket.h"
#include "protocol/client/codec.h"
#include "protocol/persist/v4.h"

#include <memory>
#include <vector>

namespace rove::runtime {

class ActorInstance;
struct ErrorReport;

/// A client on `/connect` (spec/client-gateway.md 9): its connection, its actions and the events it
/// subscribed to.
///
/// It outlives the actor's sleep. Owned by the actor's instance, on its thread. What a client does wrong
/// closes its socket.
class ClientSocket : public LastingSocket, public ConnectionChannel {
    Q_OBJECT

public:
    /// A new client.
    ClientSocket(ActorInstance &instance, const Tunnel &tunnel, const envoy::v8::WebSocketOpen &open);
    /// One that the gateway kept while the actor slept.
    ClientSocket(ActorInstance &instance, const Tunnel &tunnel,
                 const persist::v4::PersistedConnection &stored);

    /// Accepts the new client and says Init, or says why not and closes.
    void open();
    /// Takes the old connection up; the client is told nothing.
    void resume();

    void receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index) override;
    [[nodiscard]] bool survivesSleep() const override { return true; }

    // For the connection.
    void sendEvent(const QString &event, const QCborArray &arguments) override;
    void closeByActor(const QString &reason) override;
    void connectionChanged() override;

    void sendIfSubscribed(EncodedEvent &event);

protected:
    void recordChanged() override { connectionChanged(); }
    void describe(persist::v4::PersistedConnection &record) const override;

private:
    [[nodiscard]] Result<QCborValue> readHandshake();
    void handle(const client::v4::ToServer &message, std::uint16_t index);
    void runAction(const client::v4::ActionRequest &request, std::uint16_t index);
    void answer(bare::Uint id, const Result<QCborValue> &outcome);
    void refuse(const Error &error);
    void closeWith(const Error &error);
    void send(const client::v4::ToClient &message);
    void sendFrame(const QByteArray &frame);
    void sendEventFrame(const Result<QByteArray> &frame);
    void leave();

    QString m_path;
    envoy::v8::Headers m_headers;
    client::Encoding m_encoding = client::Encoding::Json;
    /// A BARE client's is not known before its first message; until then it gets what every client reads
    /// (1.1).
    int m_version;
    std::unique_ptr<Connection> m_connection;
    bool m_greeted = false;
    std::vector<QByteArray>
        m_heldEvents; ///< Sent by the connection's own hooks before Init, which must come first.
};

} // namespace rove::runtime
