// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/clientsocket.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/errorreport.h"
#include "engine/runtime/socket/handshake.h"
#include "protocol/base/cbor.h"

#include <QtCore/QPointer>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;
namespace v4 = client::v4;

constexpr std::uint16_t closeUnsupportedData = 1003; // RFC 6455 7.4.1
constexpr std::uint16_t closeInternalError = 1011;

/// The version of BARE that every client since 2.0.25 reads.
constexpr int commonVersion = 2;

int firstVersion(client::Encoding encoding, const v8::Headers &headers)
{
    if (encoding == client::Encoding::Bare)
        return commonVersion;
    return client::versionFromUserAgent(headerValue(headers, u"user-agent"_s).toLatin1());
}

} // namespace

ClientSocket::ClientSocket(ActorInstance &instance, const Tunnel &tunnel, const v8::WebSocketOpen &open)
    : LastingSocket(instance, tunnel)
    , m_path(open.path)
    , m_headers(open.headers)
    , m_version(commonVersion)
{
    connect(this, &Socket::closed, this, &ClientSocket::leave);
}

ClientSocket::ClientSocket(ActorInstance &instance, const Tunnel &tunnel,
                           const persist::v4::PersistedConnection &stored)
    : LastingSocket(instance, tunnel, stored)
    , m_path(stored.requestPath)
    , m_headers(stored.requestHeaders)
    , m_encoding(socketEncoding(stored.requestHeaders).value_or(client::Encoding::Json))
    , m_version(firstVersion(m_encoding, stored.requestHeaders))
    , m_greeted(true)
{
    m_connection = Connection::restore(stored, this);
    connect(this, &Socket::closed, this, &ClientSocket::leave);
}

// --- Opening ---

Result<QCborValue> ClientSocket::readHandshake()
{
    m_encoding = TRY(socketEncoding(m_headers));
    m_version = firstVersion(m_encoding, m_headers);
    return socketParams(m_headers);
}

void ClientSocket::open()
{
    accept();
    const Result<QCborValue> params = readHandshake();
    if (!params)
        return closeWith(params.error());
    Result<std::unique_ptr<Connection>> connection = instance().openConnection(*params, this);
    if (!connection)
        return refuse(connection.error());
    m_connection = *std::move(connection);
    instance().addClientSocket(m_connection->id(), this);
    if (!isOpen()) // A hook has closed it.
        return leave();
    send(v4::Init{.actorId = instance().identity().actorId, .connectionId = m_connection->id()});
    m_greeted = true;
    for (const QByteArray &frame : std::exchange(m_heldEvents, {}))
        sendFrame(frame);
    instance().touch();
}

void ClientSocket::resume()
{
    // As RivetKit does; it tells the gateway that the socket has a host again.
    accept();
    instance().adoptConnection(*m_connection);
    instance().resumeClientSocket(m_connection->id(), this);
}

/// Unlike RivetKit, which shows clients of this socket the text of internal errors.
void ClientSocket::refuse(const Error &error)
{
    const ErrorReport report = ErrorReport::of(error);
    send(v4::Error{.group = report.group,
                   .code = report.code,
                   .message = report.message,
                   .metadata = report.metadata,
                   .actionId = {},
                   .actor = {}});
    close(closeInternalError, report.wireName());
}

// --- From the client ---

void ClientSocket::receive(const v8::WebSocketMessage &message, std::uint16_t index)
{
    if (!take(index))
        return;
    if (message.data.size() > instance().options().messageBytesInMax)
        return closeWith(Error::of(ErrorCode::MessageIncomingTooLong));
    const auto received = client::decode<v4::ToServer>(message.data, m_encoding);
    if (!received)
        return closeWith(Error::of(ErrorCode::ActorInvalidRequest));
    m_version = received->version.value_or(m_version);
    handle(received->message, index);
}

void ClientSocket::handle(const v4::ToServer &message, std::uint16_t index)
{
    if (const auto *request = std::get_if<v4::ActionRequest>(&message))
        return runAction(*request, index);
    const auto &subscription = std::get<v4::SubscriptionRequest>(message);
    if (!subscription.subscribe)
        m_connection->unsubscribe(subscription.eventName);
    else if (!m_connection->subscribe(subscription.eventName))
        return closeWith(Error::of(ErrorCode::ActorOverloaded));
    markHandled(index);
}

