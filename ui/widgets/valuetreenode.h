// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuetreemodel.h"

#include <algorithm>
#include <vector>

namespace rove::ui {

/// A row of the tree and the rows that have been made below it. Owned by the node above; known to the model's
/// own files alone.
struct ValueTreeModel::Node {
    Node *parent = nullptr;
    int row = 0;
    PathStep step;
    /// The key; empty for an element, whose label is its position.
    QString label;
    QCborValue value;
    /// Elements have positions and keep their order; entries of a map are found by their key.
    bool isSequence = false;
    /// While the tree is filtered: this value, or one that holds it, is a hit, so all of it is shown.
    bool isWithinHit = false;
    /// While the tree is filtered: which entries of the value are shown.
    std::optional<QList<qsizetype>> shown = {};
    /// How many entries are to be shown, made into rows or not.
    qsizetype total = 0;
    /// The rows of entries, in order, then ghosts: rows of entries that are gone but marked as removed.
    std::vector<std::unique_ptr<Node>> children;
    int liveCount = 0;
    QHash<QString, Node *> liveByKey;
    bool isGhost = false;

    /// Every entry has its row, so ghosts can follow.
    [[nodiscard]] bool isComplete() const { return liveCount == total && !isGhost; }
    [[nodiscard]] bool isPopulated() const { return liveCount > 0; }

    /// A text that tells the steps of a map apart.
    static QString keyOf(const PathStep &step)
    {
        if (const auto *position = std::get_if<qsizetype>(&step))
            return u'#' + QString::number(*position);
        return u'.' + std::get<QString>(step);
    }

    [[nodiscard]] QString labelText() const
    {
        const auto *position = std::get_if<qsizetype>(&step);
        return label.isEmpty() && position && parent ? QString::number(*position) : label;
    }

    [[nodiscard]] ValueChild entry(qsizetype at) const { return childOf(value, shown ? shown->at(at) : at); }

    /// The row of an entry if it has been made.
    [[nodiscard]] Node *findLive(const PathStep &wanted) const
    {
        if (!isSequence)
            return liveByKey.value(keyOf(wanted));
        const auto end = children.begin() + liveCount;
        const auto found =
            std::lower_bound(children.begin(), end, wanted,
                             [](const auto &child, const PathStep &s) { return child->step < s; });
        return found != end && (*found)->step == wanted ? found->get() : nullptr;
    }

    void renumber(int from)
    {
        for (std::size_t i = std::size_t(from); i < children.size(); ++i)
            children[i]->row = int(i);
    }

    void setLabel(const ValueChild &child) { label = parent && parent->isSequence ? QString() : child.label; }
};

} // namespace rove::ui
