// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtTypes>

#include <chrono>
#include <cstddef>

/// The bounds of a script world. Whoever makes one may choose smaller or larger ones; these fit a console.
namespace rove::script::limits {

using namespace std::chrono_literals;

constexpr std::size_t memoryBytesMax = 128UL * 1024 * 1024;
/// How far beyond it a script may get before it is interrupted; from then on only small blocks are given.
constexpr std::size_t memoryOverrunBytesMax = 128UL * 1024 * 1024;
/// What a script may have on top once everything is in use, to give some of it back.
constexpr std::size_t memoryRoomBytes = 4UL * 1024 * 1024;
/// Beyond the limit blocks of this size are refused at once, and the small ones never.
constexpr std::size_t largeBlockBytes = 1024UL * 1024;
constexpr std::size_t smallBlockBytesMax = 4UL * 1024;
/// Of the thread's stack; the thread needs twice this.
constexpr std::size_t stackBytesMax = 1024UL * 1024;
/// The stack of a thread that holds a world.
constexpr unsigned threadStackBytes = 4U * 1024 * 1024;
/// How long a script may run without giving control back.
constexpr std::chrono::milliseconds turnMax = 60s;
/// How long jobs may go on after they were stopped, before the world counts as lost.
constexpr std::chrono::milliseconds stopGrace = 1s;
/// Entries and bytes of one value that leaves a world.
constexpr qsizetype valueEntryCountMax = 200'000;
constexpr qsizetype valueBytesMax = 16LL * 1024 * 1024;
/// Where a value is only shown, less is enough.
constexpr qsizetype shownEntryCountMax = 50'000;
constexpr qsizetype shownBytesMax = 4LL * 1024 * 1024;
constexpr int shownDepthMax = 32;
constexpr int sourceBytesMax = 1024 * 1024;
constexpr int pendingCallCountMax = 1000;
constexpr int evaluationCountMax = 64;
constexpr int unhandledCountMax = 64;
constexpr qsizetype stackFrameCountMax = 24;
constexpr qsizetype messageCharactersMax = 16 * 1024;

} // namespace rove::script::limits
