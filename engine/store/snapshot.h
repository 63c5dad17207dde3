// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"

#include <QtCore/QString>

namespace rove::store {

/// Copies every entry into a new file at `path`, whatever the medium: the file is that of a filesystem store,
/// so a folder with it under the name `rove.sqlite` opens. The file appears when it is whole; one that is
/// there already is an `IoFailed`. Within a transaction of `from`. Takes as long as reading everything.
[[nodiscard]] Result<> writeSnapshot(Medium &from, const QString &path);

/// Puts every entry of a snapshot into `into`, which must be empty (`StoreFailed` otherwise), within a
/// transaction of it. `StoreTooNew` for a snapshot of a newer version.
[[nodiscard]] Result<> readSnapshot(const QString &path, Medium &into);

} // namespace rove::store
