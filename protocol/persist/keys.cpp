// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/keys.h"

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

} // namespace rove::persist
