// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/pages/repl/replentry.h"

namespace rove::ui {

/// What the transcript says of something that a script threw.
[[nodiscard]] ReplEntry replErrorEntry(const script::Thrown &thrown, int run);
/// What a script is thrown where a call fails: the actor's own words where they are its own, else ours with
/// what to try.
[[nodiscard]] script::Thrown toThrown(const Error &error, const QString &actorName);
/// A duration for people: "3.1 ms", "1.20 s".
[[nodiscard]] QString replDuration(std::chrono::microseconds duration);

} // namespace rove::ui
