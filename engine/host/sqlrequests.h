// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/pagedatabase.h"
#include "protocol/envoy/v8.h"

#include <variant>

/// What envoys ask to be run as SQL, carried out on a database (spec/runner-envoy.md 5.2).
namespace rove::host {

[[nodiscard]] std::variant<envoy::v8::SqliteExecOk, envoy::v8::SqliteError>
carryOut(store::PageDatabase &database, const envoy::v8::SqliteExecRequest &request);
[[nodiscard]] std::variant<envoy::v8::ExecuteResult, envoy::v8::SqliteError>
carryOut(store::PageDatabase &database, const envoy::v8::SqliteExecuteRequest &request);
[[nodiscard]] std::variant<envoy::v8::SqliteExecuteBatchOk, envoy::v8::SqliteError>
carryOut(store::PageDatabase &database, const envoy::v8::SqliteExecuteBatchRequest &request);

} // namespace rove::host
