// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/envoyconnect.h"

#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"
#include "protocol/manager/query.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

std::unexpected<Error> invalidRequest()
{
    return envoyRefused(u"invalid_request"_s);
}

Result<manager::Query> queryOf(const QByteArray &target)
{
    const qsizetype questionMark = target.indexOf('?');
    return manager::Query::parse(questionMark < 0 ? QByteArray() : target.sliced(questionMark + 1));
}

Result<QString> parameter(const manager::Query &query, QStringView name)
{
    const QStringList values = query.values(name);
    if (values.isEmpty())
        return invalidRequest();
    return values.first();
}

Result<std::uint32_t> number(const QString &text)
{
    bool isNumber = false;
    const uint value = text.toUInt(&isNumber);
    if (!isNumber)
        return invalidRequest();
    return value;
}

} // namespace

bool isEnvoyConnectPath(const QByteArray &target)
{
    constexpr QByteArrayView path = "/envoys/connect";
    return target.startsWith(path) && (target.size() == path.size() || target[path.size()] == '?');
}

Result<EnvoyConnect> parseEnvoyConnect(const QByteArray &target)
{
    const auto query = queryOf(target);
    if (!query)
        return invalidRequest();
    if (TRY(number(TRY(parameter(*query, u"protocol_version")))) != envoy::version)
        return invalidRequest();
    EnvoyConnect connect{.namespaceName = TRY(parameter(*query, u"namespace")),
                         .pool = TRY(parameter(*query, u"pool_name")),
                         .envoyKey = TRY(parameter(*query, u"envoy_key")),
                         .version = TRY(number(TRY(parameter(*query, u"version"))))};
    if (connect.envoyKey.size() < limits::envoyKeyCharactersMin ||
        connect.envoyKey.size() > limits::envoyKeyCharactersMax ||
        connect.pool.size() > limits::poolNameCharactersMax)
        return invalidRequest();
    return connect;
}

QString envoyNamespaceOf(const QByteArray &target)
{
    return queryOf(target)
        .and_then([](const manager::Query &query) { return parameter(query, u"namespace"); })
        .value_or(QString());
}

std::unexpected<Error> envoyRefused(const QString &code)
{
    return std::unexpected(Error::fromWire(u"ws"_s, code, u"The envoy's connection was refused."_s));
}

} // namespace rove::gateway
