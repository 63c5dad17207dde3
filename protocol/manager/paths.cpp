// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/paths.h"

namespace rove::manager {

using namespace Qt::StringLiterals;

namespace {

template <class T>
QByteArray withQuery(QByteArray path, const T &query)
{
    const QByteArray text = writeQuery(query);
    if (!text.isEmpty())
        path += '?' + text;
    return path;
}

} // namespace

QByteArray healthPath()
{
    return "/health"_ba;
}

QByteArray metadataPath()
{
    return "/metadata"_ba;
}

QByteArray datacentersPath()
{
    return "/datacenters"_ba;
}

QByteArray namespacesPath(const NamespacesListQuery &query)
{
    return withQuery("/namespaces"_ba, query);
}

QByteArray actorsPath(const ActorsListQuery &query)
{
    return withQuery("/actors"_ba, query);
}

QByteArray actorPath(const QString &actorId, const NamespaceQuery &query)
{
    return withQuery("/actors/"_ba + percentEncoded(actorId), query);
}

QByteArray actorsNamesPath(const ActorsNamesQuery &query)
{
    return withQuery("/actors/names"_ba, query);
}

QByteArray actorKvPath(const QString &actorId, QByteArrayView key, const NamespaceQuery &query)
{
    const QString encodedKey = QString::fromLatin1(key.toByteArray().toBase64());
    return withQuery("/actors/"_ba + percentEncoded(actorId) + "/kv/keys/" + percentEncoded(encodedKey),
                     query);
}

QByteArray runnersPath(const RunnersListQuery &query)
{
    return withQuery("/runners"_ba, query);
}

QByteArray runnersNamesPath(const RunnersNamesQuery &query)
{
    return withQuery("/runners/names"_ba, query);
}

QByteArray envoysPath(const EnvoysListQuery &query)
{
    return withQuery("/envoys"_ba, query);
}

QByteArray runnerConfigsPath(const RunnerConfigsListQuery &query)
{
    return withQuery("/runner-configs"_ba, query);
}

QByteArray runnerConfigPath(const QString &pool, const NamespaceQuery &query)
{
    return withQuery("/runner-configs/"_ba + percentEncoded(pool), query);
}

QByteArray gatewayPath(const QString &actorId, const QString &token, QByteArrayView path)
{
    QByteArray target = "/gateway/"_ba + percentEncoded(actorId);
    if (!token.isEmpty())
        target += '@' + percentEncoded(token);
    return target.append(path);
}

} // namespace rove::manager
