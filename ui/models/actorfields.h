// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"
#include "ui/models/actormarkstore.h"
#include "ui/models/actorstatus.h"
#include "ui/models/orderedrow.h"

namespace rove::ui {

/// An actor in a list. `record` is what the engine said last; the rest is the user's.
struct ActorRow {
    manager::Actor record;
    ActorStatus status = ActorStatus::Unknown;
    bool isPinned = false;
    ActorMark mark = ActorMark::None;
};

/// What actors can be filtered, sorted and grouped by; the positions in actorFields().
enum class ActorField {
    Status,
    Name,
    Key,
    Id,
    Pool,
    Datacenter,
    Policy,
    Error,
    Mark,
    Prefix,
    Created,
    Started,
    Slept,
    Gone,
    Retry,
    Age,
    // Flags.
    Live,
    Failing,
    Waiting,
    Destroyed,
    Pinned,
};

[[nodiscard]] constexpr int fieldOf(ActorField field)
{
    return static_cast<int>(field);
}

/// The filter language of actor lists: names, kinds, words.
[[nodiscard]] FilterFields actorFields();

/// The part of a key that several actors are likely to share: its first part, or what stands before the first
/// colon of a key of one part. Empty if there is neither.
[[nodiscard]] QString actorKeyPrefix(const manager::Actor &actor);

/// A row of an ActorListModel as an OrderedView keeps it. A copy; read on any thread.
class ActorOrderedRow : public OrderedRow {
public:
    explicit ActorOrderedRow(ActorRow row);

    [[nodiscard]] QString id() const override { return m_row.record.actorId; }
    [[nodiscard]] bool isPinned() const override { return m_row.isPinned; }
    [[nodiscard]] QString text(int field) const override;
    [[nodiscard]] std::optional<double> number(int field, qint64 now) const override;
    [[nodiscard]] bool flag(int field) const override;

private:
    ActorRow m_row;
    QString m_key;
    QString m_error;
};

} // namespace rove::ui
