// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/engine.h"
#include "engine/core/rowformat.h"
#include "engine/core/rows.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QtEndian>

#include <algorithm>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core::rows {
namespace {

/// Reads the fields of one row. The first one that is wrong makes the whole row wrong; callers ask once, at
/// the end.
class RowReader {
public:
    explicit RowReader(const QByteArray &bytes)
    {
        QCborParserError error;
        const QCborValue value = QCborValue::fromCbor(bytes, &error);
        m_ok = error.error == QCborError::NoError && error.offset == bytes.size() && value.isMap();
        // What Qt has read before it met an error may point into nothing: it must not be looked at.
        if (m_ok)
            m_row = value.toMap();
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool has(QLatin1StringView name) const { return m_row.contains(name); }
    void require(bool condition) { m_ok = m_ok && condition; }

    QCborValue value(QLatin1StringView name) const { return m_row.value(name); }

    QString text(QLatin1StringView name)
    {
        const QCborValue field = value(name);
        require(field.isString());
        return field.toString();
    }
    QString textOr(QLatin1StringView name) { return has(name) ? text(name) : QString(); }

    std::int64_t integer(QLatin1StringView name, std::int64_t min, std::int64_t max)
    {
        const QCborValue field = value(name);
        require(field.isInteger() && field.toInteger() >= min && field.toInteger() <= max);
        return field.toInteger();
    }

    Instant instant(QLatin1StringView name)
    {
        return Instant(std::chrono::milliseconds(integer(name, INT64_MIN, INT64_MAX)));
    }
    std::optional<Instant> optionalInstant(QLatin1StringView name)
    {
        return has(name) ? std::optional(instant(name)) : std::nullopt;
    }

    template <class IdType>
    IdType id(QLatin1StringView name)
    {
        const auto parsed = IdType::parse(text(name));
        require(parsed.has_value());
        return parsed.value_or(IdType());
    }

    template <class Value, std::size_t Count>
    Value oneOf(QLatin1StringView name, const std::array<std::pair<Value, QLatin1StringView>, Count> &names)
    {
        const QString field = text(name);
        for (const auto &[known, knownName] : names)
            if (field == knownName)
                return known;
        require(false);
        return names.front().first;
    }

    QJsonObject object(QLatin1StringView name)
    {
        require(value(name).isMap());
        return value(name).toMap().toJsonObject();
    }

private:
    bool m_ok = false;
    QCborMap m_row;
};

/// The 19 bytes of an id at the front of a key, which are taken off it; the null id if they are not there.
template <class IdType>
IdType takeId(QByteArrayView &key)
{
    constexpr qsizetype size = 19;
    if (key.size() < size)
        return IdType();
    const QUuid uuid = QUuid::fromRfc4122(key.sliced(1, 16));
    const auto label = qFromBigEndian<std::uint16_t>(key.data() + 17);
    const IdType id = IdType::fromUuid(uuid, label);
    if (QByteArrayView(id.bytes()) != key.first(size))
        return IdType();
    key = key.sliced(size);
    return id;
}

Result<Namespace> readNamespace(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    Namespace record{.id = takeId<NamespaceId>(key),
                     .name = row.text("name"_L1),
                     .displayName = row.text("displayName"_L1),
                     .createTs = row.instant("createTs"_L1)};
    row.require(!record.id.isNull() && key.isEmpty());
    if (!row.ok())
        return failure(ErrorCode::CborInvalid);
    return record;
}

Actor readActor(RowReader &row)
{
    Actor actor;
    actor.namespaceId = row.id<NamespaceId>("namespaceId"_L1);
    actor.name = row.text("name"_L1);
    if (row.has("key"_L1))
        actor.key = row.text("key"_L1);
    actor.pool = row.text("pool"_L1);
    actor.crashPolicy = row.oneOf("crashPolicy"_L1, policyNames);
    actor.createTs = row.instant("createTs"_L1);
    actor.startTs = row.optionalInstant("startTs"_L1);
    actor.pendingAllocationTs = row.optionalInstant("pendingAllocationTs"_L1);
    actor.sleepTs = row.optionalInstant("sleepTs"_L1);
    actor.rescheduleTs = row.optionalInstant("rescheduleTs"_L1);
    actor.destroyTs = row.optionalInstant("destroyTs"_L1);
    if (row.has("error"_L1))
        actor.error = row.value("error"_L1).toJsonValue();
    actor.generation = static_cast<std::uint32_t>(row.integer("generation"_L1, 0, UINT32_MAX));
    actor.envoyKey = row.textOr("envoyKey"_L1);
    if (row.has("runnerId"_L1))
        actor.runnerId = row.id<RunnerId>("runnerId"_L1);
    if (row.has("hostVersion"_L1))
        actor.hostVersion = static_cast<std::uint32_t>(row.integer("hostVersion"_L1, 0, UINT32_MAX));
    return actor;
}

Result<ActorEntry> readActorEntry(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    ActorEntry entry;
    entry.actor = readActor(row);
    entry.actor.id = takeId<ActorId>(key);
    entry.state = row.oneOf("state"_L1, stateNames);
    entry.deadline = row.optionalInstant("deadline"_L1);
    entry.alarmTs = row.optionalInstant("alarmTs"_L1);
    entry.backoff = {.retryCount = static_cast<int>(row.integer("retryCount"_L1, 0, INT32_MAX)),
                     .lastRetryTs = row.instant("lastRetryTs"_L1)};
    entry.stay.commandIndex = row.integer("commandIndex"_L1, 0, INT64_MAX - 1);
    entry.hadGeneration = entry.actor.generation > 0 || row.value("hadGeneration"_L1).toBool();
    if (entry.state == ActorState::Destroying && entry.actor.envoyKey.isEmpty()) {
        // It was to end as soon as a platform's envoy has taken it.
        entry.state = ActorState::Allocating;
        entry.stay.afterStart = AfterStart::Destroy;
    }
    entry.stay.rescheduleForced = row.value("rescheduleForced"_L1).toBool();
    entry.isErased = row.value("isErased"_L1).toBool();
    entry.isStored = true;

    const Actor &actor = entry.actor;
    row.require(!actor.id.isNull() && key.isEmpty());
    row.require(isPlaced(entry.state) != actor.envoyKey.isEmpty());
    row.require(isPlaced(entry.state) || actor.runnerId.isNull());
    row.require(!isActive(entry.state) || entry.hadGeneration);
    row.require((entry.state == ActorState::Waiting) == actor.pendingAllocationTs.has_value());
    row.require((entry.state == ActorState::BackingOff) == actor.rescheduleTs.has_value());
    row.require((entry.state == ActorState::Destroyed) == actor.destroyTs.has_value());
    row.require(entry.state != ActorState::Asleep || actor.sleepTs);
    if (!row.ok())
        return failure(ErrorCode::CborInvalid);
    return entry;
}

Result<std::pair<ActorKey, IdBytes>> readReservation(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    const auto reservation = row.id<IdBytes>("reservationId"_L1);
    const ActorKey actorKey{
        .namespaceId = takeId<NamespaceId>(key), .name = row.text("name"_L1), .key = row.text("key"_L1)};
    row.require(!actorKey.namespaceId.isNull());
    if (!row.ok() || reservationKey(actorKey).last(key.size()) != key)
        return failure(ErrorCode::CborInvalid);
    return std::pair(actorKey, reservation);
}

Result<std::pair<PoolName, RunnerConfig>> readConfig(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    const PoolName pool{.namespaceId = takeId<NamespaceId>(key), .pool = QString::fromUtf8(key)};
    RunnerConfig config;
    const QJsonObject datacenters = row.object("datacenters"_L1);
    for (auto next = datacenters.begin(); next != datacenters.end(); ++next) {
        row.require(next.value().isObject());
        config.datacenters.emplace(next.key(), next.value().toObject());
    }
    row.require(!pool.namespaceId.isNull() && !config.datacenters.empty());
    if (!row.ok())
        return failure(ErrorCode::CborInvalid);
    return std::pair(pool, config);
}

Result<std::pair<PoolName, PoolStatus>> readPool(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    const PoolName pool{.namespaceId = takeId<NamespaceId>(key), .pool = QString::fromUtf8(key)};
    PoolStatus status;
    if (row.has("protocolVersion"_L1))
        status.protocolVersion = static_cast<std::uint16_t>(row.integer("protocolVersion"_L1, 0, UINT16_MAX));
    status.hasHadRunners = row.value("hasHadRunners"_L1).toBool();
    row.require(!pool.namespaceId.isNull());
    if (!row.ok())
        return failure(ErrorCode::CborInvalid);
    return std::pair(pool, status);
}

Result<ActorName> readActorName(QByteArrayView key, const QByteArray &value)
{
    RowReader row(value);
    ActorName name{.namespaceId = takeId<NamespaceId>(key),
                   .name = QString::fromUtf8(key),
                   .metadata = row.object("metadata"_L1)};
    row.require(!name.namespaceId.isNull());
    if (!row.ok())
        return failure(ErrorCode::CborInvalid);
    return name;
}

Result<int> readSchema(const QByteArray &value)
{
    RowReader row(value);
    const std::int64_t version = row.integer("version"_L1, 1, INT64_MAX);
    if (!row.ok())
        return failure(ErrorCode::CborInvalid, u"The stored schema version is damaged."_s);
    if (version > schemaVersion)
        return failure(ErrorCode::StoreTooNew);
    return static_cast<int>(version);
}

/// Takes rows one by one; actors come before their inputs, as their keys do.
class Loader {
public:
    Result<> take(const QByteArray &key, const QByteArray &value)
    {
        if (takeRow(key, value))
            return {};
        return failure(ErrorCode::CborInvalid,
                       u"The stored row %1 is damaged."_s.arg(QString::fromLatin1(key.toPercentEncoding())));
    }

