// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/envoyconnect.h"

#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

std::unexpected<Error> invalidRequest()
{
    return hostRefused(u"invalid_request"_s);
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

/// Control characters tell the keys of runners from those of envoys (`core::runnerHostKey`).
bool isEnvoyKey(const QString &key)
{
    return key.size() >= limits::envoyKeyCharactersMin && key.size() <= limits::envoyKeyCharactersMax &&
           std::ranges::none_of(key, [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

bool isConnectPath(const QByteArray &target, QByteArrayView path)
{
    if (!target.startsWith(path))
        return false;
    QByteArrayView rest = QByteArrayView(target).sliced(path.size());
    if (rest.startsWith('/'))
        rest = rest.sliced(1);
    return rest.isEmpty() || rest.startsWith('?');
}

bool isEnvoyConnectPath(const QByteArray &target)
{
    return isConnectPath(target, "/envoys/connect");
}

Result<manager::Query> connectQuery(const QByteArray &target)
{
    const qsizetype questionMark = target.indexOf('?');
    return manager::Query::parse(questionMark < 0 ? QByteArray() : target.sliced(questionMark + 1));
}

Result<EnvoyConnect> parseEnvoyConnect(const QByteArray &target)
{
    const auto query = connectQuery(target);
    if (!query)
        return invalidRequest();
    const std::uint32_t protocolVersion = TRY(number(TRY(parameter(*query, u"protocol_version"))));
    if (std::cmp_less(protocolVersion, envoy::versionMin) ||
        std::cmp_greater(protocolVersion, envoy::version))
        return invalidRequest();
    EnvoyConnect connect{.namespaceName = TRY(parameter(*query, u"namespace")),
                         .pool = TRY(parameter(*query, u"pool_name")),
                         .envoyKey = TRY(parameter(*query, u"envoy_key")),
                         .version = TRY(number(TRY(parameter(*query, u"version")))),
                         .protocolVersion = static_cast<std::uint16_t>(protocolVersion)};
    if (!isEnvoyKey(connect.envoyKey) || connect.pool.size() > limits::poolNameCharactersMax)
        return invalidRequest();
    return connect;
}

QString connectNamespaceOf(const QByteArray &target)
{
    return connectQuery(target)
        .and_then([](const manager::Query &query) { return parameter(query, u"namespace"); })
        .value_or(QString());
}

std::unexpected<Error> hostRefused(const QString &code)
{
    return std::unexpected(Error::fromWire(u"ws"_s, code, u"The connection was refused."_s));
}

} // namespace rove::gateway
