// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"

#include <QtCore/QCborValue>

#include <optional>
#include <vector>

namespace rove::ui {

/// One difference between two values, as small as it can be said: an entry that came, went or became another.
struct ValueChange {
    enum class Kind { Added, Removed, Changed };
    ValuePath path;
    Kind kind;

    friend bool operator==(const ValueChange &, const ValueChange &) = default;
};

/// True if the two say the same to an actor: 5 and 5.0 are one number, and the order of an object's keys does
/// not count.
[[nodiscard]] bool isSameValue(const QCborValue &left, const QCborValue &right);

/// What turns `before` into `after`, in the order of the paths. Entries of objects are matched by key, those
/// of arrays and sets by position after equal beginnings and ends are set aside, so that an insertion in the
/// middle is one addition. `Removed` paths name places in `before`, the others in `after`: take removals from
/// the end, then the rest in order. Takes time in proportion to the two values; more than `countMax`
/// differences are told as one change of the root.
[[nodiscard]] std::vector<ValueChange> diffValues(const QCborValue &before, const QCborValue &after,
                                                  qsizetype countMax);

/// The value at a path; none if there is nothing.
[[nodiscard]] std::optional<QCborValue> valueAt(const QCborValue &root, const ValuePath &path);

// Each gives the whole value anew, sharing what did not change, or none if the path leads nowhere in `root`.

/// `value` at a place that exists, or as a new entry of a map, or at the end of an array.
[[nodiscard]] std::optional<QCborValue> withValue(const QCborValue &root, const ValuePath &path,
                                                  const QCborValue &value);
/// `value` as a new entry: in an array before the one at that position, in a map if the key is not there yet.
[[nodiscard]] std::optional<QCborValue> withInserted(const QCborValue &root, const ValuePath &path,
                                                     const QCborValue &value);
[[nodiscard]] std::optional<QCborValue> withoutValue(const QCborValue &root, const ValuePath &path);

/// `plain` with what JSON dropped put back: wherever the JSON of `typed` and `plain` agree, the part of
/// `typed`; keys in the order of `typed`. For a value that was read as JSON although a fuller copy of it is
/// at hand.
[[nodiscard]] QCborValue retyped(const QCborValue &plain, const QCborValue &typed);

/// The first path whose value does not survive a plain JSON text, none if all do: dates, Maps and Sets,
/// bytes, BigInts, undefined, NaN, and a pair that would be taken for the escape of one of these
/// (protocol/base/cbor.h).
[[nodiscard]] std::optional<ValuePath> firstBeyondJson(const QCborValue &root);

} // namespace rove::ui
