// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>

namespace rove::store {

/// A folder of this machine held for one engine: nobody else can take it until this is destroyed or its
/// process is gone. A value that moves.
class FolderLock {
public:
    /// Makes the folder if it is missing. `StoreLocked` if it is taken, also by this process; `IoFailed` if
    /// it cannot be written.
    static Result<FolderLock> take(const QString &folder);

    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file)
        : m_file(file)
    {}

    int m_file;
};

} // namespace rove::store
