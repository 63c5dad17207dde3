// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filtermatcher.h"
#include "ui/models/orderedrow.h"

#include <QtCore/QSet>

#include <atomic>
#include <memory>
#include <vector>

namespace rove::ui {

struct SortLevel {
    int field = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const SortLevel &, const SortLevel &) = default;
};

using OrderedRows = std::vector<std::shared_ptr<const OrderedRow>>;

/// Everything that deciding on the order of rows takes. Made by the view, read by one worker.
struct OrderRequest {
    enum class Mode {
        /// Rows that are shown keep their places among each other; only new ones are sorted in.
        Keep,
        Resort,
    };

    std::shared_ptr<const OrderedRows> rows;
    FilterFields fields;
    FilterMatcher matcher;
    std::vector<SortLevel> levels;
    Mode mode = Mode::Resort;
    /// Where each row stood, or −1; for `Keep`.
    std::vector<int> places;
    /// The field whose values head the groups, or −1.
    int groupField = -1;
    QSet<QString> collapsed;

    std::atomic<bool> isCancelled = false;
    std::atomic<int> matchedSoFar = 0;
};

struct OrderGroup {
    QString value;
    int count = 0;
    bool isCollapsed = false;

    friend bool operator==(const OrderGroup &, const OrderGroup &) = default;
};

/// An order: what stands in each line, which is a row's number, or −1 − g for the head of group g.
struct OrderResult {
    std::vector<int> entries;
    std::vector<OrderGroup> groups;
    int matchedCount = 0;
    /// False where kept places are not what sorting would give.
    bool isSorted = true;
    bool isCancelled = false;
};

/// Filters, groups and sorts. On any thread, but not for the same rows on two at once; a few hundred
/// nanoseconds a row.
[[nodiscard]] OrderResult computeOrder(OrderRequest &request);

/// Compares names as people do: by the language, digits by their value.
[[nodiscard]] QCollator nameCollator();

} // namespace rove::ui
