// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace rove::ui {

/// One moment in an actor's life.
struct LifecycleMark {
    enum class Kind {
        Created,
        /// Began to wait for a runner.
        Waited,
        /// Became ready for requests, for the first time or after a sleep.
        Woke,
        Slept,
        Crashed,
        /// Ready again without having slept: started anew, perhaps on another runner.
        Restarted,
        /// Will be started again; may lie in the future.
        Rescheduled,
        /// Its pool or datacenter changed.
        Moved,
        Destroyed,
    };
    Kind kind = Kind::Created;
    manager::Instant at = {};
    /// What the engine said beside it, such as the crash's message. May be empty.
    QString detail = {};

    friend bool operator==(const LifecycleMark &, const LifecycleMark &) = default;
};

/// One word for people, translated: `Created`, `Woke` …
[[nodiscard]] QString lifecycleWord(LifecycleMark::Kind kind);
/// The moments that a record remembers, oldest first; a moment that it has forgotten is not told.
[[nodiscard]] QList<LifecycleMark> lifecycleOf(const manager::Actor &actor);
/// What is new in `after`, in the order in which it happened; for two records of one actor.
[[nodiscard]] QList<LifecycleMark> lifecycleBetween(const manager::Actor &before,
                                                    const manager::Actor &after);
/// What the record remembers and what was seen besides, each moment once, oldest first.
[[nodiscard]] QList<LifecycleMark> mergedLifecycle(const std::optional<manager::Actor> &actor,
                                                   const QList<LifecycleMark> &seen);

} // namespace rove::ui
