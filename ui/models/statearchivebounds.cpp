// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statearchive.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What of a past is kept when there is too much of it.
namespace rove::ui {

void StateArchive::prune(const QString &folder, const QDateTime &now, qint64 bytesMax)
{
    QList<QFileInfo> files;
    QDirIterator found(folder, {u"*"_s % ".states"_L1}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext())
        files.append(found.nextFileInfo());
    std::ranges::sort(files, std::ranges::greater(),
                      [](const QFileInfo &file) { return file.lastModified(); });
    const QDateTime oldest = now.addDuration(-StateHistoryBounds().ageMax);
    qint64 bytes = 0;
    for (const QFileInfo &file : files) {
        bytes += file.size();
        if (bytes <= bytesMax && file.lastModified() >= oldest)
            continue;
        QLockFile lock(file.filePath() % ".lock"_L1);
        if (lock.tryLock(0ms) && !QFile::remove(file.filePath()))
            qWarning("Cannot remove %s", qPrintable(file.filePath()));
    }
}

std::vector<quint64> thinnedVersions(const std::vector<StateVersion> &versions, qsizetype count)
{
    std::vector<quint64> numbers;
    for (const StateVersion &version : versions)
        numbers.push_back(version.number);
    const auto wanted = static_cast<size_t>(std::max<qsizetype>(count, 1));
    while (numbers.size() > wanted) {
        // Every other one of the older part goes.
        const size_t older = numbers.size() - std::max<size_t>(wanted / 2, 1);
        std::vector<quint64> kept;
        size_t surplus = numbers.size() - wanted;
        for (size_t i = 0; i < numbers.size(); ++i) {
            const bool isDropped = surplus > 0 && i < older && (i % 2 == 1 || older == 1);
            if (isDropped)
                --surplus;
            else
                kept.push_back(numbers[i]);
        }
        numbers = std::move(kept);
    }
    return numbers;
}

} // namespace rove::ui
