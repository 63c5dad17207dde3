// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/engineaddress.h"

#include "protocol/envoy/codec.h"
#include "protocol/manager/query.h"

namespace rove::join {
namespace {

using namespace Qt::StringLiterals;

QByteArray parameter(const char *name, QStringView value)
{
    return '&' + QByteArray(name) + '=' + manager::percentEncoded(value);
}

} // namespace

QString EngineAddress::name() const
{
    QString name = endpoint.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toDisplayString();
    while (name.endsWith(u'/'))
        name.chop(1);
    return name;
}

net::ClientRequest EngineAddress::request(const QByteArray &method, const QByteArray &target) const
{
    QByteArray base =
        endpoint.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toEncoded();
    while (base.endsWith('/')) // Also the one that is the whole path.
        base.chop(1);
    net::ClientRequest request{.method = method, .url = QUrl::fromEncoded(QByteArray(base + target))};
    if (!token.isEmpty())
        request.headers.push_back({.name = "authorization", .value = "Bearer " + token.toUtf8()});
    return request;
}

net::ClientRequest EngineAddress::connectRequest() const
{
    const QByteArray target = "/envoys/connect?protocol_version=" + QByteArray::number(envoy::version) +
                              parameter("namespace", namespaceName) + parameter("envoy_key", envoyKey) +
                              parameter("version", QString::number(version)) + parameter("pool_name", pool);
    net::ClientRequest request = this->request("GET", target);
    request.headers.clear(); // The token goes as a subprotocol.
    return request;
}

QByteArrayList EngineAddress::subprotocols() const
{
    QByteArrayList offered{"rivet"_ba};
    if (!token.isEmpty())
        offered.append("rivet_token." + token.toUtf8());
    return offered;
}

} // namespace rove::join
