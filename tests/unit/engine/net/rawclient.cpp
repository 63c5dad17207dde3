// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/rawclient.h"

#include "engine/net/frame.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QtEndian>
#include <QtNetwork/QHostAddress>

#include <sys/socket.h>

namespace rove::net {

namespace {

constexpr int patienceMs = 10000;

} // namespace

std::uint16_t RawClient::Frame::closeCode() const
{
    return payload.size() < 2 ? closecode::noStatus : qFromBigEndian<quint16>(payload.constData());
}

RawClient::RawClient(std::uint16_t port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket.waitForConnected(patienceMs);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMs)) {
    }
}

void RawClient::get(const QByteArray &path)
{
    send("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n");
}

bool RawClient::waitForMore()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patienceMs))
        return false;
    m_received += m_socket.readAll();
    return true;
}

bool RawClient::waitForBytes(qsizetype count)
{
    while (m_received.size() < count) {
        if (!waitForMore())
            return false;
    }
    return true;
}

RawClient::Response RawClient::response(bool hasBody)
{
    while (!m_received.contains("\r\n\r\n")) {
        if (!waitForMore())
            return {};
    }
    Response response;
    const qsizetype headSize = m_received.indexOf("\r\n\r\n") + 4;
    response.head = m_received.first(headSize);
    response.status = response.head.sliced(9, 3).toInt();
    m_received.remove(0, headSize);
    static const QRegularExpression length(QStringLiteral("content-length: (\\d+)"));
    const auto match = length.match(QString::fromLatin1(response.head));
    const qsizetype bodySize = hasBody && match.hasMatch() ? match.captured(1).toLongLong() : 0;
    if (!waitForBytes(bodySize))
        return {};
    response.body = m_received.first(bodySize);
    m_received.remove(0, bodySize);
    return response;
}

QByteArray RawClient::bytes(qsizetype count)
{
    static_cast<void>(waitForBytes(count));
    const QByteArray taken = m_received.first(std::min(count, m_received.size()));
    m_received.remove(0, taken.size());
    return taken;
}

qsizetype RawClient::sendWhatIsTaken(const QByteArray &bytes)
{
    constexpr int stalledMs = 500;
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(stalledMs)) {
    }
    return m_socket.bytesToWrite();
}

std::optional<QByteArray> RawClient::rest()
{
    const QDeadlineTimer deadline(patienceMs);
    while (m_socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired())
        m_socket.waitForReadyRead(100);
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        return std::nullopt;
    m_received += m_socket.readAll();
    return std::exchange(m_received, {});
}

void RawClient::endSending()
{
    ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
}

QByteArray RawClient::handshakeRequest(const QByteArray &path, const QByteArray &extraHeaders)
{
    return "GET " + path +
           " HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: "
           "13\r\n"
           "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           extraHeaders + "\r\n";
}

RawClient::Response RawClient::handshake(const QByteArray &path, const QByteArray &extraHeaders)
{
    send(handshakeRequest(path, extraHeaders));
    return response();
}

QByteArray RawClient::maskedFrame(int firstByte, const QByteArray &payload)
{
    QByteArray frame = FrameHead(Opcode::Text, payload.size()).bytes().toByteArray();
    frame[0] = static_cast<char>(firstByte);
    frame[1] = static_cast<char>(frame[1] | 0x80);
    const QByteArray mask = QByteArray::fromHex("a1b2c3d4");
    frame += mask;
    const qsizetype start = frame.size();
    frame += payload;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame[start + i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}

void RawClient::sendFrame(int firstByte, const QByteArray &payload)
{
    send(maskedFrame(firstByte, payload));
}

RawClient::Frame RawClient::frame()
{
    if (!waitForBytes(2))
        return {};
    Frame frame{.firstByte = static_cast<unsigned char>(m_received[0])};
    const int shortLength = static_cast<unsigned char>(m_received[1]);
    const qsizetype headSize = shortLength == 126 ? 4 : shortLength == 127 ? 10 : 2;
    if (!waitForBytes(headSize))
        return {};
    qsizetype length = shortLength;
    if (shortLength == 126)
        length = qFromBigEndian<quint16>(m_received.constData() + 2);
    else if (shortLength == 127)
        length = qFromBigEndian<qint64>(m_received.constData() + 2);
    if (!waitForBytes(headSize + length))
        return {};
    frame.payload = m_received.sliced(headSize, length);
    m_received.remove(0, headSize + length);
    return frame;
}

} // namespace rove::net
