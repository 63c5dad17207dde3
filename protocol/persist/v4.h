// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

/// What an actor leaves in its key-value storage while it sleeps: version 4 of RivetKit's own format, so that
/// what one wrote the other reads. The structs are the schema: BARE fields in order. A QByteArray of a user's
/// value is CBOR in compat form (protocol/base/cbor.h).
namespace rove::persist::v4 {

struct ScheduledEvent {
    QString id;
    std::int64_t timestamp = 0; ///< Unix milliseconds.
    QString action;
    std::optional<QByteArray> args; ///< An array.
};

/// Under `actorKey()`.
struct PersistedActor {
    std::optional<QByteArray> input;
    bool hasInitialized = false;
    QByteArray state; ///< Empty for an actor without state.
    std::vector<ScheduledEvent> scheduledEvents;
};

struct Subscription {
    QString eventName;
};

/// A connection whose WebSocket outlives the actor's sleep, under `connectionKey(id)`.
struct PersistedConnection {
    QString id;
    QByteArray params;
    QByteArray state;
    std::vector<Subscription> subscriptions;
    std::array<std::uint8_t, 4> gatewayId{};
    std::array<std::uint8_t, 4> requestId{};
    std::uint16_t serverMessageIndex = 0; ///< Of the last message that the actor sent.
    std::uint16_t clientMessageIndex = 0; ///< Of the last message that the actor has handled.
    QString requestPath;
    std::map<QString, QString> requestHeaders;
};

/// Under `queueMetadataKey()`.
struct QueueMetadata {
    std::uint64_t nextId = 1;
    std::uint32_t size = 0;
};

/// A message of the queue, under `queueMessageKey(id)`. The four last are reserved: RivetKit writes them
/// empty.
struct QueueMessage {
    QString name;
    QByteArray body;
    std::int64_t createdAt = 0; ///< Unix milliseconds.
    std::optional<std::uint32_t> failureCount;
    std::optional<std::int64_t> availableAt;
    std::optional<bool> inFlight;
    std::optional<std::int64_t> inFlightAt;
};

} // namespace rove::persist::v4