void ClientSocket::runAction(const v4::ActionRequest &request, std::uint16_t index)
{
    const Result<QCborValue> arguments = cbor::decodeCompat(request.args);
    if (!arguments)
        return closeWith(Error::of(ErrorCode::ActorInvalidRequest));
    const QPointer<ClientSocket> self(this);
    instance().calls().call(request.name, callArguments(*arguments), m_connection.get(),
                            [self, id = request.id, index](const Result<QCborValue> &outcome) {
                                if (!self)
                                    return;
                                self->answer(id, outcome);
                                self->markHandled(index);
                            });
    instance().touch();
}

void ClientSocket::answer(bare::Uint id, const Result<QCborValue> &outcome)
{
    if (!outcome) {
        const ErrorReport report = ErrorReport::of(outcome.error());
        return send(v4::Error{.group = report.group,
                              .code = report.code,
                              .message = report.message,
                              .metadata = report.metadata,
                              .actionId = id,
                              .actor = instance().identity().specifier()});
    }
    const v4::ToClient response = v4::ActionResponse{.id = id, .output = cbor::encodeCompat(*outcome)};
    const Result<QByteArray> frame = client::encode(response, m_encoding, m_version);
    if (!frame)
        return closeWith(frame.error());
    if (frame->size() <= instance().options().messageBytesOutMax)
        return sendFrame(*frame);
    const ErrorReport report = ErrorReport::of(Error::of(ErrorCode::MessageOutgoingTooLong));
    send(v4::Error{.group = report.group,
                   .code = report.code,
                   .message = report.message,
                   .metadata = {},
                   .actionId = id,
                   .actor = {}});
}

// --- To the client ---

void ClientSocket::send(const v4::ToClient &message)
{
    const Result<QByteArray> frame = client::encode(message, m_encoding, m_version);
    if (frame)
        sendFrame(*frame);
    else
        closeWith(frame.error());
}

void ClientSocket::sendFrame(const QByteArray &frame)
{
    sendMessage(frame, m_encoding == client::Encoding::Json ? Frame::Text : Frame::Binary);
}

void ClientSocket::sendIfSubscribed(EncodedEvent &event)
{
    if (m_connection->subscriptions().contains(event.name()))
        sendEventFrame(event.as(m_encoding, m_version));
}

void ClientSocket::sendEventFrame(const Result<QByteArray> &frame)
{
    if (!frame)
        closeWith(frame.error());
    else if (frame->size() > instance().options().messageBytesOutMax)
        closeWith(Error::of(ErrorCode::MessageOutgoingTooLong));
    else if (m_greeted)
        sendFrame(*frame);
    else
        m_heldEvents.push_back(*frame);
}

void ClientSocket::closeWith(const Error &error)
{
    const bool isEncoding = error.code == ErrorCode::ActorUnsupportedWebsocketEncoding;
    close(isEncoding ? closeUnsupportedData : closeInternalError, error.wireName());
}

void ClientSocket::leave()
{
    if (!m_connection)
        return;
    instance().removeClientSocket(m_connection->id());
    instance().closeConnection(*m_connection);
    instance().touch();
}

// --- For the connection ---

void ClientSocket::sendEvent(const QString &event, const QCborArray &arguments)
{
    EncodedEvent encoded(event, arguments);
    sendEventFrame(encoded.as(m_encoding, m_version));
}

void ClientSocket::closeByActor(const QString &reason)
{
    close(1000, reason);
}

void ClientSocket::connectionChanged()
{
    if (m_connection && isOpen())
        instance().connectionChanged(m_connection->id());
}

// --- What is kept ---

void ClientSocket::describe(persist::v4::PersistedConnection &record) const
{
    record.id = m_connection->id();
    record.params = cbor::encodeCompat(m_connection->params());
    record.state = cbor::encodeCompat(m_connection->state());
    for (const QString &event : m_connection->subscriptions())
        record.subscriptions.push_back({.eventName = event});
    record.requestPath = m_path;
    record.requestHeaders = m_headers;
}

} // namespace rove::runtime
