// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <QtCore/QString>

namespace rove::ui {

/// What people call an actor: its type and key, `chatRoom general`; the beginning of its id where it has no
/// key. Like the key below it is to be read, not copied: bounded, with invisible characters shown.
[[nodiscard]] QString actorLabel(const manager::Actor &actor);
/// The key as people read it, or a dash where there is none.
[[nodiscard]] QString actorKeyText(const manager::Actor &actor);

} // namespace rove::ui
