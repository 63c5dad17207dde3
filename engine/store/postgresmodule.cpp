// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/postgresmedium.h"
#include "engine/store/storemodule.h"

extern "C" Q_DECL_EXPORT rove::store::OpenMedium roveOpenMedium;

void roveOpenMedium(const QString &place, rove::Result<std::unique_ptr<rove::store::Medium>> &opened)
{
    opened = rove::store::PostgresMedium::open(place);
}
