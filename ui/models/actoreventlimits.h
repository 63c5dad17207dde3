// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtTypes>

#include <chrono>

/// The bounds of an actor's event log.
namespace rove::ui::eventlimits {

using namespace std::chrono_literals;

/// Rows of one log; the oldest go first.
constexpr qsizetype eventRowsMax = 50'000;
/// Removed together once there are too many, so that a flood does not remove row by row.
constexpr qsizetype eventRowsSlack = eventRowsMax / 16;
/// What the rows' payloads hold together; beyond it the oldest lose theirs and keep their summary.
constexpr qsizetype eventPayloadBytesMax = 32 * 1024 * 1024;
/// A payload beyond this is not kept at all.
constexpr qsizetype eventPayloadBytesEachMax = 1024 * 1024;
/// A value up to this is measured and compared at once, a larger one on another thread.
constexpr qsizetype eventInlineBytesMax = 32 * 1024;
/// Comparisons of large states that may wait; beyond it a change is logged without saying what changed.
constexpr qsizetype eventComparisonsWaitingMax = 8;
/// Differences that one change of the state is told as.
constexpr qsizetype eventChangesMax = 200;
constexpr qsizetype eventSummaryCharactersMax = 240;
/// Of one value within a summary.
constexpr qsizetype eventValueCharactersMax = 48;
/// What an event may have brought about is looked for in so many rows after it.
constexpr qsizetype eventEffectRowsMax = 2'000;
constexpr qsizetype eventEffectsMax = 100;
constexpr qsizetype lifecycleMarksMax = 200;
/// What is heard so long after an action of ours ended still counts as its effect: pushes of the state wait
/// up to 50 ms at the sender (spec/inspector.md 3.3).
constexpr std::chrono::milliseconds eventEffectGrace = 250ms;
/// The same for the record, which is read every two seconds.
constexpr std::chrono::milliseconds lifecycleEffectGrace = 5s;
/// Deeds that may still have effects.
constexpr qsizetype eventCausesMax = 64;

} // namespace rove::ui::eventlimits
