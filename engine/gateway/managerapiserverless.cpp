// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/serverlessroutes.h"

namespace rove::gateway {

Result<> ManagerApi::checkServerless(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    TRY(enter(*call, query.namespaceName));
    return checkServerlessPlatform(*m_serverless, call->body,
                                   [call](const Result<QJsonObject> &answer) { call->answer(answer); });
}

Result<> ManagerApi::refreshServerless(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    return refreshServerlessPool(*m_serverless, TRY(enter(*call, query.namespaceName)), call->segments[1],
                                 [call](const Result<QJsonObject> &answer) { call->answer(answer); });
}

} // namespace rove::gateway
