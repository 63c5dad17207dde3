// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtTypes>

#include <chrono>

/// The bounds of a console.
namespace rove::ui::repllimits {

using namespace std::chrono_literals;

constexpr int entryCountMax = 2000;
constexpr qsizetype transcriptBytesMax = 96LL * 1024 * 1024;
constexpr int inputCharactersMax = 256 * 1024;
/// Values that `$1`, `$2`… keep.
constexpr int savedResultCountMax = 100;
constexpr int runningCountMax = 16;
/// Lines that a script may print before the window has shown the ones before.
constexpr int consoleBacklogMax = 500;
constexpr qsizetype consoleBacklogBytesMax = 8LL * 1024 * 1024;
constexpr int consoleBatchesInFlightMax = 4;
constexpr std::chrono::milliseconds consoleFlushInterval = 40ms;
constexpr std::chrono::milliseconds jobSlice = 8ms;
/// How long a world may take to stop before it is left behind.
constexpr std::chrono::milliseconds stopPatience = 4s;
constexpr std::chrono::milliseconds endPatience = 500ms;
/// Threads that did not stop; more are not started beside them.
constexpr int abandonedWorldCountMax = 3;
constexpr std::chrono::milliseconds waitMax = 24h;

constexpr int historyEntryCountMax = 1000;
constexpr qsizetype historyCharactersMax = 512 * 1024;
/// A longer input is not remembered.
constexpr qsizetype historyEntryCharactersMax = 32 * 1024;
constexpr int snippetCountMax = 200;
constexpr qsizetype storeFileBytesMax = 8LL * 1024 * 1024;
constexpr std::chrono::milliseconds storeDelay = 1s;

constexpr int completionCountMax = 200;
/// Rows of an opened value that are made at a time.
constexpr int childBatch = 200;
constexpr int declaredNameCountMax = 1000;
/// Names under which a world's scripts may reach for actions.
constexpr int actionNameCountMax = 10'000;

} // namespace rove::ui::repllimits
