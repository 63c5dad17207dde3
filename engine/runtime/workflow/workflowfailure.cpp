// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowfailure.h"

namespace rove::runtime {

using namespace Qt::StringLiterals;

namespace {

constexpr auto group = "workflow"_L1;
constexpr auto criticalCode = "critical"_L1;
constexpr auto rollbackCode = "rollback"_L1;
constexpr auto timeoutName = "StepTimeoutError"_L1;
constexpr auto criticalName = "CriticalError"_L1;
constexpr auto rollbackName = "RollbackError"_L1;

bool isOf(const Error &error, QLatin1StringView code)
{
    return error.group() == group && error.codeName() == code;
}

} // namespace

QString WorkflowFailure::errorName() const
{
    switch (kind) {
    case Critical:
        return criticalName;
    case Timeout:
        return timeoutName;
    case Exhausted:
        return u"StepExhaustedError"_s;
    case Rollback:
        return rollbackName;
    case Join:
        return u"JoinError"_s;
    case Race:
        return u"RaceError"_s;
    case Exception:
        return u"Error"_s;
    case Mismatch:
        return u"HistoryDivergedError"_s;
    case Mistake:
        return u"WorkflowMistakeError"_s;
    }
    return u"Error"_s;
}

QString WorkflowFailure::text() const
{
    return errorName() % u": "_s % message;
}

std::unexpected<Error> criticalError(const QString &message)
{
    return std::unexpected(Error::fromWire(group, criticalCode, message));
}

std::unexpected<Error> rollbackError(const QString &message)
{
    return std::unexpected(Error::fromWire(group, rollbackCode, message));
}

WorkflowFailure::Kind failureKindOf(const Error &error)
{
    if (isOf(error, criticalCode))
        return WorkflowFailure::Critical;
    if (isOf(error, rollbackCode))
        return WorkflowFailure::Rollback;
    return WorkflowFailure::Exhausted;
}

QString stepErrorText(const Error &error)
{
    switch (failureKindOf(error)) {
    case WorkflowFailure::Critical:
        return criticalName % u": "_s % error.message;
    case WorkflowFailure::Rollback:
        return rollbackName % u": "_s % error.message;
    default:
        return u"Error: "_s % error.message;
    }
}

WorkflowFailure::Kind failureKindOf(const QString &stepErrorText)
{
    const QString name = stepErrorText.section(u':', 0, 0);
    if (name == criticalName)
        return WorkflowFailure::Critical;
    if (name == rollbackName)
        return WorkflowFailure::Rollback;
    if (name == timeoutName)
        return WorkflowFailure::Timeout;
    return WorkflowFailure::Exhausted;
}

} // namespace rove::runtime
