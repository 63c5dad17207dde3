// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QJsonObject>

/// What an inspector's HTTP routes show of an actor's workflow (spec/inspector.md 4.2).
namespace rove::runtime {

class WorkflowRunner;

/// `history`, `workflowState` and `isWorkflowEnabled`; the first two null without a workflow.
[[nodiscard]] QJsonObject inspectedWorkflow(const WorkflowRunner &workflow);

/// The HTTP status of a replay that was refused.
[[nodiscard]] int replayStatus(const Error &error);

} // namespace rove::runtime
