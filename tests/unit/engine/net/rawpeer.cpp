// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/rawpeer.h"

#include "engine/net/frame.h"
#include "engine/net/handshake.h"
#include "protocol/base/ensure.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtCore/QtEndian>

#include <sys/socket.h>

namespace rove::net {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 10000;

QString header(const QByteArray &head, const QString &name)
{
    const QRegularExpression line(u"\r\n"_s + name + u": ([^\r\n]*)"_s);
    return line.match(QString::fromLatin1(head)).captured(1);
}

} // namespace

std::uint16_t RawPeer::Frame::closeCode() const
{
    return payload.size() < 2 ? closecode::noStatus : qFromBigEndian<quint16>(payload.constData());
}

RawPeer::RawPeer()
{
    ENSURE(m_server.listen(QHostAddress(QHostAddress::LocalHost)));
}

QUrl RawPeer::url(const QString &path, const QString &scheme) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme, QString::number(m_server.serverPort()), path));
}

bool RawPeer::waitForMore()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(patienceMs))
        return false;
    m_received += m_socket->readAll();
    return true;
}

bool RawPeer::waitForBytes(qsizetype count)
{
    while (m_received.size() < count)
        if (!waitForMore())
            return false;
    return true;
}

QByteArray RawPeer::acceptRequest()
{
    if (!m_server.hasPendingConnections() && !m_server.waitForNewConnection(patienceMs))
        return {};
    m_socket.reset(m_server.nextPendingConnection());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    while (!m_received.contains("\r\n\r\n"))
        if (!waitForMore())
            return {};
    const qsizetype headSize = m_received.indexOf("\r\n\r\n") + 4;
    const qsizetype bodySize = header(m_received.first(headSize), u"content-length"_s).toLongLong();
    if (!waitForBytes(headSize + bodySize))
        return {};
    return std::exchange(m_received, {});
}

bool RawPeer::acceptWebSocket(const QByteArray &extraHeaders, const QByteArray &frames)
{
    const QString key = header(acceptRequest(), u"sec-websocket-key"_s);
    if (key.isEmpty())
        return false;
    send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         webSocketAccept(key.toLatin1()) + "\r\n" + extraHeaders + "\r\n" + frames);
    return true;
}

void RawPeer::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(patienceMs)) {
    }
}

void RawPeer::sendFrame(int firstByte, const QByteArray &payload)
{
    QByteArray head = FrameHead(Opcode::Text, payload.size()).bytes().toByteArray();
    head[0] = static_cast<char>(firstByte);
    send(head + payload);
}

RawPeer::Frame RawPeer::frame()
{
    if (!waitForBytes(2))
        return {};
    Frame frame{.firstByte = static_cast<unsigned char>(m_received[0]),
                .isMasked = (static_cast<unsigned char>(m_received[1]) & 0x80) != 0};
    const int shortLength = m_received[1] & 0x7f;
    const qsizetype maskSize = frame.isMasked ? 4 : 0;
    const qsizetype headSize = (shortLength == 126 ? 4 : shortLength == 127 ? 10 : 2) + maskSize;
    if (!waitForBytes(headSize))
        return {};
    qsizetype length = shortLength;
    if (shortLength == 126)
        length = qFromBigEndian<quint16>(m_received.constData() + 2);
    else if (shortLength == 127)
        length = qFromBigEndian<qint64>(m_received.constData() + 2);
    if (!waitForBytes(headSize + length))
        return {};
    frame.mask = m_received.sliced(headSize - maskSize, maskSize);
    frame.payload = m_received.sliced(headSize, length);
    for (qsizetype i = 0; frame.isMasked && i < length; ++i)
        frame.payload[i] = static_cast<char>(frame.payload[i] ^ frame.mask[i % 4]);
    m_received.remove(0, headSize + length);
    return frame;
}

void RawPeer::endSending()
{
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void RawPeer::abort()
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                 sizeof atOnce);
    m_socket->abort();
}

bool RawPeer::clientLeaves()
{
    const QDeadlineTimer deadline(patienceMs);
    while (m_socket->state() == QAbstractSocket::ConnectedState && !deadline.hasExpired())
        m_socket->waitForReadyRead(100);
    return m_socket->state() != QAbstractSocket::ConnectedState;
}

void RawPeer::stopReading()
{
    m_socket->setReadBufferSize(1);
}

} // namespace rove::net
