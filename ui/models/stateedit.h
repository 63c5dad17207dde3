// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/valuetree.h"

#include <optional>
#include <vector>

namespace rove::ui {

/// One edit that has not been applied to the actor. Its path counts after all edits before it in the list.
struct StateEdit {
    enum class Kind { Set, Insert, Remove };
    Kind kind;
    ValuePath path;
    /// The new value; undefined for `Remove`.
    QCborValue value;
    /// What was there when the edit was made; none for a new entry.
    std::optional<QCborValue> base;
    /// Which edit of its document it is; 0 before a document has taken it.
    quint64 id = 0;
};

/// The value with the edit made in it; none if its place is not there.
[[nodiscard]] std::optional<QCborValue> edited(const QCborValue &value, const StateEdit &edit);
/// The edit that takes this one back.
[[nodiscard]] StateEdit inverseOf(const StateEdit &edit);
/// True if the edit gives or takes an array's item, so that those behind it move.
[[nodiscard]] bool movesItems(const StateEdit &edit);

/// Where what is at `path` has gone to after `edit`; none if the edit removed it.
[[nodiscard]] std::optional<ValuePath> placeAfter(const ValuePath &path, const StateEdit &edit);

/// Two edits the other way round: the second before the first, with the same outcome.
struct SwappedEdits {
    StateEdit second;
    StateEdit first;
};
/// None if the second works on what the first made, or around it, so that it cannot come before.
[[nodiscard]] std::optional<SwappedEdits> swapped(const StateEdit &first, const StateEdit &second);

/// Edits in two parts that come to the same as the list did.
struct EditSplit {
    std::vector<StateEdit> first;
    std::vector<StateEdit> rest;
};
/// The edits with these ids before all others. One that works on an edit which is not chosen stays with it in
/// the rest.
[[nodiscard]] EditSplit chosenFirst(const std::vector<StateEdit> &edits, const std::vector<quint64> &ids);
/// The list without one of its edits, as if that had never been made; none if another works on it.
[[nodiscard]] std::optional<std::vector<StateEdit>> editsWithoutOne(const std::vector<StateEdit> &edits,
                                                                    quint64 id);
/// Where each edit's place is after all of them; none if it is gone.
[[nodiscard]] std::vector<std::optional<ValuePath>> lastPlaces(const std::vector<StateEdit> &edits);

/// The list without its edits at and under a place, which is named as after all of them. Positions in the
/// edits that stay are set right; an edit of something around the place gets `live`'s value there.
[[nodiscard]] std::vector<StateEdit> editsWithout(const std::vector<StateEdit> &edits, const ValuePath &place,
                                                  const QCborValue &live);

} // namespace rove::ui
