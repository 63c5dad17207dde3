// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What an actor that has a workflow includes: `Workflow`, what its `run` returns, and WorkflowContext, what
/// that is given.
#include "engine/runtime/workflow/workflowcontext.h"
#include "engine/runtime/workflow/workflowfailure.h"
#include "engine/runtime/workflow/workflowtask.h"
