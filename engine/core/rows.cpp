// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rows.h"

#include "engine/core/engine.h"
#include "engine/core/rowformat.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QtEndian>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core::rows {
namespace {

template <class Value, std::size_t Count>
QString nameOf(const std::array<std::pair<Value, QLatin1StringView>, Count> &names, Value value)
{
    for (const auto &[known, name] : names)
        if (known == value)
            return name;
    std::unreachable();
}

QByteArray idBytes(const IdBytes &id)
{
    return QByteArray(QByteArrayView(id.bytes()));
}

QByteArray keyOf(Kind kind, const QByteArray &rest = {})
{
    QByteArray key;
    key.reserve(2 + rest.size());
    key += Engine::keyPrefix;
    key += std::to_underlying(kind);
    key += rest;
    return key;
}

qint64 milliseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

void insert(QCborMap &row, QLatin1StringView name, const std::optional<Instant> &instant)
{
    if (instant)
        row.insert(name, milliseconds(*instant));
}

QByteArray toBytes(const QCborMap &row)
{
    return QCborValue(row).toCbor();
}

void insertActor(QCborMap &row, const Actor &actor)
{
    row.insert("namespaceId"_L1, actor.namespaceId.toString());
    row.insert("name"_L1, actor.name);
    if (actor.key)
        row.insert("key"_L1, *actor.key);
    row.insert("pool"_L1, actor.pool);
    row.insert("crashPolicy"_L1, nameOf(policyNames, actor.crashPolicy));
    row.insert("createTs"_L1, milliseconds(actor.createTs));
    insert(row, "startTs"_L1, actor.startTs);
    insert(row, "pendingAllocationTs"_L1, actor.pendingAllocationTs);
    insert(row, "sleepTs"_L1, actor.sleepTs);
    insert(row, "rescheduleTs"_L1, actor.rescheduleTs);
    insert(row, "destroyTs"_L1, actor.destroyTs);
    if (!actor.error.isUndefined())
        row.insert("error"_L1, QCborValue::fromJsonValue(actor.error));
    row.insert("generation"_L1, qint64{actor.generation});
    if (!actor.envoyKey.isEmpty())
        row.insert("envoyKey"_L1, actor.envoyKey);
    if (!actor.runnerId.isNull())
        row.insert("runnerId"_L1, actor.runnerId.toString());
    if (actor.hostVersion > 0)
        row.insert("hostVersion"_L1, qint64{actor.hostVersion});
}

} // namespace

QByteArray schemaKey()
{
    return keyOf(Kind::Schema);
}

QByteArray encodeSchema()
{
    return toBytes({{"version"_L1, schemaVersion}});
}

QByteArray namespaceKey(NamespaceId id)
{
    return keyOf(Kind::Namespace, idBytes(id));
}

QByteArray encode(const Namespace &record)
{
    return toBytes({{"name"_L1, record.name},
                    {"displayName"_L1, record.displayName},
                    {"createTs"_L1, milliseconds(record.createTs)}});
}

QByteArray actorKey(ActorId id)
{
    return keyOf(Kind::Actor, idBytes(id));
}

QByteArray encode(const ActorEntry &entry)
{
    QCborMap row;
    insertActor(row, entry.actor);
    // An actor that is to end as soon as it has started is as good as ending.
    const bool endsAfterStart = isActive(entry.state) && entry.stay.afterStart == AfterStart::Destroy;
    row.insert("state"_L1, nameOf(stateNames, endsAfterStart ? ActorState::Destroying : entry.state));
    if (entry.state == ActorState::Waiting) // Other deadlines follow from the rest.
        insert(row, "deadline"_L1, entry.deadline);
    insert(row, "alarmTs"_L1, entry.alarmTs);
    row.insert("retryCount"_L1, entry.backoff.retryCount);
    row.insert("lastRetryTs"_L1, milliseconds(entry.backoff.lastRetryTs));
    row.insert("commandIndex"_L1, qint64{entry.stay.commandIndex});
    if (entry.hadGeneration)
        row.insert("hadGeneration"_L1, true);
    if (entry.stay.rescheduleForced)
        row.insert("rescheduleForced"_L1, true);
    if (entry.isErased)
        row.insert("isErased"_L1, true);
    return toBytes(row);
}

QByteArray inputKey(ActorId id)
{
    return keyOf(Kind::Input, idBytes(id));
}

QByteArray reservationKey(const ActorKey &key)
{
    // The length keeps a name and a key apart, whatever characters they hold.
    const QByteArray name = key.name.toUtf8();
    QByteArray length(4, Qt::Uninitialized);
    qToBigEndian(static_cast<std::uint32_t>(name.size()), length.data());
    return keyOf(Kind::Reservation, idBytes(key.namespaceId) + length + name + key.key.toUtf8());
}

QByteArray encodeReservation(const ActorKey &key, const IdBytes &reservation)
{
    return toBytes(
        {{"reservationId"_L1, reservation.toString()}, {"name"_L1, key.name}, {"key"_L1, key.key}});
}

QByteArray configKey(const PoolName &pool)
{
    return keyOf(Kind::Config, idBytes(pool.namespaceId) + pool.pool.toUtf8());
}

QByteArray encode(const RunnerConfig &config)
{
    QCborMap datacenters;
    for (const auto &[name, settings] : config.datacenters)
        datacenters.insert(name, QCborMap::fromJsonObject(settings));
    return toBytes({{"datacenters"_L1, datacenters}});
}

QByteArray poolKey(const PoolName &pool)
{
    return keyOf(Kind::Pool, idBytes(pool.namespaceId) + pool.pool.toUtf8());
}

QByteArray encode(const PoolStatus &status)
{
    QCborMap row;
    if (status.protocolVersion)
        row.insert("protocolVersion"_L1, qint64{*status.protocolVersion});
    row.insert("hasHadRunners"_L1, status.hasHadRunners);
    return toBytes(row);
}

QByteArray actorNameKey(NamespaceId namespaceId, const QString &name)
{
    return keyOf(Kind::ActorName, idBytes(namespaceId) + name.toUtf8());
}

QByteArray encodeActorName(const QJsonObject &metadata)
{
    return toBytes({{"metadata"_L1, QCborMap::fromJsonObject(metadata)}});
}

} // namespace rove::core::rows
