// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/napper.h"

#include "engine/runtime/actorcontext.h"
#include "tests/interop/kitactors/pause.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

runtime::ActorOptions Napper::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 500ms;
    return options;
}

Result<> Napper::onWake()
{
    ++m_wakes;
    return {};
}

QCborMap Napper::read() const
{
    return context().state();
}

runtime::ActionResult Napper::ringLater(qint64 delay)
{
    return context().scheduleAfter(std::chrono::milliseconds(delay), u"ring"_s);
}

runtime::ActionResult Napper::work(qint64 milliseconds)
{
    return pause(std::chrono::milliseconds(milliseconds), this).then(this, [this, before = m_wakes] {
        return QList<int>{before, m_wakes};
    });
}

} // namespace rove::kitactors
