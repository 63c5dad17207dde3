// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <expected>

namespace rove::ui {

/// Where and why a text is not JSON. Line and column count from 1, columns in UTF-16 units.
struct JsonTextError {
    int line = 1;
    int column = 1;
    qsizetype offset = 0;
    /// Translated, ready to show.
    QString message;
};

enum class JsonLayout { Indented, OneLine };

/// A value as JSON text with its keys in their own order. What JSON lacks is a pair: `["$BigInt", "12"]`,
/// `["$Undefined", 0]`, `["$Uint8Array", base64]`, `["$Date", iso]`, `["$Set", […]]`, `["$Map", [[k, v],
/// …]]`,
/// `["$Number", "NaN"]`, `["$Tag", [number, value]]`; a real pair that begins with such a word gets one more
/// `$`.
QString toJsonText(const QCborValue &value, JsonLayout layout = JsonLayout::Indented);

/// The value of a JSON text, with those pairs read back. Strict JSON, repeated keys refused, nesting bounded.
std::expected<QCborValue, JsonTextError> parseJsonText(QStringView text);

} // namespace rove::ui
