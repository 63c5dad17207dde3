// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>

namespace rove::ui {

/// What an event of an actor's log is about.
enum class EventKind {
    State,
    Connection,
    Queue,
    Schedule,
    Lifecycle,
    /// An action that this window called.
    Action,
    /// Edits of the state that this window applied.
    Edit,
    /// Wake, sleep and the like, from this window.
    Command,
    /// The inspector connection itself.
    Inspector,
    Error,
    /// Here something is missing.
    Gap,
};
inline constexpr int eventKindCount = 11;

/// How much an event matters to somebody who is not looking for it.
enum class EventLevel { Detail, Normal, Important };

/// What an event carries beyond its line. Kept while there is room.
struct EventPayload {
    /// Of a change of the state: the state before and after it.
    std::optional<QCborValue> before = {};
    std::optional<QCborValue> after = {};
    /// Of everything else: a map of what is known.
    QCborValue value = {};
};

/// One line of an actor's log. A value type; the payload is shared and never changes.
struct ActorEvent {
    /// Given by the log: 1, 2, 3 …
    quint64 id = 0;
    /// When this machine heard of it.
    manager::Instant at = {};
    EventKind kind = EventKind::State;
    EventLevel level = EventLevel::Normal;
    /// One line for people, without control characters.
    QString summary = {};
    QString connectionId = {};
    /// None while it goes on, and for what takes no time.
    std::optional<std::chrono::microseconds> duration = {};
    bool isFailure = false;
    /// The event that probably brought it about; 0 for none known.
    quint64 cause = 0;
    std::shared_ptr<const EventPayload> payload = {};
    qsizetype payloadBytes = 0;
    /// True if there was a payload and it was let go.
    bool isPayloadDropped = false;
};

/// One word for people, translated.
[[nodiscard]] QString eventKindWord(EventKind kind);
/// One word for filters and exports, never translated: `state`, `connection` …
[[nodiscard]] QString eventKindName(EventKind kind);
[[nodiscard]] QString eventLevelName(EventLevel level);
/// "3.1 ms", "2.4 s"; empty for none.
[[nodiscard]] QString eventDurationText(const std::optional<std::chrono::microseconds> &duration);

} // namespace rove::ui
