// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/snapshot.h"

#include "engine/store/sqlitemedium.h"

#include <QtCore/QFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

/// How many entries are in memory at a time.
constexpr std::size_t chunkCountMax = 256;

/// From the beginning to the end, chunk by chunk.
Result<> copyEntries(Medium &from, Medium &into)
{
    Range rest{.first = {}, .end = {}, .countMax = chunkCountMax};
    std::vector<Entry> chunk;
    do {
        chunk.clear();
        TRY(from.list(rest, chunk));
        for (Entry &entry : chunk) {
            rest.first = entry.key + '\0'; // The next key there can be.
            TRY(into.apply(Put{.key = std::move(entry.key), .value = std::move(entry.value)}));
        }
    } while (chunk.size() == chunkCountMax);
    return {};
}

Result<> fill(const QString &path, Medium &from)
{
    const std::unique_ptr<SqliteMedium> file = TRY(SqliteMedium::open(path, SqliteMedium::Journal::Rollback));
    TRY(file->begin());
    TRY(copyEntries(from, *file));
    return file->commit();
}

} // namespace

Result<> writeSnapshot(Medium &from, const QString &path)
{
    if (QFile::exists(path))
        return failure(ErrorCode::IoFailed, u"%1 exists already."_s.arg(path));
    const QString partial = path + ".partial"_L1;
    QFile::remove(partial);
    const Result<> filled = fill(partial, from);
    if (!filled) {
        QFile::remove(partial);
        return filled;
    }
    if (!QFile::rename(partial, path))
        return failure(ErrorCode::IoFailed, u"%1 cannot be written."_s.arg(path));
    return {};
}

Result<> readSnapshot(const QString &path, Medium &into)
{
    if (!QFile::exists(path))
        return failure(ErrorCode::IoFailed, u"There is no snapshot %1."_s.arg(path));
    std::vector<Entry> first;
    TRY(into.list({.first = {}, .end = {}, .countMax = 1}, first));
    if (!first.empty())
        return failure(ErrorCode::StoreFailed, u"A snapshot can only be restored into an empty store."_s);
    const std::unique_ptr<SqliteMedium> file = TRY(SqliteMedium::open(path, SqliteMedium::Journal::Rollback));
    TRY(file->begin());
    const Result<> copied = copyEntries(*file, into);
    file->rollBack();
    return copied;
}

} // namespace rove::store
