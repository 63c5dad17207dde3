// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/query.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

/// Request targets of the manager API and of actors behind the gateway, from the root, percent-encoded.
namespace rove::manager {

[[nodiscard]] QByteArray healthPath();
[[nodiscard]] QByteArray metadataPath();
[[nodiscard]] QByteArray datacentersPath();
[[nodiscard]] QByteArray namespacesPath(const NamespacesListQuery &query = {});
/// GET lists by the query; POST and PUT take only the namespace.
[[nodiscard]] QByteArray actorsPath(const ActorsListQuery &query);
[[nodiscard]] QByteArray actorPath(const QString &actorId, const NamespaceQuery &query);
[[nodiscard]] QByteArray actorsNamesPath(const ActorsNamesQuery &query);
[[nodiscard]] QByteArray actorKvPath(const QString &actorId, QByteArrayView key, const NamespaceQuery &query);
[[nodiscard]] QByteArray runnersPath(const RunnersListQuery &query);
[[nodiscard]] QByteArray runnersNamesPath(const RunnersNamesQuery &query);
[[nodiscard]] QByteArray envoysPath(const EnvoysListQuery &query);
[[nodiscard]] QByteArray runnerConfigsPath(const RunnerConfigsListQuery &query);
[[nodiscard]] QByteArray runnerConfigPath(const QString &pool, const NamespaceQuery &query);
/// `/gateway/{actor}[@{token}]` and `path`, which begins with a slash and is taken as it is. No token if it
/// is empty.
[[nodiscard]] QByteArray gatewayPath(const QString &actorId, const QString &token, QByteArrayView path);

} // namespace rove::manager
