// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/rawsocket.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/errorreport.h"
#include "protocol/base/cbor.h"

#include <QtCore/QUuid>

#include <tuple>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t closeInternalError = 1011; // RFC 6455 7.4.1

} // namespace

RawSocket::RawSocket(ActorInstance &instance, const Tunnel &tunnel, const envoy::v8::WebSocketOpen &open,
                     Lasts lasts)
    : LastingSocket(instance, tunnel)
    , m_lasts(lasts)
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_webSocket(*this, {.method = u"GET"_s, .path = open.path, .headers = open.headers, .body = {}})
{
    connect(this, &Socket::closed, this, &RawSocket::leave);
}

RawSocket::RawSocket(ActorInstance &instance, const Tunnel &tunnel,
                     const persist::v4::PersistedConnection &stored)
    : LastingSocket(instance, tunnel, stored)
    , m_lasts(Lasts::Yes)
    , m_id(stored.id)
    , m_webSocket(
          *this,
          {.method = u"GET"_s, .path = stored.requestPath, .headers = stored.requestHeaders, .body = {}})
{
    connect(this, &Socket::closed, this, &RawSocket::leave);
}

void RawSocket::open()
{
    if (!isOpen()) // Another socket's handler has closed it.
        return;
    accept();
    m_keepAwake.emplace(instance());
    if (survivesSleep())
        instance().addLastingSocket(m_id, this);
    const Result<> taken = instance().runHandler(
        u"onWebSocket"_s, [this](Actor &actor) { return actor.onWebSocket(m_webSocket); });
    if (!taken)
        close(closeInternalError, ErrorReport::of(taken.error()).wireName());
}

void RawSocket::receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index)
{
    if (!survivesSleep())
        return deliver(message);
    if (!take(index))
        return;
    deliver(message);
    markHandled(index);
}

void RawSocket::deliver(const envoy::v8::WebSocketMessage &message)
{
    if (!isOpen())
        return;
    const Result<> handled = instance().runHandler(u"a message's handler"_s, [&](Actor &) -> Result<> {
        if (message.binary)
            m_webSocket.takeBinary(message.data);
        else
            m_webSocket.takeText(QString::fromUtf8(message.data));
        return {};
    });
    if (!handled)
        close(closeInternalError, ErrorReport::of(handled.error()).wireName());
}

void RawSocket::leave()
{
    // A failure is logged; nobody waits for more.
    std::ignore = instance().runHandler(u"the handler of a close"_s, [this](Actor &) -> Result<> {
        m_webSocket.takeClose(end());
        return {};
    });
    if (survivesSleep())
        instance().removeLastingSocket(m_id);
    m_keepAwake.reset();
}

void RawSocket::recordChanged()
{
    if (isOpen())
        instance().connectionChanged(m_id);
}

void RawSocket::describe(persist::v4::PersistedConnection &record) const
{
    const QByteArray nothing = cbor::encodeCompat(QCborValue(QCborValue::Undefined));
    record.id = m_id;
    record.params = nothing;
    record.state = nothing;
    record.requestPath = m_webSocket.request().path;
    record.requestHeaders = m_webSocket.request().headers;
}

} // namespace rove::runtime
