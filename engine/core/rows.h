// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actorentry.h"
#include "engine/core/actortable.h"
#include "engine/core/records.h"

#include <span>
#include <utility>
#include <vector>

/// How the core is written into an ordered key-value store: one CBOR map a row, under keys that start with
/// `Engine::keyPrefix` and a letter for the kind. An actor's input has a row of its own, as the actor's row
/// is written again at every step of its life.
namespace rove::core::rows {

QByteArray schemaKey();
QByteArray encodeSchema();

QByteArray namespaceKey(NamespaceId id);
QByteArray encode(const Namespace &record);

QByteArray actorKey(ActorId id);
QByteArray encode(const ActorEntry &entry);

/// Its value is the input itself.
QByteArray inputKey(ActorId id);

QByteArray reservationKey(const ActorKey &key);
QByteArray encodeReservation(const ActorKey &key, const IdBytes &reservation);

QByteArray configKey(const PoolName &pool);
QByteArray encode(const RunnerConfig &config);

/// What is remembered of a pool; its error is not.
QByteArray poolKey(const PoolName &pool);
QByteArray encode(const PoolStatus &status);

QByteArray actorNameKey(NamespaceId namespaceId, const QString &name);
QByteArray encodeActorName(const QJsonObject &metadata);

struct ActorName {
    NamespaceId namespaceId;
    QString name;
    QJsonObject metadata;
};

/// Everything that was persisted.
struct Loaded {
    int schemaVersion = 0; ///< None was stored.
    std::vector<Namespace> namespaces;
    std::vector<ActorEntry> actors;
    std::vector<std::pair<ActorKey, IdBytes>> reservations;
    std::vector<std::pair<PoolName, RunnerConfig>> configs;
    std::vector<std::pair<PoolName, PoolStatus>> pools;
    std::vector<ActorName> actorNames;
};

/// Reads rows, which come in order of their keys. `StoreTooNew` for a later schema; `CborInvalid` for a row
/// that does not read, or that contradicts another or refers to one that is missing.
Result<Loaded> load(std::span<const std::pair<QByteArray, QByteArray>> entries);

} // namespace rove::core::rows
