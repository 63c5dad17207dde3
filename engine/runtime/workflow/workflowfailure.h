// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QFlags>
#include <QtCore/QString>

namespace rove::runtime {

/// Why a step, a branch or a whole workflow has failed for good. A value; any thread.
struct WorkflowFailure {
    enum Kind {
        Critical = 0x1,   ///< A step gave `criticalError`, or went beyond a bound.
        Timeout = 0x2,    ///< A step took longer than its timeout.
        Exhausted = 0x4,  ///< A step has failed more often than it may.
        Rollback = 0x8,   ///< A step gave `rollbackError`.
        Join = 0x10,      ///< Branches of a join have failed.
        Race = 0x20,      ///< All branches of a race have failed.
        Exception = 0x40, ///< One has left the workflow's own code.
        Mismatch = 0x80,  ///< The workflow's code and its history do not fit together.
        Mistake = 0x100,  ///< The workflow's code uses its context wrongly.
    };
    Q_DECLARE_FLAGS(Kinds, Kind)

    Kind kind = Critical;
    QString where;   ///< The name of the step, join or race; empty for the workflow.
    QString message; ///< English; for logs and inspectors.
    int attempts = 0;

    /// The class of error that RivetKit has for it, as its history and its inspector show it.
    [[nodiscard]] QString errorName() const;
    /// Name and message.
    [[nodiscard]] QString text() const;
    /// Whether the code is to blame: nothing is rolled back, and the next start of the actor tries again.
    [[nodiscard]] bool isOfCode() const { return kind == Mismatch || kind == Mistake; }

    friend bool operator==(const WorkflowFailure &, const WorkflowFailure &) = default;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(WorkflowFailure::Kinds)

/// What a step gives to fail at once, without another attempt.
[[nodiscard]] std::unexpected<Error> criticalError(const QString &message);
/// The same, and no `tryStep` or `tryBlock` catches it unless asked to: the workflow is rolled back.
[[nodiscard]] std::unexpected<Error> rollbackError(const QString &message);

/// Of what a step gave: Critical or Rollback, or Exhausted for any other error.
[[nodiscard]] WorkflowFailure::Kind failureKindOf(const Error &error);
/// The name under which the history keeps a step's error, and its message.
[[nodiscard]] QString stepErrorText(const Error &error);
/// What such a text says of a step that failed for good.
[[nodiscard]] WorkflowFailure::Kind failureKindOf(const QString &stepErrorText);

} // namespace rove::runtime
