// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "protocol/base/error.h"
#include "protocol/persist/recurring.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <vector>

namespace rove::runtime {

/// The repeated schedules of an actor as they are stored; those that do not read are left out.
struct StoredCron {
    std::vector<persist::RecurringSchedule> schedules = {};
};

/// Reads them. `mark` is what stands under `persist::recurringMarkKey()`: empty for an actor that has none.
/// `done` does not run after `context` is gone, and runs before this returns if there is nothing to read.
void loadStoredCron(EngineLink &link, const QString &actorId, const QByteArray &mark, QObject *context,
                    std::move_only_function<void(Result<StoredCron>)> done);

} // namespace rove::runtime
