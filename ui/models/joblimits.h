// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

/// The bounds of jobs, of exports and of the copies that are kept of destroyed actors.
namespace rove::ui::joblimits {

using namespace std::chrono_literals;

constexpr int concurrencyDefault = 4;
constexpr int concurrencyMax = 32;
/// How often one item is tried before it counts as failed.
constexpr int attemptCountMax = 5;
/// Waits in a row, without anything done in between, after which a job pauses by itself.
constexpr int stallCountMax = 6;
constexpr std::chrono::milliseconds retryDelayMin = 250ms;
constexpr std::chrono::milliseconds retryDelayMax = 8s;
/// Of how many items the rate is the mean.
constexpr std::size_t rateSampleCountMax = 64;
constexpr std::size_t logLineCountMax = 1000;
/// Jobs that have ended and are still listed.
constexpr int finishedJobCountMax = 100;

/// Opening an actor's inspector, waking it included.
constexpr std::chrono::milliseconds courierTimeout = limits::clientWakeTimeout + 15s;
constexpr qsizetype exportBytesMax = 96 * limits::mebi;

constexpr int keptCopyCountMax = 2000;
constexpr qint64 keptCopyBytesMax = 512 * limits::mebi;
constexpr std::chrono::days keptCopyAgeMax{30};
/// The first line of a copy's file, which is all that the list reads.
constexpr qsizetype keptCopyHeaderBytesMax = 16 * limits::kibi;

} // namespace rove::ui::joblimits
