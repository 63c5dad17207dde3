// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/postgresstore.h"

#include "engine/store/postgresmedium.h"
#include "engine/store/workerstore.h"

#include <utility>

namespace rove::store {

Result<std::unique_ptr<Store>> openPostgresStore(const QString &connectionString, Post post)
{
    std::unique_ptr<Medium> medium = TRY(PostgresMedium::open(connectionString));
    return std::make_unique<WorkerStore>(std::move(medium), std::move(post));
}

} // namespace rove::store
