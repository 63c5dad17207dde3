// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/rawsocket.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/errorreport.h"

#include <tuple>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t closeInternalError = 1011; // RFC 6455 7.4.1

} // namespace

RawSocket::RawSocket(ActorInstance &instance, const Tunnel &tunnel, const envoy::v8::WebSocketOpen &open)
    : Socket(tunnel)
    , m_instance(instance)
    , m_webSocket(*this, {.method = u"GET"_s, .path = open.path, .headers = open.headers, .body = {}})
{
    connect(this, &Socket::closed, this, &RawSocket::leave);
}

void RawSocket::open()
{
    accept();
    m_keepAwake.emplace(m_instance);
    const Result<> taken = m_instance.runHandler(
        u"onWebSocket"_s, [this](Actor &actor) { return actor.onWebSocket(m_webSocket); });
    if (!taken)
        close(closeInternalError, ErrorReport::of(taken.error()).wireName());
}

void RawSocket::receive(const envoy::v8::WebSocketMessage &message, std::uint16_t)
{
    if (!isOpen())
        return;
    const Result<> handled = m_instance.runHandler(u"a message's handler"_s, [&](Actor &) -> Result<> {
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
    std::ignore = m_instance.runHandler(u"the handler of a close"_s, [this](Actor &) -> Result<> {
        m_webSocket.takeClose();
        return {};
    });
    m_keepAwake.reset();
}

} // namespace rove::runtime
