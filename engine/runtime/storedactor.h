// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/queue/storedqueue.h"
#include "engine/runtime/schedule/storedcron.h"
#include "protocol/base/error.h"
#include "protocol/persist/v4.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rove::runtime {

/// All that an actor's storage holds for its runtime.
struct StoredActor {
    std::optional<QByteArray> record;        ///< None for one that was never started.
    std::optional<std::uint64_t> partsEpoch; ///< Of the record's parts; none for one in one piece.
    std::optional<QByteArray> inspectorToken;
    std::vector<persist::v4::PersistedConnection> connections;
    QByteArray queueMetadata; ///< As it is stored; so is the next.
    QByteArray recurringMark;
    StoredQueue queue;
    StoredCron cron;
};

/// Reads it; `done` does not run after `context` is gone.
void loadStoredActor(EngineLink &link, const QString &actorId, QObject *context,
                     std::move_only_function<void(const Result<StoredActor> &)> done);

} // namespace rove::runtime
