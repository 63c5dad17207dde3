// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace rove::store {

/// What a column of a row or a parameter of a statement holds.
using SqlValue = std::variant<std::monostate, std::int64_t, double, QString, QByteArray>;

struct SqlStatement {
    QString sql;
    std::vector<SqlValue> parameters; ///< By place; fewer than the statement has leave the rest null.
};

struct SqlResult {
    std::vector<QString> columns;
    std::vector<std::vector<SqlValue>> rows;
    std::int64_t changes = 0;
    std::optional<std::int64_t> lastInsertRowId; ///< None if there was no statement.
};

} // namespace rove::store
