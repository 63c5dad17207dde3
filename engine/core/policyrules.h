// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "protocol/base/error.h"

#include <QtCore/QStringList>
#include <QtCore/QStringView>

namespace rove::core {

/// Sets one rule of a policy by its name, as a command line has it: `envoy-lost-threshold=20s`. Durations
/// are whole numbers of `ms`, `s` or `min`, milliseconds without a unit, at most a day; `never` stands for
/// none where a rule may be without. `ValidationInvalidInput` says what is wrong, or which rules there are.
[[nodiscard]] Result<> setRule(Policy &policy, QStringView assignment);

/// The names of all rules with the values that `policy` has for them, as `setRule` reads them.
[[nodiscard]] QStringList rulesOf(const Policy &policy);

} // namespace rove::core
