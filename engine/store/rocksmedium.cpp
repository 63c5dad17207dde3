// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/rocksmedium.h"

#include "engine/store/folderlock.h"
#include "engine/store/schema.h"

#include <QtCore/QDir>

#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/write_batch_with_index.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

/// A column family of its own, so that every key is free for entries.
constexpr const char *metaFamily = "rove";
constexpr const char *versionKey = "version";
constexpr const char *commitKey = "commit";
constexpr qsizetype farAwayKeyBytes = 64; ///< Of 0xff: nobody has keys behind that.

rocksdb::Slice sliceOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray bytesOf(const rocksdb::Slice &slice)
{
    return {slice.data(), static_cast<qsizetype>(slice.size())};
}

std::unexpected<Error> fault(const rocksdb::Status &status)
{
    const QString text = QString::fromStdString(status.ToString());
    if (status.IsCorruption())
        return failure(ErrorCode::StoreFailed, u"The store's files are damaged: "_s + text);
    if (status.IsNoSpace())
        return failure(ErrorCode::StoreFailed, u"The disk is full."_s);
    return failure(ErrorCode::StoreFailed, u"The store failed: "_s + text);
}

Result<> check(const rocksdb::Status &status)
{
    if (!status.ok())
        return fault(status);
    return {};
}

rocksdb::Options databaseOptions()
{
    rocksdb::Options options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.write_buffer_size = 16 << 20;
    options.max_total_wal_size = 64 << 20;
    options.max_background_jobs = 2;
    options.keep_log_file_num = 2;
    options.info_log_level = rocksdb::WARN_LEVEL;
    return options;
}

rocksdb::ColumnFamilyOptions entryOptions()
{
    rocksdb::ColumnFamilyOptions options;
    options.write_buffer_size = 16 << 20;
    rocksdb::BlockBasedTableOptions table;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    return options;
}

bool isInside(const QByteArray &key, const QByteArray &first, const QByteArray &end)
{
    return key >= first && (end.isEmpty() || key < end);
}

} // namespace

/// The database and the transaction under way.
class RocksMedium::Private {
public:
    Private(QString folder, FolderLock lock)
        : m_folder(std::move(folder))
        , m_lock(std::move(lock))
    {}
    ~Private() { close(); }

    Result<> open();
    void close();
    Result<> checkSchema(bool isNew);
    Result<std::uint64_t> readNumber(const char *key);
    Result<> ensureOpen() { return m_database ? Result<>() : open(); }

    [[nodiscard]] std::unique_ptr<rocksdb::Iterator> iterator();
    Result<> removeRange(const RemoveRange &range);
    Result<> commit();
    Result<> settle(const rocksdb::Status &status);

    const QString m_folder;
    FolderLock m_lock; ///< Before the database, so that nobody comes in while it is opened anew.
    std::unique_ptr<rocksdb::DB> m_database;
    rocksdb::ColumnFamilyHandle *m_entries = nullptr;
    rocksdb::ColumnFamilyHandle *m_meta = nullptr;
    /// Later writes of a key replace earlier ones, as reads expect.
    rocksdb::WriteBatchWithIndex m_batch{rocksdb::BytewiseComparator(), 0, true};
    std::uint64_t m_commitNumber = 0;
    bool m_isChanged = false;
};

Result<> RocksMedium::Private::open()
{
    const rocksdb::Options options = databaseOptions();
    const bool isNew = !QFileInfo::exists(m_folder + "/CURRENT"_L1);
    std::vector<rocksdb::ColumnFamilyHandle *> families;
    rocksdb::DB *database = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(
        options, m_folder.toStdString(),
        {{rocksdb::kDefaultColumnFamilyName, entryOptions()}, {metaFamily, rocksdb::ColumnFamilyOptions()}},
        &families, &database);
    if (!status.ok())
        return fault(status);
    m_database.reset(database);
    m_entries = families.at(0);
    m_meta = families.at(1);
    const Result<> fits = checkSchema(isNew);
    if (!fits)
        close();
    return fits;
}

void RocksMedium::Private::close()
{
    if (!m_database)
        return;
    m_database->DestroyColumnFamilyHandle(std::exchange(m_meta, nullptr));
    m_database->DestroyColumnFamilyHandle(std::exchange(m_entries, nullptr));
    m_database->Close();
    m_database.reset();
}

Result<> RocksMedium::Private::checkSchema(bool isNew)
{
    if (isNew) {
        rocksdb::WriteOptions options;
        options.sync = true;
        TRY(check(m_database->Put(options, m_meta, versionKey, std::to_string(schema::version))));
    }
    TRY(schema::check(qint64(TRY(readNumber(versionKey))), m_folder));
    m_commitNumber = TRY(readNumber(commitKey));
    return {};
}

/// 0 if it was never written.
Result<std::uint64_t> RocksMedium::Private::readNumber(const char *key)
{
    std::string value;
    const rocksdb::Status status = m_database->Get({}, m_meta, key, &value);
    if (status.IsNotFound())
        return std::uint64_t(0);
    TRY(check(status));
    return QByteArray::fromStdString(value).toULongLong();
}

