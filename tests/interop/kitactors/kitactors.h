// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorregistry.h"

/// The actors of tests/interop/rivetkit/actors in C++.
namespace rove::kitactors {

[[nodiscard]] runtime::ActorRegistry registry();

} // namespace rove::kitactors
