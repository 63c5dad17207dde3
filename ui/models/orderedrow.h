// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterfields.h"

#include <QtCore/QCollator>

#include <memory>
#include <vector>

namespace rove::ui {

/// What an OrderedView keeps of a row: enough to filter, sort and group it away from the GUI thread. Made
/// anew when its row changes and never changed itself, but for the sort keys, which whoever computes the
/// order fills in as it needs them; the view lets only one thread do that at a time.
class OrderedRow : public FilterRow {
public:
    /// The beginning decides; a key of a megabyte would cost more than its place is worth.
    static constexpr qsizetype comparedLengthMax = 512;

    /// The row's identity in its model.
    [[nodiscard]] virtual QString id() const = 0;
    /// Rows that stand above all others, whatever the order.
    [[nodiscard]] virtual bool isPinned() const { return false; }

    [[nodiscard]] const QCollatorSortKey &sortKey(int field, const QCollator &collator) const
    {
        const auto position = static_cast<size_t>(field);
        if (m_sortKeys.size() <= position)
            m_sortKeys.resize(position + 1);
        if (!m_sortKeys[position]) {
            const QString whole = text(field);
            m_sortKeys[position] =
                std::make_unique<QCollatorSortKey>(collator.sortKey(whole.left(comparedLengthMax)));
        }
        return *m_sortKeys[position];
    }

private:
    mutable std::vector<std::unique_ptr<QCollatorSortKey>> m_sortKeys;
};

} // namespace rove::ui
