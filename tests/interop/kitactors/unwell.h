// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"

#include <QtCore/QCborMap>

namespace rove::kitactors {

/// Once it has fallen ill it fails to wake.
class Unwell : public runtime::Actor {
    Q_OBJECT
    Q_PROPERTY(bool isIll MEMBER m_isIll)

public:
    Result<> onWake() override;

    Q_INVOKABLE QCborMap read() const;
    Q_INVOKABLE void fallIll();

private:
    bool m_isIll = false;
};

} // namespace rove::kitactors
