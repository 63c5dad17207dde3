// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace rove::runtime {

/// One statement and what stands for its `?`, by place. Parameters are null or undefined, booleans (stored as
/// 0 and 1), integers and BigInts of 64 bits, doubles, strings, and byte arrays.
struct SqlStatement {
    QString sql;
    QCborArray parameters = {};
};

/// What a statement gave. Values are null, integers, doubles, strings and byte arrays.
struct SqlResult {
    QStringList columns;
    std::vector<QCborArray> rows;
    /// Rows that the last INSERT, UPDATE or DELETE on the database has changed.
    qint64 changes = 0;
    std::optional<qint64> lastInsertRowId;

    /// The rows as RivetKit gives them to an actor: a map from column to value each, in the columns' order.
    [[nodiscard]] QCborArray objects() const;
};

} // namespace rove::runtime
