// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlmessages.h"

#include "protocol/base/cbor.h"

#include <QtCore/QCborMap>
#include <QtCore/QtEndian>

#include <algorithm>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

/// What a value takes beside its text or bytes.
constexpr qsizetype valueOverheadBytes = 16;

std::unexpected<Error> badParameter(const QString &reason)
{
    return std::unexpected(Error::fromWire(u"sqlite"_s, u"invalid_bind_parameter"_s,
                                           u"Invalid SQLite bind parameter: "_s % reason));
}

v8::SqlFloat floatOf(double number)
{
    v8::SqlFloat wire;
    qToBigEndian(number, wire.value.data());
    return wire;
}

Result<v8::SqlValue> taggedValue(const QCborValue &value)
{
    if (value.tag() == cbor::arrayBufferTag || value.tag() == cbor::uint8ArrayTag)
        return v8::SqlBlob{value.taggedValue().toByteArray()};
    bool fits = false;
    const std::optional<QString> decimal = cbor::bigIntText(value);
    const qint64 integer = decimal ? decimal->toLongLong(&fits) : 0;
    if (!fits)
        return badParameter(decimal ? u"an integer of more than 64 bits"_s : u"a value of no SQL type"_s);
    return v8::SqlInteger{integer};
}

Result<std::vector<v8::SqlValue>> sqlValues(const QCborArray &parameters)
{
    std::vector<v8::SqlValue> values;
    for (const QCborValue &parameter : parameters)
        values.push_back(TRY(sqlValue(parameter)));
    return values;
}

qsizetype bytesOf(const std::optional<std::vector<v8::SqlValue>> &values)
{
    qsizetype bytes = 0;
    for (const v8::SqlValue &value : values.value_or(std::vector<v8::SqlValue>())) {
        bytes += valueOverheadBytes;
        if (const auto *text = std::get_if<v8::SqlText>(&value))
            bytes += 3 * text->value.size(); // UTF-8 takes no more for a UTF-16 unit.
        else if (const auto *blob = std::get_if<v8::SqlBlob>(&value))
            bytes += blob->value.size();
    }
    return bytes;
}

SqlResult resultOf(v8::ExecuteResult wire)
{
    SqlResult result{.columns = {wire.columns.begin(), wire.columns.end()},
                     .rows = {},
                     .changes = wire.changes,
                     .lastInsertRowId = wire.lastInsertRowId};
    result.rows.reserve(wire.rows.size());
    for (const std::vector<v8::SqlValue> &values : wire.rows) {
        QCborArray &row = result.rows.emplace_back();
        for (const v8::SqlValue &value : values)
            row.append(cborValue(value));
    }
    return result;
}

/// The good part of an answer that is a `Response`.
template <class Response, class Ok>
Result<Ok> okOf(v8::ToEnvoy answer)
{
    auto *response = std::get_if<Response>(&answer);
    auto *ok = response ? std::get_if<Ok>(&response->result) : nullptr;
    if (!ok)
        return failure(ErrorCode::StoreFailed, u"The storage answered something else."_s);
    return std::move(*ok);
}

} // namespace

Result<v8::ToEnvoy> sqlOutcome(v8::ToEnvoy answer)
{
    const v8::SqliteError *error = std::visit(
        []<class Message>(const Message &message) -> const v8::SqliteError * {
            if constexpr (requires { std::get_if<v8::SqliteError>(&message.result); })
                return std::get_if<v8::SqliteError>(&message.result);
            else
                return nullptr;
        },
        answer);
    if (error)
        return std::unexpected(Error::fromWire(error->group, error->code, error->message));
    return answer;
}

bool isStatementFailure(const Error &error)
{
    return error.code == ErrorCode::InternalError;
}

QCborArray SqlResult::objects() const
{
    QCborArray objects;
    for (const QCborArray &row : rows) {
        QCborMap object;
        for (qsizetype i = 0; i < std::min(columns.size(), row.size()); ++i)
            object.insert(columns[i], row.at(i));
        objects.append(object);
    }
    return objects;
}

Result<v8::SqlValue> sqlValue(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Null:
    case QCborValue::Undefined:
        return v8::SqlNull{};
    case QCborValue::False:
    case QCborValue::True:
        return v8::SqlInteger{value.isTrue() ? 1 : 0};
    case QCborValue::Integer:
        return v8::SqlInteger{value.toInteger()};
    case QCborValue::Double:
        return floatOf(value.toDouble());
    case QCborValue::String:
        return v8::SqlText{value.toString()};
    case QCborValue::ByteArray:
        return v8::SqlBlob{value.toByteArray()};
    case QCborValue::Tag:
        return taggedValue(value);
    default:
        return badParameter(u"a value of no SQL type"_s);
    }
}

QCborValue cborValue(const v8::SqlValue &value)
{
    if (const auto *integer = std::get_if<v8::SqlInteger>(&value))
        return QCborValue(static_cast<qint64>(integer->value));
    if (const auto *number = std::get_if<v8::SqlFloat>(&value))
        return QCborValue(qFromBigEndian<double>(number->value.data()));
    if (const auto *text = std::get_if<v8::SqlText>(&value))
        return QCborValue(text->value);
    if (const auto *blob = std::get_if<v8::SqlBlob>(&value))
        return QCborValue(blob->value);
    return QCborValue(nullptr);
}

Result<SqlRequest> executeRequest(const SqlStatement &statement)
{
    v8::SqliteExecuteRequest request;
    request.sql = statement.sql;
    if (!statement.parameters.isEmpty())
        request.params = TRY(sqlValues(statement.parameters));
    return request;
}

Result<SqlRequest> batchRequest(const std::vector<SqlStatement> &statements)
{
    v8::SqliteExecuteBatchRequest request;
    for (const SqlStatement &statement : statements) {
        v8::SqlStatement &wire = request.statements.emplace_back();
        wire.sql = statement.sql;
        if (!statement.parameters.isEmpty())
            wire.params = TRY(sqlValues(statement.parameters));
    }
    return request;
}

SqlRequest scriptRequest(const QString &sql)
{
    v8::SqliteExecRequest request;
    request.sql = sql;
    return request;
}

qsizetype requestBytes(const SqlRequest &request)
{
    if (const auto *execute = std::get_if<v8::SqliteExecuteRequest>(&request))
        return 3 * execute->sql.size() + bytesOf(execute->params);
    if (const auto *exec = std::get_if<v8::SqliteExecRequest>(&request))
        return 3 * exec->sql.size();
    qsizetype bytes = 0;
    for (const v8::SqlStatement &statement : std::get<v8::SqliteExecuteBatchRequest>(request).statements)
        bytes += valueOverheadBytes + 3 * statement.sql.size() + bytesOf(statement.params);
    return bytes;
}

Result<SqlResult> executeResult(v8::ToEnvoy answer)
{
    return okOf<v8::SqliteExecuteResponse, v8::ExecuteResult>(std::move(answer)).transform(resultOf);
}

Result<std::vector<SqlResult>> batchResult(v8::ToEnvoy answer)
{
    auto ok = TRY((okOf<v8::SqliteExecuteBatchResponse, v8::SqliteExecuteBatchOk>(std::move(answer))));
    std::vector<SqlResult> results;
    results.reserve(ok.results.size());
    for (v8::ExecuteResult &result : ok.results)
        results.push_back(resultOf(std::move(result)));
    return results;
}

Result<> scriptResult(const v8::ToEnvoy &answer)
{
    return okOf<v8::SqliteExecResponse, v8::SqliteExecOk>(answer).transform([](const v8::SqliteExecOk &) {});
}

} // namespace rove::runtime
