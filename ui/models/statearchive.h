// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/models/stateversion.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>
#include <QtCore/QIODevice>
#include <QtCore/QLockFile>

#include <memory>
#include <optional>
#include <vector>

namespace rove::ui {

/// Versions of one state in a file, or in memory: whole from time to time, and in between what changed.
///
/// The file is only ever appended to, one checked record a version; a record that was not written to its end
/// is cut off when the file is opened. Over its bounds it is written anew with fewer of the older versions.
/// Only one archive at a time uses a file; another gets `StoreLocked` and does with memory. Belongs to
/// StateHistory's worker; one thread at a time, which it blocks.
class StateArchive {
public:
    /// An empty path is an archive in memory.
    StateArchive(QString path, StateHistoryBounds bounds);
    ~StateArchive();
    Q_DISABLE_COPY_MOVE(StateArchive)

    /// Reads what is there. After an error the archive works, in memory.
    Result<> open(const QDateTime &now);
    [[nodiscard]] bool isOnDisk() const { return !m_path.isEmpty(); }
    [[nodiscard]] std::vector<StateVersion> versions() const;
    /// How much room the versions take.
    [[nodiscard]] qint64 size() const { return m_end; }

    /// Keeps a version; its number is filled in. None if the state is that of the last version.
    Result<std::optional<StateVersion>> append(StateVersion version, const QCborValue &value);
    /// True if versions were dropped to stay within the bounds.
    Result<bool> thin(const QDateTime &now);
    [[nodiscard]] Result<QCborValue> value(quint64 number);

    /// Goes on in memory with all versions and leaves the file.
    Result<> moveToMemory();
    /// Forgets all versions and removes the file. Numbers go on.
    Result<> erase();

    /// Removes files that nobody added to for long, and the oldest over the bound of a folder.
    static void prune(const QString &folder, const QDateTime &now, qint64 bytesMax);

private:
    struct Entry {
        StateVersion version;
        /// Of the body in the device.
        qint64 offset = 0;
        qint64 length = 0;
        bool isWhole = false;
    };
    /// A version that was read or written last.
    struct Known {
        quint64 number = 0;
        QCborValue value;
    };

    Result<> openFile();
    Result<> readEntries();
    /// False at the end of what can be read.
    bool readEntry(qint64 fileSize);
    [[nodiscard]] Result<QCborValue> bodyOf(const Entry &entry) const;
    [[nodiscard]] Result<QCborValue> after(const QCborValue &before, const Entry &entry) const;
    Result<Entry> write(QIODevice &device, qint64 at, const StateVersion &version, const QCborArray *patch,
                        const QCborValue &value) const;
    Result<Entry> encode(QIODevice &device, qint64 at, StateVersion version, const Known *before,
                         const QCborValue &value, qsizetype sinceWhole) const;
    Result<> rewrite(const std::vector<quint64> &kept);
    void useMemory();
    [[nodiscard]] qsizetype countSinceWhole() const;

    QString m_path;
    StateHistoryBounds m_bounds;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QIODevice> m_device;
    std::vector<Entry> m_entries;
    qint64 m_end = 0;
    quint64 m_lastNumber = 0;
    std::optional<Known> m_last;
    std::optional<Known> m_read;
};

/// Which of the versions, oldest first, stay if there may be only `count` of them: the newer half all, of the
/// older ones fewer the older they are.
[[nodiscard]] std::vector<quint64> thinnedVersions(const std::vector<StateVersion> &versions,
                                                   qsizetype count);

} // namespace rove::ui
