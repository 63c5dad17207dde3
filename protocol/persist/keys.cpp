// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/keys.h"

#include <QtCore/QtEndian>

namespace rove::persist {
namespace {

QByteArray prefix(char byte)
{
    return {1, byte};
}

std::optional<QByteArrayView> withoutPrefix(QByteArrayView key, const QByteArray &prefix)
{
    if (!key.startsWith(prefix))
        return std::nullopt;
    return key.sliced(prefix.size());
}

/// Version 1 of the queue's storage: what is in it, then the key proper.
QByteArray queueKey(char kind)
{
    return QByteArray("\5\1").append(kind);
}

} // namespace

QByteArray actorKey()
{
    return prefix('\1');
}

QByteArray connectionPrefix()
{
    return prefix('\2');
}

QByteArray connectionKey(const QString &connectionId)
{
    return connectionPrefix() + connectionId.toUtf8();
}

std::optional<QString> connectionIdOf(QByteArrayView key)
{
    return withoutPrefix(key, connectionPrefix()).transform([](QByteArrayView rest) {
        return QString::fromUtf8(rest);
    });
}

QByteArray inspectorTokenKey()
{
    return prefix('\3');
}

QByteArray userPrefix()
{
    return prefix('\4');
}

QByteArray userKey(QByteArrayView key)
{
    return userPrefix().append(key);
}

std::optional<QByteArray> userKeyOf(QByteArrayView storedKey)
{
    return withoutPrefix(storedKey, userPrefix()).transform([](QByteArrayView rest) {
        return rest.toByteArray();
    });
}

QByteArray queueMetadataKey()
{
    return queueKey('\1');
}

QByteArray queueMessageKey(quint64 id)
{
    const quint64 big = qToBigEndian(id);
    return queueKey('\2').append(reinterpret_cast<const char *>(&big), sizeof big);
}

QByteArray queueMessagesEnd()
{
    return queueKey('\3');
}

std::optional<quint64> queueMessageIdOf(QByteArrayView key)
{
    const std::optional<QByteArrayView> id = withoutPrefix(key, queueKey('\2'));
    if (!id || id->size() != sizeof(quint64))
        return std::nullopt;
    return qFromBigEndian<quint64>(id->data());
}

} // namespace rove::persist
