// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/runnerconnect.h"

#include "engine/gateway/envoyconnect.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

Result<QString> parameter(const manager::Query &query, QStringView name)
{
    const QStringList values = query.values(name);
    if (values.isEmpty())
        return hostRefused(u"invalid_url"_s);
    return values.first();
}

} // namespace

bool isRunnerConnectPath(const QByteArray &target)
{
    return isConnectPath(target, "/runners/connect");
}

Result<RunnerConnect> parseRunnerConnect(const QByteArray &target)
{
    const auto query = connectQuery(target);
    if (!query)
        return hostRefused(u"invalid_url"_s);
    bool isNumber = false;
    const ushort protocolVersion = TRY(parameter(*query, u"protocol_version")).toUShort(&isNumber);
    if (!isNumber)
        return hostRefused(u"invalid_url"_s);
    return RunnerConnect{.namespaceName = TRY(parameter(*query, u"namespace")),
                         .runnerKey = TRY(parameter(*query, u"runner_key")),
                         .protocolVersion = protocolVersion};
}

} // namespace rove::gateway
