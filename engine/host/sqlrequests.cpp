// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/sqlrequests.h"

#include <QtCore/QtEndian>

using namespace Qt::StringLiterals;

namespace rove::host {
namespace {

using namespace envoy::v8;

SqlValue wireValue(store::SqlValue value)
{
    if (const auto *integer = std::get_if<std::int64_t>(&value))
        return SqlInteger{*integer};
    if (const auto *number = std::get_if<double>(&value)) {
        SqlFloat wire;
        qToBigEndian(*number, wire.value.data());
        return wire;
    }
    if (auto *text = std::get_if<QString>(&value))
        return SqlText{std::move(*text)};
    if (auto *blob = std::get_if<QByteArray>(&value))
        return SqlBlob{std::move(*blob)};
    return SqlNull{};
}

store::SqlValue storeValue(const SqlValue &value)
{
    if (const auto *integer = std::get_if<SqlInteger>(&value))
        return integer->value;
    if (const auto *number = std::get_if<SqlFloat>(&value))
        return qFromBigEndian<double>(number->value.data());
    if (const auto *text = std::get_if<SqlText>(&value))
        return text->value;
    if (const auto *blob = std::get_if<SqlBlob>(&value))
        return blob->value;
    return std::monostate();
}

store::SqlStatement storeStatement(const QString &sql, const std::optional<std::vector<SqlValue>> &parameters)
{
    store::SqlStatement statement{.sql = sql, .parameters = {}};
    if (parameters)
        for (const SqlValue &value : *parameters)
            statement.parameters.push_back(storeValue(value));
    return statement;
}

std::vector<std::vector<SqlValue>> wireRows(std::vector<std::vector<store::SqlValue>> rows)
{
    std::vector<std::vector<SqlValue>> wire;
    wire.reserve(rows.size());
    for (std::vector<store::SqlValue> &row : rows) {
        std::vector<SqlValue> &values = wire.emplace_back();
        for (store::SqlValue &value : row)
            values.push_back(wireValue(std::move(value)));
    }
    return wire;
}

ExecuteResult wireResult(store::SqlResult result)
{
    return {.columns = std::move(result.columns),
            .rows = wireRows(std::move(result.rows)),
            .changes = result.changes,
            .lastInsertRowId = result.lastInsertRowId};
}

/// Every failure of SQL looks so (measured on engine 2.3.19).
SqliteError wireError(const Error &error)
{
    return {.group = u"core"_s, .code = u"internal_error"_s, .message = error.message};
}

} // namespace

std::variant<SqliteExecOk, SqliteError> carryOut(store::PageDatabase &database,
                                                 const SqliteExecRequest &request)
{
    Result<store::SqlResult> result = database.runScript(request.sql);
    if (!result)
        return wireError(result.error());
    return SqliteExecOk{.columns = std::move(result->columns), .rows = wireRows(std::move(result->rows))};
}

std::variant<ExecuteResult, SqliteError> carryOut(store::PageDatabase &database,
                                                  const SqliteExecuteRequest &request)
{
    Result<store::SqlResult> result = database.execute(storeStatement(request.sql, request.params));
    if (!result)
        return wireError(result.error());
    return wireResult(*std::move(result));
}

std::variant<SqliteExecuteBatchOk, SqliteError> carryOut(store::PageDatabase &database,
                                                         const SqliteExecuteBatchRequest &request)
{
    std::vector<store::SqlStatement> statements;
    statements.reserve(request.statements.size());
    for (const SqlStatement &each : request.statements)
        statements.push_back(storeStatement(each.sql, each.params));
    Result<std::vector<store::SqlResult>> results = database.executeBatch(statements);
    if (!results)
        return wireError(results.error());
    SqliteExecuteBatchOk ok;
    for (store::SqlResult &result : *results)
        ok.results.push_back(wireResult(std::move(result)));
    return ok;
}

} // namespace rove::host
