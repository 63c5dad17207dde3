// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QString>

#include <expected>

namespace rove::script {

/// Stands before a text that is shown in place of what cannot leave a world: a function, a promise, a cycle.
/// Rove's own and never on the wire.
inline constexpr QCborTag shownTag{0x726f7666};

/// How a value leaves a world.
enum class Crossing {
    /// As it is, or not at all: a function, a cycle, or too large a value is an error that says where.
    Exact,
    /// For eyes: what cannot leave is described under `shownTag`, what is too large is cut, and no getter is
    /// called.
    Shown,
};

/// What a script threw, or why it ended otherwise. A value, also the way a host function throws.
struct Thrown {
    enum class Cause {
        Script,
        /// Somebody asked for it.
        Stopped,
        /// It ran longer without a pause than a turn may.
        TimedOut,
        /// It took more memory than a world may.
        OutOfMemory,
    };

    Cause cause = Cause::Script;
    /// `TypeError`; empty if what was thrown is not an Error.
    QString name = {};
    QString message = {};
    /// One frame a line: `at f (input 1:2:3)`; empty if it has none.
    QString stack = {};
    /// What the Error carries besides.
    QCborMap details = {};

    /// `TypeError: message`.
    [[nodiscard]] QString text() const
    {
        if (name.isEmpty() || message.isEmpty())
            return name + message;
        return name + QStringLiteral(": ") + message;
    }

    friend bool operator==(const Thrown &, const Thrown &) = default;
};

/// What came of running something.
using Outcome = std::expected<QCborValue, Thrown>;

} // namespace rove::script
