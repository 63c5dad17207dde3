// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QString>

namespace rove::ui {

/// A value as JavaScript source that gives the same value: `12n`, `new Date("…")`, `{a: 1}`.
[[nodiscard]] QString jsLiteral(const QCborValue &value);

/// `"ada", "hi"`.
[[nodiscard]] QString jsArguments(const QCborArray &arguments);

/// `await actor.send("ada", "hi")`.
[[nodiscard]] QString jsActionCall(const QString &action, const QCborArray &arguments);

} // namespace rove::ui
