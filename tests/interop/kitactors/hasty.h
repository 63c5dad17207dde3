// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

namespace rove::kitactors {

/// Gives an action half a second.
class Hasty : public runtime::Actor {
    Q_OBJECT

public:
    static runtime::ActorOptions options();

    Q_INVOKABLE rove::runtime::ActionResult wait(qint64 milliseconds);
};

} // namespace rove::kitactors
