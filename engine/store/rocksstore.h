// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// A store in a RocksDB under a folder, which is made if it is missing: for more writes than one SQLite file
/// takes. `StoreLocked` if another engine has it open, `StoreTooNew` if a newer version wrote it, `IoFailed`
/// or `StoreFailed` if it cannot be used.
[[nodiscard]] Result<std::unique_ptr<Store>> openRocksStore(const QString &folder, Post post);

} // namespace rove::store
