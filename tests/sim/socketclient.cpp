// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/socketclient.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t closeNormal = 1000;
constexpr auto patienceMax = 10s;

} // namespace

SocketClient::SocketClient(ActorId actorId, bool hibernates, const Surroundings &around, Oracle &oracle)
    : m_actorId(actorId)
    , m_hibernates(hibernates)
    , m_around(around)
    , m_oracle(oracle)
{}

void SocketClient::open(Network &network)
{
    const QByteArray path = m_hibernates ? "/hibernating" : "/plain";
    network.open({.method = "GET",
                  .target = "/gateway/" + m_actorId.toString().toLatin1() + path,
                  .headers = {{"host", "engine"}, {"x-rivet-ray-id", "ray"}},
                  .body = {},
                  .peerAddress = {}},
                 [this](std::shared_ptr<Wire> wire) {
                     if (!wire)
                         return;
                     m_wire = std::move(wire);
                     m_wire->listen({.onMessage = [this](const QByteArray &data) { received(data); },
                                     .onClosed = [this](std::uint16_t code,
                                                        const QByteArray &reason) { closed(code, reason); }});
                 });
}

void SocketClient::send()
{
    if (!m_wire)
        return;
    m_wire->send(QByteArray::number(++m_sentCount), net::FrameKind::Text);
    if (m_around.strikes(Fault::ClientImpatient))
        m_around.scheduler.after(m_around.delay(patienceMax), [this] {
            if (!isSettled())
                close();
        });
}

void SocketClient::close()
{
    if (const auto wire = std::exchange(m_wire, nullptr))
        wire->close(closeNormal, "bye");
}

void SocketClient::vanish(Wire::After engineHears)
{
    if (const auto wire = std::exchange(m_wire, nullptr)) {
        wire->abandon();
        wire->cut(engineHears, {});
    }
}

void SocketClient::received(const QByteArray &data)
{
    const std::uint32_t number = data.toUInt();
    if (number <= m_lastBack || number > m_sentCount)
        m_oracle.breakPromise(
            u"a socket of %1 got %2 back after %3, of %4 sent"_s.arg(m_around.trace.nameOf(m_actorId))
                .arg(number)
                .arg(m_lastBack)
                .arg(m_sentCount));
    m_lastBack = number;
}

void SocketClient::closed(std::uint16_t code, const QByteArray &reason)
{
    m_around.note(u"client"_s, u"lost its socket to %1: %2 %3"_s.arg(m_around.trace.nameOf(m_actorId))
                                   .arg(code)
                                   .arg(QString::fromLatin1(reason)));
    m_wire.reset();
    // A socket that the actor has accepted outlives every stop of it but the last.
    if (m_hibernates && m_lastBack > 0 && reason.startsWith("actor.stopped") &&
        !m_oracle.isDestroyed(m_actorId))
        m_oracle.breakPromise(u"a hibernating socket of %1 was closed, and the actor lives"_s.arg(
            m_around.trace.nameOf(m_actorId)));
}

} // namespace rove::sim
