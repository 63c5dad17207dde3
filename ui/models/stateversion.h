// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QMetaType>

#include <chrono>

namespace rove::ui {

/// One state that an actor was seen to hold, without the value itself. A value type.
struct StateVersion {
    enum class Cause {
        /// It was there when Rove looked first, or again after a while.
        Found,
        Actor,
        /// Edits that were made here.
        Apply,
        /// An earlier version that was put back here.
        Restore,
    };

    /// Counts from 1 and is never used twice.
    quint64 number = 0;
    QDateTime at;
    Cause cause = Cause::Found;
    /// For Restore: which version.
    quint64 restored = 0;
    qint64 bytes = 0;
    qint64 nodes = 0;
    /// Differences from the version seen before; −1 for all of it.
    qint64 changeCount = -1;

    friend bool operator==(const StateVersion &, const StateVersion &) = default;
};

/// How much of an actor's past is kept.
struct StateHistoryBounds {
    qsizetype countMax = 2000;
    qint64 bytesMax = 64LL * 1024 * 1024;
    std::chrono::days ageMax{30};
    /// Versions from one that is kept whole to the next.
    qsizetype snapshotInterval = 50;
};

/// What does not fit on disk or must not be there has less room.
inline constexpr qint64 stateHistoryMemoryBytesMax = 32LL * 1024 * 1024;
/// Of all actors together, on disk.
inline constexpr qint64 stateHistoryFolderBytesMax = 1024LL * 1024 * 1024;
/// A version that differs in more places from the one before is kept whole.
inline constexpr qsizetype statePatchCountMax = 400;
/// Versions that wait to be kept; while there are more, the newest takes the place of the one before.
inline constexpr qsizetype stateHistoryPendingCountMax = 64;

} // namespace rove::ui

Q_DECLARE_METATYPE(rove::ui::StateVersion)
