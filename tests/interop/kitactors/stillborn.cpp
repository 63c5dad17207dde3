// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/stillborn.h"

#include "engine/runtime/actorcontext.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;

Result<> Stillborn::onCreate(const QCborValue &input)
{
    m_name = input.toMap().value(u"name"_s).toString();
    if (m_name.isEmpty())
        return runtime::userError(u"no name"_s, u"nameless"_s);
    return {};
}

QCborMap Stillborn::read() const
{
    return context().state();
}

} // namespace rove::kitactors
