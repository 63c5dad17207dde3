// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorregistry.h"

/// The sample actors that come with Rove.
namespace rove::runtime::examples {

/// `counter`, `chatRoom`, `diary`, `guestbook`, `order` and `postbox`.
[[nodiscard]] ActorRegistry registry();

} // namespace rove::runtime::examples
