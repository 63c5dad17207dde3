// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/valuetree.h"

#include <QtCore/QCborValue>
#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <optional>
#include <vector>

namespace rove::ui {

/// One row of a comparison: a difference, something around differences, or what is the same beside them.
struct DiffNode {
    enum class Kind { Around, Added, Removed, Changed, Same };

    Kind kind = Kind::Around;
    ValuePath path;
    /// The last step as a person reads it; empty for the root and for what is the same.
    QString label;
    std::optional<QCborValue> before;
    std::optional<QCborValue> after;
    /// For Same: how many entries that is.
    qsizetype sameCount = 0;
    int parent = -1;
    /// Among the parent's children.
    int row = 0;
    std::vector<int> children;
};

/// Two values compared: the differences as a tree with what leads to them, unchanged entries as one row each
/// container. A value type, made on any thread.
struct StateDiff {
    /// The root first; parents before children. Empty if the values are the same.
    std::vector<DiffNode> nodes;
    int addedCount = 0;
    int removedCount = 0;
    int changedCount = 0;
    /// There were more differences than are told; the values are told as one change.
    bool isTooMany = false;

    [[nodiscard]] int count() const { return addedCount + removedCount + changedCount; }
};

/// More differences than this are told as one.
inline constexpr qsizetype stateDiffCountMax = 20'000;

/// Takes time in proportion to the values.
[[nodiscard]] StateDiff compareStates(const QCborValue &before, const QCborValue &after);

} // namespace rove::ui
