// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/refusal.h"

namespace rove::join {
namespace {

using namespace Qt::StringLiterals;

bool isRefusedToken(const Error &error)
{
    return error.code == ErrorCode::ApiForbidden || error.code == ErrorCode::ApiUnauthorized;
}

QString tokenAdvice(const EngineAddress &address)
{
    return address.token.isEmpty()
               ? u"The engine at %1 wants a token: give one with --token."_s.arg(address.name())
               : u"The engine at %1 refuses the token: give another with --token."_s.arg(address.name());
}

} // namespace

Error explain(const Error &error, const EngineAddress &address)
{
    Error explained = error;
    if (isRefusedToken(error))
        explained.message = tokenAdvice(address);
    else if (error.code == ErrorCode::NamespaceNotFound)
        explained.message = u"The engine at %1 has no namespace %2: make it there, or name another with "
                            "--namespace."_s.arg(address.name(), address.namespaceName);
    else if (error.code == ErrorCode::ClientUnreachable || error.code == ErrorCode::ClientTimeout)
        explained.message =
            u"%1 Is there an engine at %2, and is the URL right?"_s.arg(error.message, address.name());
    return explained;
}

Error explainClose(const QByteArray &reason, const EngineAddress &address)
{
    const QString name = QString::fromUtf8(reason.split('#').value(0));
    if (isEviction(reason))
        return {.code = ErrorCode::ClientClosed,
                .message = u"The engine at %1 has sent this envoy away: another one with its key or a higher "
                           "--version has joined."_s.arg(address.name())};
    if (reason.startsWith("ws.invalid_request"))
        return {.code = ErrorCode::ClientProtocol,
                .message = u"The engine at %1 does not take this envoy: its version speaks another protocol, "
                           "or the name of the pool is too long."_s.arg(address.name())};
    const Error known = Error::fromWire(name.section(u'.', 0, 0), name.section(u'.', 1), {});
    if (known.code == ErrorCode::NamespaceNotFound || isRefusedToken(known))
        return explain(known, address);
    return {.code = ErrorCode::ClientClosed,
            .message = u"The engine at %1 closed the connection: %2."_s.arg(
                address.name(), name.isEmpty() ? u"it gave no reason"_s : name)};
}

bool isEviction(const QByteArray &reason)
{
    return reason.startsWith("ws.eviction");
}

bool isMissingPool(const QByteArray &reason)
{
    return reason.startsWith("ws.no_runner_config");
}

} // namespace rove::join
