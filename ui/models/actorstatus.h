// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace rove::ui {

/// What an actor is doing, as far as its record tells. The engine's API has no such field; the rules and
/// their order are those of spec/engine-api.md 2.3, except that an actor that only waits for room is
/// `Pending`, not `Crashed`.
enum class ActorStatus { Running, Destroyed, Crashed, CrashLoop, Pending, Sleeping, Starting, Unknown };

/// One reason for a status, in the order in which they were weighed: what the record says, and since when.
struct StatusReason {
    enum class Kind {
        Connectable,
        DestroyedAt,
        Error,
        RetryAt,
        WaitingForRoom,
        WaitingForAllocation,
        SleepingSince,
        NotConnectable,
    };
    Kind kind;
    /// None where there is no moment.
    std::optional<manager::Instant> at = {};
    /// For `Error` and `WaitingForRoom`: the server's own word, such as `no_capacity`, or what the actor died
    /// of.
    QString detail = {};

    friend bool operator==(const StatusReason &, const StatusReason &) = default;
};

/// Whether the engine's error is one. It notes a crash without a message for every actor of RivetKit
/// before 2.3.0 that falls asleep (2.2.1 on the engine 2.3.19, measured); as nothing tells that from a
/// failure, what the actor does counts: it sleeps, and a request wakes it.
[[nodiscard]] bool hasFailed(const manager::Actor &actor);

[[nodiscard]] ActorStatus statusOf(const manager::Actor &actor);
/// Why `statusOf` says so; the deciding reason first.
[[nodiscard]] QList<StatusReason> statusReasons(const manager::Actor &actor);

/// One word for people, translated: `Running`, `Sleeping`, `Crash loop` …
[[nodiscard]] QString statusWord(ActorStatus status);
/// One word for filters and exports, never translated: `running`, `sleeping`, `crash-loop` …
[[nodiscard]] QString statusName(ActorStatus status);
/// A sentence for people, translated, from the deciding reason.
[[nodiscard]] QString statusExplanation(const manager::Actor &actor);
/// The server's word for an error: the string itself, or the object's one member with what it says.
[[nodiscard]] QString errorText(const manager::Actor &actor);

/// True where opening the actor's inspector would not start it.
[[nodiscard]] bool isAwake(ActorStatus status);

} // namespace rove::ui
