// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/unwell.h"

#include "engine/runtime/actorcontext.h"

#include <stdexcept>

namespace rove::kitactors {

Result<> Unwell::onWake()
{
    if (m_isIll)
        throw std::runtime_error("a secret of the unwell");
    return {};
}

QCborMap Unwell::read() const
{
    return context().state();
}

void Unwell::fallIll()
{
    m_isIll = true;
    context().sleep();
}

} // namespace rove::kitactors
