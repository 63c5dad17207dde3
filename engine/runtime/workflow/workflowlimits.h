// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

/// The bounds of one actor's workflow: what its history may hold, and how often and how long it tries. The
/// numbers with a RivetKit default are those of its workflow engine; the others are Rove's own, and keep a
/// whole history below one answer of the storage (`kvListCountDefault`, `tunnelPayloadBytesMax`) and one
/// frame of an inspector (`inspectorFrameBytesInMax`).
namespace rove::limits {

constexpr int workflowEntryCountMax = 4096;
constexpr qsizetype workflowEntryBytesMax = kvValueBytesMax - 4 * kibi; ///< With its location and id.
constexpr qsizetype workflowHistoryBytesMax = 8 * mebi;
constexpr int workflowNameCountMax = 2048;
constexpr qsizetype workflowNameCharactersMax = 256;
constexpr std::size_t workflowDepthMax =
    64; ///< Names and rounds in a location; keeps a key below `kvKeyBytesMax`.
constexpr std::size_t workflowBranchCountMax = 128; ///< Of one join or race.
constexpr qsizetype workflowErrorCharactersMax = 4096;

constexpr int stepRetryCountDefault = 3; // RivetKit's default.
constexpr int stepRetryCountMax = 1000;
constexpr std::chrono::milliseconds stepBackoffBaseDefault = 100ms; // RivetKit's default.
constexpr std::chrono::milliseconds stepBackoffMaxDefault = 30s;    // RivetKit's default.
constexpr std::chrono::milliseconds stepTimeoutDefault = 30s;       // RivetKit's default.
constexpr std::uint32_t loopPruneIntervalDefault = 20;              // RivetKit's default.
constexpr std::uint32_t loopHistoryRoundsMax = 1000;
constexpr int workflowMessagesPerReadMax = 128;
constexpr std::chrono::milliseconds workflowShowThrottle = inspectorStateThrottle;

} // namespace rove::limits
