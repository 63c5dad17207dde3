// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/sql/sqlresult.h"
#include "protocol/base/error.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QCborValue>

#include <variant>
#include <vector>

/// SQL as the envoy protocol carries it (spec/runner-envoy.md 2.3 and 5.2).
namespace rove::runtime {

/// A request for SQL; its actor and its id are set when it is sent.
using SqlRequest = std::variant<envoy::v8::SqliteExecRequest, envoy::v8::SqliteExecuteRequest,
                                envoy::v8::SqliteExecuteBatchRequest>;

/// `sqlite.invalid_bind_parameter` for a value that SQLite has no kind for.
[[nodiscard]] Result<envoy::v8::SqlValue> sqlValue(const QCborValue &value);
[[nodiscard]] QCborValue cborValue(const envoy::v8::SqlValue &value);

[[nodiscard]] Result<SqlRequest> executeRequest(const SqlStatement &statement);
[[nodiscard]] Result<SqlRequest> batchRequest(const std::vector<SqlStatement> &statements);
[[nodiscard]] SqlRequest scriptRequest(const QString &sql);
/// How much of a message it fills, about.
[[nodiscard]] qsizetype requestBytes(const SqlRequest &request);

/// The answer, or the failure that it reports, with the group and code of the wire.
[[nodiscard]] Result<envoy::v8::ToEnvoy> sqlOutcome(envoy::v8::ToEnvoy answer);
/// Whether the statement itself has failed, and nothing around it: so Rivet's engine reports it, and ours.
[[nodiscard]] bool isStatementFailure(const Error &error);

/// What a good answer holds.
[[nodiscard]] Result<SqlResult> executeResult(envoy::v8::ToEnvoy answer);
[[nodiscard]] Result<std::vector<SqlResult>> batchResult(envoy::v8::ToEnvoy answer);
[[nodiscard]] Result<> scriptResult(const envoy::v8::ToEnvoy &answer);

} // namespace rove::runtime
