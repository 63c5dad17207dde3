// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/valuetree.h"

#include <QtCore/QCborArray>

#include <optional>
#include <vector>

namespace rove::ui {

[[nodiscard]] QCborArray toCbor(const ValuePath &path);
[[nodiscard]] ValuePath pathFromCbor(const QCborArray &steps);

/// What turns a value into `after`, as CBOR; `changes` is `diffValues()` of the two, in that order.
[[nodiscard]] QCborArray toPatch(const std::vector<ValueChange> &changes, const QCborValue &after);
/// None if the patch is not one of `before`.
[[nodiscard]] std::optional<QCborValue> patched(const QCborValue &before, const QCborArray &patch);

} // namespace rove::ui
