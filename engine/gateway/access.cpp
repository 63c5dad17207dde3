// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/access.h"

#include <QtCore/QMessageAuthenticationCode>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

std::unexpected<Error> denied(const QString &reason)
{
    return failure(ErrorCode::ApiForbidden, "Access denied: "_L1 + reason, {{u"reason"_s, reason}});
}

std::unexpected<Error> tokenMissing()
{
    return denied(u"Token not provided"_s);
}

std::unexpected<Error> tokenWrong()
{
    return denied(u"Invalid token"_s);
}

/// Takes as long for equal bytes as for others.
bool isEqual(QByteArrayView left, QByteArrayView right)
{
    if (left.size() != right.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
    return difference == 0;
}

QByteArray prefixOf(TokenKind kind)
{
    return kind == TokenKind::Secret ? "sk_"_ba : "pk_"_ba;
}

/// What an `Authorization` header carries; none if it is of another scheme.
std::optional<QByteArray> bearerToken(const QByteArray &authorization)
{
    constexpr QByteArrayView scheme = "Bearer ";
    if (!authorization.startsWith(scheme))
        return std::nullopt;
    return authorization.sliced(scheme.size());
}

} // namespace

QByteArray makeNamespaceToken(const QByteArray &adminToken, const QString &namespaceName, TokenKind kind)
{
    const QByteArray named = prefixOf(kind) + namespaceName.toUtf8();
    const QByteArray hash = QMessageAuthenticationCode::hash(named, adminToken, QCryptographicHash::Sha256)
                                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return named + '.' + hash;
}

Access::Access(AccessRules rules)
    : m_rules(std::move(rules))
{}

bool Access::opens(const QByteArray &token, const QString &name, TokenKind kind) const
{
    // A token of more is one of less.
    return isEqual(token, m_rules.adminToken) ||
           isEqual(token, makeNamespaceToken(m_rules.adminToken, name, TokenKind::Secret)) ||
           (kind == TokenKind::Publishable &&
            isEqual(token, makeNamespaceToken(m_rules.adminToken, name, TokenKind::Publishable)));
}

Result<> Access::permitEngine(const QByteArray &authorization) const
{
    const std::optional<QString> only = TRY(namespaceOf(authorization));
    if (only)
        return tokenWrong();
    return {};
}

Result<> Access::permitNamespace(const QByteArray &authorization, const QString &name) const
{
    const std::optional<QString> only = TRY(namespaceOf(authorization));
    if (only && *only != name)
        return tokenWrong();
    return {};
}

Result<std::optional<QString>> Access::namespaceOf(const QByteArray &authorization) const
{
    if (m_rules.adminToken.isEmpty())
        return std::nullopt;
    const std::optional<QByteArray> token = bearerToken(authorization);
    if (!token)
        return tokenMissing();
    if (isEqual(*token, m_rules.adminToken))
        return std::nullopt;
    const qsizetype dot = token->lastIndexOf('.');
    const QByteArray prefix = prefixOf(TokenKind::Secret);
    if (dot < prefix.size())
        return tokenWrong();
    QString name = QString::fromUtf8(QByteArrayView(*token).first(dot).sliced(prefix.size()));
    if (!isEqual(*token, makeNamespaceToken(m_rules.adminToken, name, TokenKind::Secret)))
        return tokenWrong();
    return name;
}

Result<> Access::permitEnvoy(const std::optional<QByteArray> &token, const QString &name) const
{
    if (m_rules.adminToken.isEmpty())
        return {};
    if (!token)
        return failure(ErrorCode::GuardMissingHeader, u"Missing x-rivet-token header."_s,
                       {{u"header"_s, u"x-rivet-token"_s}});
    return opens(*token, name, TokenKind::Secret) ? Result<>() : tokenWrong();
}

Result<> Access::permitActor(const std::optional<QByteArray> &token, const QString &name) const
{
    if (m_rules.adminToken.isEmpty() || !m_rules.guardsActors)
        return {};
    if (!token)
        return tokenMissing();
    return opens(*token, name, TokenKind::Publishable) ? Result<>() : tokenWrong();
}

} // namespace rove::gateway