    Result<Loaded> finish()
    {
        if (m_rowCount > 0 && m_loaded.schemaVersion == 0)
            return failure(ErrorCode::CborInvalid, u"The stored rows have no schema version."_s);
        TRY(checkNamespaces());
        TRY(checkActors());
        return std::move(m_loaded);
    }

private:
    Result<> takeRow(const QByteArray &key, const QByteArray &value)
    {
        ++m_rowCount;
        if (key.size() < 2 || key[0] != Engine::keyPrefix)
            return failure(ErrorCode::CborInvalid);
        const QByteArrayView rest = QByteArrayView(key).sliced(2);
        switch (Kind{key[1]}) {
        case Kind::Actor:
            m_loaded.actors.push_back(TRY(readActorEntry(rest, value)));
            return {};
        case Kind::Input:
            return takeInput(rest, value);
        case Kind::Reservation:
            m_loaded.reservations.push_back(TRY(readReservation(rest, value)));
            return {};
        case Kind::ActorName:
            m_loaded.actorNames.push_back(TRY(readActorName(rest, value)));
            return {};
        case Kind::Namespace:
            m_loaded.namespaces.push_back(TRY(readNamespace(rest, value)));
            return {};
        case Kind::Config:
            m_loaded.configs.push_back(TRY(readConfig(rest, value)));
            return {};
        case Kind::Pool:
            m_loaded.pools.push_back(TRY(readPool(rest, value)));
            return {};
        case Kind::Schema:
            if (!rest.isEmpty())
                return failure(ErrorCode::CborInvalid);
            m_loaded.schemaVersion = TRY(readSchema(value));
            return {};
        }
        return failure(ErrorCode::CborInvalid);
    }

