// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/valuetree.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <vector>

/// The short texts of an event log: one line, bounded, and safe to show whatever an actor has put into its
/// names and values.
namespace rove::ui {

/// The text on one line: control characters and those that turn the direction of writing are shown as
/// escapes, and what is longer than `charactersMax` is cut with an ellipsis.
[[nodiscard]] QString plainLine(const QString &text, qsizetype charactersMax);
/// A value in a few characters: `"text"`, `12`, `{3}`, `[128]`.
[[nodiscard]] QString shortValue(const QCborValue &value);
/// `("ada", {2})`
[[nodiscard]] QString shortArguments(const QCborArray &arguments);
/// What changed, as one line: `count: 1 → 2, + topic, and 3 more`.
[[nodiscard]] QString changesLine(const std::vector<ValueChange> &changes, const QCborValue &before,
                                  const QCborValue &after);
/// About how many bytes a value holds; stops counting at `bytesMax`.
[[nodiscard]] qsizetype roughBytes(const QCborValue &value, qsizetype bytesMax);
/// The value as compact JSON, scalars included.
[[nodiscard]] QByteArray compactJson(const QCborValue &value);

} // namespace rove::ui
