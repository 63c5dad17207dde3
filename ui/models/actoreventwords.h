// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/v6.h"
#include "ui/models/actorevent.h"
#include "ui/models/sessiondeed.h"

#include <QtCore/QCborMap>
#include <QtCore/QString>

#include <optional>

/// How an event log puts what it hears into lines and details.
namespace rove::ui {

/// `09:46:57`, local.
[[nodiscard]] QString clockText(manager::Instant at);
[[nodiscard]] QCborMap errorMap(const Error &error);
[[nodiscard]] QCborMap scheduleMap(const inspector::v6::Schedule &schedule);

/// What is to be said about a schedule.
struct ScheduleLine {
    EventLevel level;
    QString text;
};
/// What became of a schedule between two pushes; one of them may be null, not both. None if nothing did.
[[nodiscard]] std::optional<ScheduleLine> scheduleLine(const inspector::v6::Schedule *before,
                                                       const inspector::v6::Schedule *after,
                                                       manager::Instant now);

/// `send("ada", "hello")`, or the command's name.
[[nodiscard]] QString deedText(const SessionDeed &deed);
[[nodiscard]] EventKind deedKind(SessionDeed::Kind kind);

} // namespace rove::ui
