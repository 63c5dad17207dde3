// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterfields.h"

#include <QtCore/QStringView>

#include <optional>

namespace rove::ui {

/// The stretch of numbers that one written value stands for: a point for `5`, a day for `2026-11-27`. Both
/// ends belong to it.
struct FilterInterval {
    double from = 0;
    double to = 0;

    friend bool operator==(const FilterInterval &, const FilterInterval &) = default;
};

/// What a value of a Number, Duration, Size or Time field means at `now` (Unix milliseconds); none if it is
/// written wrongly. Numbers have a point, whatever the language; dates are local.
[[nodiscard]] std::optional<FilterInterval> filterInterval(FilterKind kind, QStringView text, qint64 now);

/// An example of how values of a kind are written, never translated.
[[nodiscard]] QString filterValueExample(FilterKind kind);

} // namespace rove::ui
