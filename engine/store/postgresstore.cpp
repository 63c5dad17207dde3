// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/postgresstore.h"

#include "engine/store/storemodule.h"
#include "engine/store/workerstore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {

Result<std::unique_ptr<Store>> openPostgresStore(const QString &connectionString, Post post)
{
    std::unique_ptr<Medium> medium = TRY(openByModule(u"postgres"_s, connectionString));
    return std::make_unique<WorkerStore>(std::move(medium), std::move(post));
}

} // namespace rove::store
