// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/clientrig.h"

namespace rove::net {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ClientLimits patientClientLimits()
{
    ClientLimits limits;
    limits.writeTimeout = 20s;
    limits.webSocketCloseTimeout = limits.lingerTimeout = 1s;
    return limits;
}

ClientRig::ClientRig(const ClientLimits &limits)
    : m_client(std::make_unique<IoClient>(m_loop, limits))
    , m_thread([this] { m_loop.run(); })
{}

ClientRig::~ClientRig()
{
    onLoop([this] {
        m_exchange.reset();
        m_webSocket.reset();
        m_client.reset();
    });
    m_loop.stop();
}

Result<HttpResponse> ClientRig::fetch(const ClientRequest &request, qsizetype bodyBytesMax)
{
    std::promise<Result<HttpResponse>> promise;
    auto answer = promise.get_future();
    m_loop.post([&] {
        m_exchange = m_client->fetch(request, bodyBytesMax, [&promise](Result<HttpResponse> response) {
            promise.set_value(std::move(response));
        });
    });
    return answer.get();
}

void ClientRig::send(const ClientRequest &request)
{
    onLoop([this, &request] {
        m_answer = {};
        m_exchange = m_client->send(
            request, {.onHead = [this](ResponseHead head) { m_answer.head = std::move(head); },
                      .onBody = [this](const QByteArray &piece) { m_answer.body += piece; },
                      .onEnd = [this](Result<> outcome) { m_answer.end = std::move(outcome); }});
    });
}

void ClientRig::openWebSocket(const ClientRequest &request, const QByteArrayList &subprotocols)
{
    onLoop([this, &request, &subprotocols] {
        m_socket = {};
        m_exchange = m_client->openWebSocket(
            request, subprotocols, [this](Result<OpenedWebSocket> result) { opened(std::move(result)); });
    });
}

void ClientRig::opened(Result<OpenedWebSocket> opened)
{
    if (!opened) {
        m_socket.refusal = opened.error();
        return;
    }
    m_socket.isOpen = true;
    m_socket.subprotocol = opened->subprotocol;
    m_webSocket = std::move(opened->socket);
    m_webSocket->start(
        {.onMessage = [this](const QByteArray &data, FrameKind) { m_socket.messages.append(data); },
         .onClosed =
             [this](std::uint16_t code, const QByteArray &reason) {
                 m_socket.closed = CloseFrame{.code = code, .reason = reason};
             }});
}

void ClientRig::cancel()
{
    onLoop([this] {
        m_exchange.reset();
        m_webSocket.reset();
    });
}

void ClientRig::destroyClient()
{
    onLoop([this] { m_client.reset(); });
}

void ClientRig::sendMessage(const QByteArray &data, FrameKind kind)
{
    onLoop([&] { m_webSocket->send(data, kind); });
}

void ClientRig::close(std::uint16_t code, const QByteArray &reason)
{
    onLoop([&] { m_webSocket->close(code, reason); });
}

AnswerLog ClientRig::answer()
{
    return onLoop([this] { return m_answer; });
}

SocketLog ClientRig::socket()
{
    return onLoop([this] { return m_socket; });
}

} // namespace rove::net
