// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/manager/types.h"

/// The core's records as the manager API shows them.
namespace rove::gateway {

[[nodiscard]] manager::Namespace toApi(const core::Namespace &record);
[[nodiscard]] manager::Actor toApi(const core::Actor &record, const QString &datacenterName);
[[nodiscard]] manager::Envoy toApi(const core::Envoy &record, const QString &datacenterName);
/// Of a host that is a runner.
[[nodiscard]] manager::Runner runnerToApi(const core::Envoy &record, const QString &datacenterName);
[[nodiscard]] core::CrashPolicy toCore(manager::CrashPolicy policy);

} // namespace rove::gateway
