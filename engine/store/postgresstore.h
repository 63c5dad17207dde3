// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// A store in a PostgreSQL database that others keep and back up. `connectionString` is libpq's: a URL or
/// `key=value` words. Waits for the server, up to some seconds. `StoreLocked` if another engine uses the
/// database, `StoreTooNew` if a newer version wrote it, `StoreFailed` if it cannot be used.
[[nodiscard]] Result<std::unique_ptr<Store>> openPostgresStore(const QString &connectionString, Post post);

} // namespace rove::store