    Result<> takeInput(QByteArrayView key, const QByteArray &value)
    {
        const auto id = takeId<ActorId>(key);
        while (m_inputActor < m_loaded.actors.size() && m_loaded.actors[m_inputActor].actor.id < id)
            ++m_inputActor;
        if (m_inputActor == m_loaded.actors.size() || m_loaded.actors[m_inputActor].actor.id != id)
            return failure(ErrorCode::CborInvalid);
        m_loaded.actors[m_inputActor].actor.input = value;
        return {};
    }

    Result<> checkNamespaces() const
    {
        std::set<NamespaceId> ids;
        std::set<QString> names;
        for (const Namespace &record : m_loaded.namespaces)
            if (!ids.insert(record.id).second || !names.insert(record.name).second)
                return failure(ErrorCode::CborInvalid, u"Two stored namespaces are the same."_s);
        const auto isUnknown = [&](NamespaceId id) { return !ids.contains(id); };
        if (std::ranges::any_of(m_loaded.actors, isUnknown,
                                [](const ActorEntry &e) { return e.actor.namespaceId; }) ||
            std::ranges::any_of(m_loaded.reservations, isUnknown,
                                [](const auto &r) { return r.first.namespaceId; }) ||
            std::ranges::any_of(m_loaded.configs, isUnknown,
                                [](const auto &c) { return c.first.namespaceId; }) ||
            std::ranges::any_of(m_loaded.pools, isUnknown,
                                [](const auto &p) { return p.first.namespaceId; }) ||
            std::ranges::any_of(m_loaded.actorNames, isUnknown, &ActorName::namespaceId))
            return failure(ErrorCode::CborInvalid, u"A stored row is in a namespace that is not stored."_s);
        return {};
    }

    Result<> checkActors() const
    {
        std::set<ActorId> ids;
        std::set<ActorKey> reserved;
        std::set<ActorKey> live;
        for (const auto &[key, reservation] : m_loaded.reservations)
            reserved.insert(key);
        for (const ActorEntry &entry : m_loaded.actors) {
            const Actor &actor = entry.actor;
            if (!ids.insert(actor.id).second)
                return failure(ErrorCode::CborInvalid, u"Two stored actors are the same."_s);
            if (!actor.key)
                continue;
            const ActorKey key{actor.namespaceId, actor.name, *actor.key};
            if (!reserved.contains(key))
                return failure(ErrorCode::CborInvalid, u"A stored actor's key is not reserved."_s);
            if (entry.state != ActorState::Destroyed && !live.insert(key).second)
                return failure(ErrorCode::CborInvalid, u"Two stored actors have the same key."_s);
        }
        return {};
    }

    Loaded m_loaded;
    std::size_t m_rowCount = 0;
    std::size_t m_inputActor = 0;
};

} // namespace

Result<Loaded> load(std::span<const std::pair<QByteArray, QByteArray>> entries)
{
    // First of all, as a later schema may have rows that do not read at all.
    for (const auto &[key, value] : entries)
        if (key == schemaKey())
            (void) TRY(readSchema(value));
    Loader loader;
    for (const auto &[key, value] : entries)
        TRY(loader.take(key, value));
    return loader.finish();
}

} // namespace rove::core::rows
