// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/kitactors.h"

#include "tests/interop/kitactors/cabinet.h"
#include "tests/interop/kitactors/errand.h"
#include "tests/interop/kitactors/hasty.h"
#include "tests/interop/kitactors/ledger.h"
#include "tests/interop/kitactors/mailbox.h"
#include "tests/interop/kitactors/napper.h"
#include "tests/interop/kitactors/notebook.h"
#include "tests/interop/kitactors/shift.h"
#include "tests/interop/kitactors/stillborn.h"
#include "tests/interop/kitactors/switchboard.h"
#include "tests/interop/kitactors/unwell.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;

runtime::ActorRegistry registry()
{
    runtime::ActorRegistry registry;
    registry.add<Cabinet>(u"cabinet"_s);
    registry.add<Errand>(u"errand"_s);
    registry.add<Hasty>(u"hasty"_s);
    registry.add<Switchboard>(u"lastingSwitchboard"_s, Switchboard::lastingOptions());
    registry.add<Ledger>(u"ledger"_s);
    registry.add<Mailbox>(u"mailbox"_s);
    registry.add<Napper>(u"napper"_s);
    registry.add<Notebook>(u"notebook"_s);
    registry.add<Shift>(u"shift"_s);
    registry.add<Stillborn>(u"stillborn"_s);
    registry.add<Switchboard>(u"switchboard"_s);
    registry.add<Unwell>(u"unwell"_s);
    return registry;
}

} // namespace rove::kitactors
