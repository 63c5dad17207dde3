// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/foldermove.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>

namespace rove::ui {
namespace {

/// File by file, where the new folder is on another disk or has something already.
void moveFiles(const QDir &from, const QDir &to)
{
    QDirIterator files(from.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to.filePath(from.relativeFilePath(file));
        if (QFile::exists(target))
            continue;
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::rename(file, target))
            qWarning("%s could not be moved to %s", qPrintable(file), qPrintable(target));
    }
}

void removeEmptyFolders(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot))
        removeEmptyFolders(dir.filePath(name));
    // Fails for one that is not empty, as it should.
    QDir().rmdir(folder);
}

} // namespace

void moveFolder(const QString &from, const QString &to)
{
    if (!QFileInfo(from).isDir() || QDir(from) == QDir(to))
        return;
    if (!QFileInfo::exists(to) && QDir().mkpath(QFileInfo(to).path()) && QDir().rename(from, to))
        return;
    moveFiles(QDir(from), QDir(to));
    removeEmptyFolders(from);
}

} // namespace rove::ui
