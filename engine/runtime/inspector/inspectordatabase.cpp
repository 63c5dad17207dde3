// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectordatabase.h"

#include "protocol/base/cbor.h"

#include <QtCore/QObject>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint64_t rowCountMax = 500; // spec/inspector.md 3.11
/// Tables and views of one schema; the rest is not shown.
constexpr int tableCountMax = 1000;
/// How many statements tell of one table.
constexpr std::size_t statementsPerTable = 3;

const QString listTables =
    u"SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_drizzle\\_%' ESCAPE '\\' "
    "ORDER BY name LIMIT ?"_s;

QString quoted(const QString &name)
{
    return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
}

/// A blob is an array of its bytes, a number that JSON does not have null.
QCborValue shown(const QCborValue &value)
{
    if (value.isDouble() && !std::isfinite(value.toDouble()))
        return QCborValue(nullptr);
    if (!value.isByteArray())
        return value;
    QCborArray bytes;
    for (const char byte : value.toByteArray())
        bytes.append(static_cast<int>(static_cast<unsigned char>(byte)));
    return bytes;
}

QCborArray shownRows(const SqlResult &result)
{
    SqlResult shownResult{.columns = result.columns, .rows = {}, .changes = {}, .lastInsertRowId = {}};
    for (const QCborArray &row : result.rows) {
        QCborArray &values = shownResult.rows.emplace_back();
        for (const QCborValue &value : row)
            values.append(shown(value));
    }
    return shownResult.objects();
}

std::vector<SqlStatement> tableStatements(const SqlResult &tables)
{
    std::vector<SqlStatement> statements;
    for (const QCborArray &table : tables.rows) {
        const QString name = quoted(table.at(0).toString());
        statements.push_back({.sql = u"PRAGMA table_info(%1)"_s.arg(name)});
        statements.push_back({.sql = u"PRAGMA foreign_key_list(%1)"_s.arg(name)});
        statements.push_back({.sql = u"SELECT COUNT(*) FROM %1"_s.arg(name)});
    }
    return statements;
}

QCborMap schemaOf(const SqlResult &tables, const std::vector<SqlResult> &parts)
{
    QCborArray list;
    for (std::size_t i = 0; i < tables.rows.size() && (i + 1) * statementsPerTable <= parts.size(); ++i) {
        const auto *const part = &parts[i * statementsPerTable];
        const QCborArray &table = tables.rows[i];
        const QCborValue records = part[2].rows.empty() ? QCborValue(0) : part[2].rows.front().at(0);
        list.append(QCborMap{
            {u"columns"_s, part[0].objects()},
            {u"foreignKeys"_s, part[1].objects()},
            {u"records"_s, records},
            {u"table"_s,
             QCborMap{{u"name"_s, table.at(0)}, {u"schema"_s, u"main"_s}, {u"type"_s, table.at(1)}}}});
    }
    return {{u"tables"_s, list}};
}

QFuture<Result<SqlResult>> runFor(Database &database, const QJsonObject &body)
{
    const QString sql = body.value("sql"_L1).toString();
    const QCborValue given =
        cbor::fromJson(body.contains("properties"_L1) ? body.value("properties"_L1) : body.value("args"_L1));
    if (given.isMap())
        return database.executeNamed(sql, given.toMap());
    return database.execute(sql, given.toArray());
}

} // namespace

void inspectSchema(Database &database, QObject *context, Inspected<QCborMap> done)
{
    if (!database.isEnabled())
        return done(schemaOf({}, {}));
    auto describe = [&database, context, done = std::move(done)](const Result<SqlResult> &tables) mutable {
        if (!tables)
            return done(std::unexpected(tables.error()));
        database.executeBatch(tableStatements(*tables))
            .then(context, [tables = *tables,
                            done = std::move(done)](const Result<std::vector<SqlResult>> &parts) mutable {
                done(parts.transform([&tables](const auto &found) { return schemaOf(tables, found); }));
            });
    };
    database.execute(listTables, {tableCountMax}).then(context, std::move(describe));
}

void inspectRows(Database &database, const RowRange &range, QObject *context, Inspected<QCborArray> done)
{
    // An offset beyond 63 bits is one beyond every table.
    constexpr std::uint64_t offsetMax = std::uint64_t{1} << 62;
    const QString sql = u"SELECT * FROM %1 LIMIT ? OFFSET ?"_s.arg(quoted(range.table));
    const QCborArray parameters{static_cast<qint64>(std::min(range.limit, rowCountMax)),
                                static_cast<qint64>(std::min(range.offset, offsetMax))};
    database.execute(sql, parameters)
        .then(context, [done = std::move(done)](const Result<SqlResult> &rows) mutable {
            done(rows.transform(shownRows));
        });
}

void inspectExecute(Database &database, const QJsonObject &body, QObject *context, Inspected<QCborArray> done)
{
    runFor(database, body).then(context, [done = std::move(done)](const Result<SqlResult> &rows) mutable {
        done(rows.transform(shownRows));
    });
}

} // namespace rove::runtime
