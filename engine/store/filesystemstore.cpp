// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filesystemstore.h"

#include "engine/store/sqlitemedium.h"
#include "engine/store/workerstore.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {

Result<std::unique_ptr<Store>> openFilesystemStore(const QString &folder, Post post)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::IoFailed, u"The data folder %1 cannot be made."_s.arg(folder));
    const QString path = QDir(folder).filePath(u"rove.sqlite"_s);
    // SQLite opens what it may not write for reading, and complains later, in words that name nothing.
    const QFileInfo file(path);
    if (!QFileInfo(folder).isWritable() || (file.exists() && !file.isWritable()))
        return failure(ErrorCode::IoFailed, u"The data folder %1 cannot be written."_s.arg(folder));
    std::unique_ptr<Medium> medium = TRY(SqliteMedium::open(path, SqliteMedium::Journal::WriteAhead));
    return std::make_unique<WorkerStore>(std::move(medium), std::move(post));
}

} // namespace rove::store
