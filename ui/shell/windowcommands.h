// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rove::ui {

class ActionRegistry;

/// Makes the window's own commands: what they are called, how they look, their keys. What they do is
/// connected by whoever owns the registry, by their ids.
void makeWindowCommands(ActionRegistry &registry);

} // namespace rove::ui
