// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/hasty.h"

#include "tests/interop/kitactors/pause.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

runtime::ActorOptions Hasty::options()
{
    runtime::ActorOptions options;
    options.actionTimeout = 500ms;
    return options;
}

runtime::ActionResult Hasty::wait(qint64 milliseconds)
{
    return pause(std::chrono::milliseconds(milliseconds), this).then([] { return u"done"_s; });
}

} // namespace rove::kitactors
