// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/pagefile.h"

struct sqlite3;

namespace rove::store {

/// A new connection of SQLite whose one file is `file`, which outlives it; it opens no other, as its
/// temporary data stays in memory. To be closed by who gets it, also if `code` says that opening failed.
struct PageConnection {
    sqlite3 *handle = nullptr;
    int code = 0; ///< SQLite's result code.
};
[[nodiscard]] PageConnection openPages(PageFile &file);

} // namespace rove::store
