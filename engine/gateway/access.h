// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

namespace rove::gateway {

/// Which doors of the engine want a token.
struct AccessRules {
    /// Opens everything. Empty: everything is open, as on Rivet's engine without an `auth` section.
    QByteArray adminToken;
    /// Whether actors' own traffic wants a token too, which Rivet's open engine does not ask for
    /// (spec/engine-api.md 1.4).
    bool guardsActors = false;
};

/// What a namespace's token opens, as in Rivet Cloud (spec/engine-api.md 7).
enum class TokenKind {
    Secret,      ///< All of its namespace: its part of the API, its envoys, its actors. For servers.
    Publishable, ///< Its actors only. For browsers.
};

/// The token of a namespace: `sk_` or `pk_`, the name, and a keyed hash of both, so that the engine need not
/// keep it. Another admin token makes others.
[[nodiscard]] QByteArray makeNamespaceToken(const QByteArray &adminToken, const QString &namespaceName,
                                            TokenKind kind);

/// Decides by its token whether a request may pass. Tokens are compared in constant time. A value that does
/// not change; engine thread. What may not pass is `ApiForbidden`, which says if a token is missing or wrong.
class Access {
public:
    explicit Access(AccessRules rules);

    // By an `Authorization` header; `Bearer` counts as written (spec/engine-api.md 1.4).

    /// Everything: for what concerns the engine as a whole.
    [[nodiscard]] Result<> permitEngine(const QByteArray &authorization) const;
    [[nodiscard]] Result<> permitNamespace(const QByteArray &authorization, const QString &name) const;
    /// Anybody with a secret token. The one namespace that it is for; none for all of them.
    [[nodiscard]] Result<std::optional<QString>> namespaceOf(const QByteArray &authorization) const;

    // By a token that came otherwise.

    /// `GuardMissingHeader` without one.
    [[nodiscard]] Result<> permitEnvoy(const std::optional<QByteArray> &token, const QString &name) const;
    [[nodiscard]] Result<> permitActor(const std::optional<QByteArray> &token, const QString &name) const;

private:
    [[nodiscard]] bool opens(const QByteArray &token, const QString &name, TokenKind kind) const;

    AccessRules m_rules;
};

} // namespace rove::gateway
