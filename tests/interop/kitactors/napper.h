// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborMap>

namespace rove::kitactors {

/// Sleeps after half a second without anything to do.
class Napper : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(int wakes MEMBER m_wakes)
    Q_PROPERTY(int rings MEMBER m_rings)

public:
    static runtime::ActorOptions options();

    Result<> onWake() override;

    Q_INVOKABLE QCborMap read() const;
    Q_INVOKABLE rove::runtime::ActionResult ringLater(qint64 delay);
    Q_INVOKABLE void ring() { ++m_rings; }
    /// Gives how often it had woken before and after.
    Q_INVOKABLE rove::runtime::ActionResult work(qint64 milliseconds);

private:
    int m_wakes = 0;
    int m_rings = 0;
};

} // namespace rove::kitactors
