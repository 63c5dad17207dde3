// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/rocksstore.h"

#include "engine/store/storemodule.h"
#include "engine/store/workerstore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {

Result<std::unique_ptr<Store>> openRocksStore(const QString &folder, Post post)
{
    std::unique_ptr<Medium> medium = TRY(openByModule(u"rocksdb"_s, folder));
    return std::make_unique<WorkerStore>(std::move(medium), std::move(post));
}

} // namespace rove::store
