// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/storedcron.h"

#include "engine/runtime/kvpages.h"

#include <memory>
#include <utility>

namespace rove::runtime {

void loadStoredCron(EngineLink &link, const QString &actorId, const QByteArray &mark, QObject *context,
                    std::move_only_function<void(Result<StoredCron>)> done)
{
    if (mark.isEmpty())
        return done(StoredCron());
    auto loading = std::make_shared<StoredCron>();
    readKvRange(
        link, actorId, {.start = persist::recurringSchedulesBegin(), .end = persist::recurringSchedulesEnd()},
        context,
        [loading](const QByteArray &, const QByteArray &value) {
            if (auto schedule = persist::decodeRecurringSchedule(value))
                loading->schedules.push_back(*std::move(schedule));
        },
        [loading, done = std::move(done)](const Result<> &loaded) mutable {
            done(loaded.transform([&] { return std::move(*loading); }));
        });
}

} // namespace rove::runtime
