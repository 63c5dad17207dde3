// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/statedocument.h"
#include "ui/widgets/valuetreemodel.h"

namespace rove::ui {

/// What a tree says beside the values of a document: its edits, its conflicts, and what the actor changed
/// lately.
[[nodiscard]] ValueMarks marksOf(const StateDocument &document);

} // namespace rove::ui
