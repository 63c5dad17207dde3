// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>
#include <vector>

namespace rove::ui {

/// How a table is arranged, by the ids of its columns, so that a column more or less does not scramble what
/// was saved. A value; its bytes have a version, and bytes of another version or of something else are none.
struct ActorsArrangement {
    struct ColumnState {
        QString id;
        /// 0 for as wide as there is room.
        int width = 0;
        bool isHidden = false;

        friend bool operator==(const ColumnState &, const ColumnState &) = default;
    };
    struct SortState {
        QString id;
        bool isDescending = false;

        friend bool operator==(const SortState &, const SortState &) = default;
    };

    /// From left to right.
    std::vector<ColumnState> columns;
    std::vector<SortState> sorting;
    /// The name of the field whose values head the groups; empty for none.
    QString group;
    bool hasAbsoluteTimes = false;

    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static std::optional<ActorsArrangement> fromBytes(const QByteArray &bytes);

    friend bool operator==(const ActorsArrangement &, const ActorsArrangement &) = default;
};

} // namespace rove::ui
