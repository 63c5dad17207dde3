// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/base/error.h"
#include "protocol/manager/types.h"

#include <QtCore/QString>

namespace rove::gateway {

/// A pool's settings as the API shows them and the core keeps them. `DatacenterNotFound` for another
/// datacenter than `datacenterName`, `RunnerConfigInvalid` with the reason for what no platform could be
/// asked with (spec/engine-api.md 1.9).
[[nodiscard]] Result<core::RunnerConfig> readRunnerConfig(const manager::RunnerConfigsUpsertRequest &body,
                                                          const QString &datacenterName);

} // namespace rove::gateway
