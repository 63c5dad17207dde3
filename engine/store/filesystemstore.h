// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// A store in one SQLite file of a folder, which is made if it is missing. `StoreLocked` if another engine
/// has it open, `StoreTooNew` if a newer version wrote it, `IoFailed` or `StoreFailed` if it cannot be used.
[[nodiscard]] Result<std::unique_ptr<Store>> openFilesystemStore(const QString &folder, Post post);

} // namespace rove::store
