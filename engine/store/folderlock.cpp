// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/folderlock.h"

#include "engine/store/schema.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {

Result<FolderLock> FolderLock::take(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::IoFailed, u"The data folder %1 cannot be made."_s.arg(folder));
    const QByteArray path = QFile::encodeName(QDir(folder).filePath(u"rove.lock"_s));
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(ErrorCode::IoFailed, u"The data folder %1 cannot be written: %2."_s.arg(
                                                folder, QString::fromLocal8Bit(std::strerror(errno))));
    FolderLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return schema::locked(folder);
    return lock;
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{}

FolderLock::~FolderLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace rove::store
