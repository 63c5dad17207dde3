// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"
#include "protocol/persist/v4.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <map>

namespace rove::runtime {

/// What the runtime keeps in memory of a stored message: its body is read when it is received.
struct QueueEntry {
    QString name;
    Instant createdAt;
    bool isTaken = false; ///< Somebody is receiving it, or may complete it.

    static QueueEntry of(const persist::v4::QueueMessage &message);
};

/// The queue as it is stored.
struct StoredQueue {
    quint64 nextId = 1;
    std::map<quint64, QueueEntry> entries = {};
};

/// Reads it. `metadata` is what stands under `persist::queueMetadataKey()`: empty for an actor that was never
/// sent a message. Messages that do not read are left out, and stay where they are. `done` does not run after
/// `context` is gone, and runs before this returns if there is nothing to read.
void loadStoredQueue(EngineLink &link, const QString &actorId, const QByteArray &metadata, QObject *context,
                     std::move_only_function<void(Result<StoredQueue>)> done);

} // namespace rove::runtime
