// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

/// Query strings of the manager API: strictly read by the server, built by the client, one struct for both
/// (spec/engine-api.md 1.2, 1.7 to 1.10).
namespace rove::manager {

/// `a%20b` to `a b`; with `+` as a space, as forms have it. None if it is no UTF-8; a `%` that escapes
/// nothing stays.
[[nodiscard]] std::optional<QString> formDecoded(QByteArrayView text);
/// Percent-encoded for one path segment or one query value.
[[nodiscard]] QByteArray percentEncoded(QStringView text);

/// The parameters of a query string, decoded, in order. A value.
class Query {
public:
    /// `ApiBadRequest` if a name or value is not UTF-8, or there are more than
    /// `limits::queryParameterCountMax`.
    static Result<Query> parse(QByteArrayView query);

    [[nodiscard]] const std::vector<std::pair<QString, QString>> &parameters() const { return m_parameters; }
    /// Every value of a name, in order.
    [[nodiscard]] QStringList values(QStringView name) const;

private:
    std::vector<std::pair<QString, QString>> m_parameters;
};

struct NamespaceQuery {
    QString namespaceName;
};
struct NamespacesListQuery {
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
    std::optional<QString> name;
    QStringList namespaceIds; ///< As `namespace_id=a&namespace_id=b`; `namespace_ids=a,b` is read too.
};
struct ActorsListQuery {
    QString namespaceName;
    std::optional<QString> name;
    std::optional<QString> key;
    QStringList actorIds;       ///< As `actor_id=a&actor_id=b`.
    QStringList legacyActorIds; ///< As `actor_ids=a,b`, where bad ids are dropped, not refused.
    std::optional<bool> includeDestroyed;
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
};
struct ActorsNamesQuery {
    QString namespaceName;
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
};
struct RunnersListQuery {
    QString namespaceName;
    std::optional<QString> name;
    QStringList runnerIds; ///< As `runner_id=a&runner_id=b`; `runner_ids=a,b` is read too.
    std::optional<bool> includeStopped;
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
};
struct RunnersNamesQuery {
    QString namespaceName;
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
};
struct EnvoysListQuery {
    QString namespaceName;
    std::optional<QString> name;
    QStringList envoyKeys; ///< As `envoy_key=a&envoy_key=b`.
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
};
enum class PoolVariant { Serverless, Normal };
struct RunnerConfigsListQuery {
    QString namespaceName;
    std::optional<std::uint64_t> limit;
    std::optional<QString> cursor;
    std::optional<PoolVariant> variant;
    QStringList runnerNames; ///< As `runner_name=a&runner_name=b`; `runner_names=a,b` is read too.
};

/// Reads one of the structs above; `ApiBadRequest` with a reason for a missing, unknown, repeated or
/// malformed parameter.
template <class T>
[[nodiscard]] Result<T> readQuery(QByteArrayView query);
/// Writes one, without the `?`.
template <class T>
[[nodiscard]] QByteArray writeQuery(const T &query);

} // namespace rove::manager
