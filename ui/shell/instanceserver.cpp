// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/instanceserver.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtCore/QtEndian>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

const QByteArray acknowledgement = "ok"_ba;
/// Before a message: its length, so that its end is known.
constexpr qsizetype lengthBytes = 4;

QString runtimeFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? QDir::tempPath() : folder;
}

QByteArray framed(const QByteArray &message)
{
    QByteArray length(lengthBytes, '\0');
    qToBigEndian(static_cast<quint32>(message.size()), length.data());
    return length + message;
}

/// The message in front of the buffer; none if it is not whole yet.
std::optional<QByteArray> unframed(const QByteArray &buffer)
{
    if (buffer.size() < lengthBytes)
        return std::nullopt;
    const auto length = qFromBigEndian<quint32>(buffer.constData());
    if (buffer.size() < lengthBytes + qsizetype(length))
        return std::nullopt;
    return buffer.sliced(lengthBytes, qsizetype(length));
}

} // namespace

QByteArray InstanceRequest::toBytes() const
{
    QCborMap map{{u"endpoint"_s, endpoint}, {u"isLink"_s, origin == LinkOpener::Origin::Link}};
    if (link) {
        QCborMap fields{{u"endpoint"_s, link->endpoint},
                        {u"namespace"_s, link->namespaceName},
                        {u"actor"_s, link->actorId},
                        {u"name"_s, link->name},
                        {u"section"_s, link->section}};
        if (link->key)
            fields.insert(u"key"_s, *link->key);
        map.insert(u"link"_s, fields);
    }
    return QCborValue(map).toCbor();
}

std::optional<InstanceRequest> InstanceRequest::fromBytes(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return std::nullopt;
    InstanceRequest request{.endpoint = value[u"endpoint"_s].toString()};
    if (value[u"isLink"_s].toBool())
        request.origin = LinkOpener::Origin::Link;
    if (const QCborValue fields = value[u"link"_s]; fields.isMap()) {
        request.link = DeepLink{.endpoint = fields[u"endpoint"_s].toString(),
                                .namespaceName = fields[u"namespace"_s].toString(),
                                .actorId = fields[u"actor"_s].toString(),
                                .name = fields[u"name"_s].toString(),
                                .section = fields[u"section"_s].toString()};
        if (fields[u"key"_s].isString())
            request.link->key = fields[u"key"_s].toString();
    }
    return request;
}

InstanceServer::InstanceServer(const QString &settingsFolder, QObject *parent)
    : QObject(parent)
{
    const QString folder = QDir(settingsFolder).absolutePath();
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    m_socketPath = u"%1/rove-%2.sock"_s.arg(runtimeFolder(), QString::fromLatin1(hash.first(16)));
    QDir().mkpath(folder);
    m_lock = std::make_unique<QLockFile>(folder % "/rove.lock"_L1);
    // A lock whose owner is gone is taken over, however young it is.
    m_lock->setStaleLockTime(0);
}

InstanceServer::~InstanceServer() = default;

bool InstanceServer::listen()
{
    if (!m_lock->tryLock(0))
        return false;
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(connectionCountMax);
    connect(m_server.get(), &QLocalServer::newConnection, this, &InstanceServer::accept);
    // What a crashed program left there would only be in the way; the lock says that nobody uses it.
    QLocalServer::removeServer(m_socketPath);
    if (!m_server->listen(m_socketPath))
        qWarning("No other start of the program can be served: %s", qPrintable(m_server->errorString()));
    return true;
}

void InstanceServer::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connectionCount >= connectionCountMax) {
            socket->abort();
            continue;
        }
        ++m_connectionCount;
        connect(socket, &QObject::destroyed, this, [this] { --m_connectionCount; });
        socket->setReadBufferSize(messageBytesMax + lengthBytes);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(messageTimeMax, socket, [socket] { socket->abort(); });
    }
}

void InstanceServer::read(QLocalSocket *socket)
{
    const QByteArray buffer = socket->peek(messageBytesMax + lengthBytes);
    const std::optional<QByteArray> message = unframed(buffer);
    if (!message) {
        if (buffer.size() >= messageBytesMax + lengthBytes)
            socket->abort();
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr);
    const std::optional<InstanceRequest> request = InstanceRequest::fromBytes(*message);
    if (!request)
        return socket->abort();
    socket->write(acknowledgement);
    socket->disconnectFromServer();
    emit requested(*request);
}

Result<> InstanceServer::send(const InstanceRequest &request) const
{
    const QByteArray message = request.toBytes();
    if (message.size() > messageBytesMax)
        return failure(ErrorCode::ValidationInvalidInput, u"The request is too long."_s);
    const auto time = static_cast<int>(messageTimeMax.count());
    QLocalSocket socket;
    socket.connectToServer(m_socketPath);
    if (!socket.waitForConnected(time))
        return failure(ErrorCode::IoFailed, socket.errorString());
    socket.write(framed(message));
    if (!socket.waitForReadyRead(time) || socket.readAll() != acknowledgement)
        return failure(ErrorCode::IoFailed, u"The program that runs already does not answer."_s);
    return {};
}

} // namespace rove::ui
