// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

/// The history of an actor's workflow, version 1 of RivetKit's own format, so that what one wrote the other
/// reads. The structs are the schema: BARE fields in order. What is stored and what an inspector is sent
/// (spec/inspector.md 3.14) have the same fields; a QByteArray of a user's value is native CBOR in the
/// storage and CBOR in compat form for an inspector (protocol/base/cbor.h). Every time is in Unix
/// milliseconds.
namespace rove::persist::workflow {

/// One round of a loop. `loop` is the index of the loop's name.
struct LoopIterationMarker {
    std::uint32_t loop = 0;
    std::uint32_t iteration = 0;

    friend bool operator==(const LoopIterationMarker &, const LoopIterationMarker &) = default;
};
/// The index of a name, or a round of a loop.
using PathSegment = std::variant<std::uint32_t, LoopIterationMarker>;
/// Where an entry stands in the tree of what a workflow does; empty for the workflow itself.
using Location = std::vector<PathSegment>;

enum class EntryStatus { Pending, Running, Completed, Failed, Exhausted };
enum class SleepState { Pending, Completed, Interrupted };
enum class BranchStatusType { Pending, Running, Completed, Failed, Cancelled };

struct StepEntry {
    std::optional<QByteArray> output; ///< None before it is completed, and of a step that gives nothing.
    std::optional<QString> error;
};
struct LoopEntry {
    QByteArray state;
    std::uint32_t iteration = 0;
    std::optional<QByteArray> output;
};
struct SleepEntry {
    std::uint64_t deadline = 0;
    SleepState state = SleepState::Pending;
};
struct MessageEntry {
    QString name;
    QByteArray messageData;
};
struct RollbackCheckpointEntry {
    QString name;
};
struct BranchStatus {
    BranchStatusType status = BranchStatusType::Pending;
    std::optional<QByteArray> output;
    std::optional<QString> error;
};
struct JoinEntry {
    std::map<QString, BranchStatus> branches;
};
struct RaceEntry {
    std::optional<QString> winner;
    std::map<QString, BranchStatus> branches;
};
struct RemovedEntry {
    QString originalType;
    std::optional<QString> originalName;
};
struct VersionCheckEntry {
    std::uint32_t resolved = 0;
    std::uint32_t latest = 0;
};
using EntryKind = std::variant<StepEntry, LoopEntry, SleepEntry, MessageEntry, RollbackCheckpointEntry,
                               JoinEntry, RaceEntry, RemovedEntry, VersionCheckEntry>;

/// Under `workflowHistoryKey(location)`.
struct Entry {
    QString id;
    Location location;
    EntryKind kind;
};

/// Under `workflowMetadataKey(id)`.
struct EntryMetadata {
    EntryStatus status = EntryStatus::Pending;
    std::optional<QString> error;
    std::uint32_t attempts = 0;
    std::uint64_t lastAttemptAt = 0;
    std::uint64_t createdAt = 0;
    std::optional<std::uint64_t> completedAt;
    std::optional<std::uint64_t> rollbackCompletedAt;
    std::optional<QString> rollbackError;
};

/// What an inspector is sent.
struct History {
    std::vector<QString> nameRegistry;
    std::vector<Entry> entries;
    std::map<QString, EntryMetadata> entryMetadata;
};

/// What becomes of the workflow as a whole; stored as its name in lower case.
enum class State { Pending, Running, Sleeping, Failed, Completed, Cancelled, RollingBack };

} // namespace rove::persist::workflow