/// Over the transaction and what it found, in the order of the keys.
std::unique_ptr<rocksdb::Iterator> RocksMedium::Private::iterator()
{
    return std::unique_ptr<rocksdb::Iterator>(
        m_batch.NewIteratorWithBase(m_entries, m_database->NewIterator({}, m_entries)));
}

Result<> RocksMedium::Private::removeRange(const RemoveRange &range)
{
    std::vector<QByteArray> doomed;
    const auto at = iterator();
    for (at->Seek(sliceOf(range.first)); at->Valid(); at->Next()) {
        QByteArray key = bytesOf(at->key());
        if (!isInside(key, range.first, range.end))
            break;
        doomed.push_back(std::move(key));
    }
    TRY(check(at->status()));
    for (const QByteArray &key : doomed)
        TRY(check(m_batch.Delete(m_entries, sliceOf(key))));
    return {};
}

Result<> RocksMedium::Private::commit()
{
    if (!m_isChanged)
        return {};
    TRY(check(m_batch.Put(m_meta, commitKey, std::to_string(m_commitNumber + 1))));
    rocksdb::WriteOptions options;
    options.sync = true;
    return settle(m_database->Write(options, m_batch.GetWriteBatch()));
}

/// Whether the newest commit is on disk, after RocksDB's answer to it.
Result<> RocksMedium::Private::settle(const rocksdb::Status &status)
{
    const std::uint64_t wanted = m_commitNumber + 1;
    if (status.ok()) {
        m_commitNumber = wanted;
        return {};
    }
    const std::unexpected<Error> error = fault(status);
    close();
    if (!open() || m_commitNumber != wanted)
        return error;
    return {};
}

Result<std::unique_ptr<RocksMedium>> RocksMedium::open(const QString &folder)
{
    FolderLock lock = TRY(FolderLock::take(folder));
    auto d = std::make_unique<Private>(QDir(folder).filePath(u"rocksdb"_s), std::move(lock));
    TRY(d->open());
    return std::unique_ptr<RocksMedium>(new RocksMedium(std::move(d)));
}

RocksMedium::RocksMedium(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{}

RocksMedium::~RocksMedium() = default;

Result<> RocksMedium::begin()
{
    m_d->m_batch.Clear();
    m_d->m_isChanged = false;
    return m_d->ensureOpen();
}

Result<> RocksMedium::apply(const Mutation &mutation)
{
    m_d->m_isChanged = true;
    if (const auto *put = std::get_if<Put>(&mutation))
        return check(m_d->m_batch.Put(m_d->m_entries, sliceOf(put->key), sliceOf(put->value)));
    if (const auto *remove = std::get_if<Remove>(&mutation))
        return check(m_d->m_batch.Delete(m_d->m_entries, sliceOf(remove->key)));
    return m_d->removeRange(std::get<RemoveRange>(mutation));
}

Result<> RocksMedium::get(const std::vector<QByteArray> &keys, std::vector<Entry> &found)
{
    for (const QByteArray &key : keys) {
        rocksdb::PinnableSlice value;
        const rocksdb::Status status =
            m_d->m_batch.GetFromBatchAndDB(m_d->m_database.get(), {}, m_d->m_entries, sliceOf(key), &value);
        if (status.IsNotFound())
            continue;
        TRY(check(status));
        found.push_back({.key = key, .value = bytesOf(value)});
    }
    return {};
}

Result<> RocksMedium::list(const Range &range, std::vector<Entry> &found)
{
    const auto at = m_d->iterator();
    const bool isUp = range.direction == Direction::Ascending;
    if (isUp)
        at->Seek(sliceOf(range.first));
    else if (range.end.isEmpty())
        at->SeekToLast();
    else
        at->SeekForPrev(sliceOf(range.end));
    if (!isUp && at->Valid() && !range.end.isEmpty() && bytesOf(at->key()) == range.end)
        at->Prev(); // The end is outside.
    for (std::size_t count = 0; count < range.countMax && at->Valid(); ++count) {
        QByteArray key = bytesOf(at->key());
        if (!isInside(key, range.first, range.end))
            break;
        found.push_back({.key = std::move(key), .value = bytesOf(at->value())});
        if (isUp)
            at->Next();
        else
            at->Prev();
    }
    return check(at->status());
}

/// As they are on disk, which is compressed, and without the transaction under way.
Result<std::uint64_t> RocksMedium::measure(const Range &range)
{
    if (!range.end.isEmpty() && range.first >= range.end)
        return std::uint64_t(0);
    const QByteArray end = range.end.isEmpty() ? QByteArray(farAwayKeyBytes, '\xff') : range.end;
    const rocksdb::Range bounds(sliceOf(range.first), sliceOf(end));
    rocksdb::SizeApproximationOptions options;
    options.include_memtables = true;
    std::uint64_t bytes = 0;
    TRY(check(m_d->m_database->GetApproximateSizes(options, m_d->m_entries, &bounds, 1, &bytes)));
    return bytes;
}

Result<> RocksMedium::commit()
{
    return m_d->commit();
}

void RocksMedium::rollBack()
{
    m_d->m_batch.Clear();
    m_d->m_isChanged = false;
}

} // namespace rove::store
