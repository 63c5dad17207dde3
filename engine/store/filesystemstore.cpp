// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filesystemstore.h"

#include "engine/store/filesystemworker.h"
#include "engine/store/sqlite.h"

#include <QtCore/QDir>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

constexpr auto fileName = "rove.sqlite"_L1;
constexpr qint64 applicationId = 0x526f7665; // "Rove"
constexpr qint64 schemaVersion = 1;

Result<> makeSchema(Database &database)
{
    TRY(database.execute("BEGIN IMMEDIATE"));
    TRY(database.execute("PRAGMA application_id = 0x526f7665"));
    TRY(database.execute("PRAGMA user_version = 1"));
    TRY(database.execute("CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"));
    return database.execute("COMMIT");
}

/// An empty file becomes a store; anything else has to be one that we understand.
Result<> checkSchema(Database &database)
{
    const qint64 id = TRY(database.queryInteger("PRAGMA application_id"));
    const qint64 version = TRY(database.queryInteger("PRAGMA user_version"));
    const qint64 tableCount = TRY(database.queryInteger("SELECT count(*) FROM sqlite_master"));
    if (id == 0 && version == 0 && tableCount == 0)
        return makeSchema(database);
    if (id != applicationId)
        return failure(ErrorCode::StoreFailed,
                       u"The data folder's "_s + fileName + u" is not a store of Rove."_s);
    if (version > schemaVersion)
        return failure(ErrorCode::StoreTooNew);
    return {};
}

Result<Database> openDatabase(const QString &path)
{
    Database database = TRY(Database::open(path));
    TRY(checkSchema(database));
    TRY(database.execute("PRAGMA journal_mode = WAL"));
    TRY(database.execute("PRAGMA synchronous = FULL"));
    return database;
}

} // namespace

Result<std::unique_ptr<Store>> FilesystemStore::open(const QString &folder, Post post)
{
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::IoFailed, u"The data folder %1 cannot be made."_s.arg(folder));
    Database database = TRY(openDatabase(QDir(folder).filePath(fileName)));
    auto statements = TRY(FilesystemWorker::Statements::prepare(database));
    return std::make_unique<FilesystemStore>(
        std::make_unique<FilesystemWorker>(std::move(database), std::move(statements), std::move(post)));
}

FilesystemStore::FilesystemStore(std::unique_ptr<FilesystemWorker> worker)
    : m_worker(std::move(worker))
{}

FilesystemStore::~FilesystemStore() = default;

void FilesystemStore::write(Batch batch, Written written)
{
    m_worker->enqueue(WriteTask{.batch = std::move(batch), .written = std::move(written)});
}

void FilesystemStore::get(std::vector<QByteArray> keys, Read read)
{
    m_worker->enqueue(GetTask{.keys = std::move(keys), .read = std::move(read)});
}

void FilesystemStore::list(Range range, Read read)
{
    m_worker->enqueue(ListTask{.range = std::move(range), .read = std::move(read)});
}

} // namespace rove::store
