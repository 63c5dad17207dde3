// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/rocksstore.h"

#include "engine/store/rocksmedium.h"
#include "engine/store/workerstore.h"

#include <utility>

namespace rove::store {

Result<std::unique_ptr<Store>> openRocksStore(const QString &folder, Post post)
{
    std::unique_ptr<Medium> medium = TRY(RocksMedium::open(folder));
    return std::make_unique<WorkerStore>(std::move(medium), std::move(post));
}

} // namespace rove::store
