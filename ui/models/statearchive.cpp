// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statearchive.h"

#include "ui/models/valueextent.h"
#include "ui/models/valuepatch.h"

#include <QtCore/QBuffer>
#include <QtCore/QCborMap>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QtEndian>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

// A file is its first line and then records: length of the head, length of the body, checksum of both, all
// little endian; the head as CBOR; the body as compressed CBOR, a whole value or a patch.
constexpr QByteArrayView firstLine = "rove-state-history 1\n";
constexpr qint64 prefixBytes = 16;
constexpr qint64 checksumBytes = 8;
constexpr qint64 headBytesMax = 4096;
constexpr qint64 bodyBytesMax = 256LL * 1024 * 1024;
/// Speed before size: a state of 20 MB is written while its actor goes on.
constexpr int compression = 1;
/// Another archive of the same actor may just be finishing.
constexpr auto lockPatience = 2s;

enum HeadKey { NumberKey, TimeKey, CauseKey, RestoredKey, BytesKey, NodesKey, ChangesKey, WholeKey };

QByteArray checksumOf(const QByteArray &head, const QByteArray &body)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(head);
    hash.addData(body);
    return hash.result().first(checksumBytes);
}

QByteArray headOf(const StateVersion &version, bool isWhole)
{
    return QCborValue(QCborMap{{NumberKey, static_cast<qint64>(version.number)},
                               {TimeKey, version.at.toMSecsSinceEpoch()},
                               {CauseKey, static_cast<qint64>(version.cause)},
                               {RestoredKey, static_cast<qint64>(version.restored)},
                               {BytesKey, version.bytes},
                               {NodesKey, version.nodes},
                               {ChangesKey, version.changeCount},
                               {WholeKey, isWhole}})
        .toCbor();
}

StateVersion versionOf(const QCborMap &head)
{
    const qint64 cause = std::clamp(head.value(CauseKey).toInteger(), qint64(0),
                                    static_cast<qint64>(StateVersion::Cause::Restore));
    return {.number = static_cast<quint64>(head.value(NumberKey).toInteger()),
            .at = QDateTime::fromMSecsSinceEpoch(head.value(TimeKey).toInteger(), QTimeZone::UTC),
            .cause = static_cast<StateVersion::Cause>(cause),
            .restored = static_cast<quint64>(head.value(RestoredKey).toInteger()),
            .bytes = head.value(BytesKey).toInteger(),
            .nodes = head.value(NodesKey).toInteger(),
            .changeCount = head.value(ChangesKey).toInteger()};
}

Result<> storeFailure(const QIODevice &device)
{
    return failure(ErrorCode::StoreFailed, device.errorString());
}

} // namespace

StateArchive::StateArchive(QString path, StateHistoryBounds bounds)
    : m_path(std::move(path))
    , m_bounds(bounds)
{
    useMemory();
}

StateArchive::~StateArchive() = default;

void StateArchive::useMemory()
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->open(QIODevice::ReadWrite);
    m_device = std::move(buffer);
    m_entries.clear();
    m_end = 0;
}

Result<> StateArchive::open(const QDateTime &now)
{
    if (m_path.isEmpty())
        return {};
    const Result<> opened = openFile();
    const Result<> read = opened ? readEntries() : opened;
    if (!read) {
        m_path.clear();
        m_lock.reset();
        m_bounds.bytesMax = std::min(m_bounds.bytesMax, stateHistoryMemoryBytesMax);
        useMemory();
        return read;
    }
    return thin(now).transform([](bool) {});
}

Result<> StateArchive::openFile()
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return failure(ErrorCode::StoreFailed,
                       u"The folder %1 cannot be made."_s.arg(QFileInfo(m_path).path()));
    m_lock = std::make_unique<QLockFile>(m_path % ".lock"_L1);
    m_lock->setStaleLockTime(0ms);
    if (!m_lock->tryLock(lockPatience))
        return failure(ErrorCode::StoreLocked);
    auto file = std::make_unique<QFile>(m_path);
    if (!file->open(QIODevice::ReadWrite))
        return storeFailure(*file);
    // States are somebody's data.
    file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    m_device = std::move(file);
    return {};
}

Result<> StateArchive::readEntries()
{
    auto &file = static_cast<QFile &>(*m_device);
    m_entries.clear();
    if (file.size() < firstLine.size() || file.read(firstLine.size()) != firstLine) {
        // Not ours to read, but ours to replace: the name says so.
        if (!file.resize(0) || !file.seek(0) || file.write(firstLine.data(), firstLine.size()) < 0)
            return storeFailure(file);
        m_end = firstLine.size();
        return {};
    }
    m_end = firstLine.size();
    while (readEntry(file.size())) {
    }
    // What follows was not written to its end.
    if (file.size() > m_end && !file.resize(m_end))
        return storeFailure(file);
    if (!m_entries.empty())
        m_lastNumber = m_entries.back().version.number;
    return {};
}

bool StateArchive::readEntry(qint64 fileSize)
{
    if (m_end + prefixBytes > fileSize || !m_device->seek(m_end))
        return false;
    const QByteArray prefix = m_device->read(prefixBytes);
    if (prefix.size() < prefixBytes)
        return false;
    const auto headLength = static_cast<qint64>(qFromLittleEndian<quint32>(prefix.constData()));
    const auto bodyLength = static_cast<qint64>(qFromLittleEndian<quint32>(prefix.constData() + 4));
    const qint64 end = m_end + prefixBytes + headLength + bodyLength;
    if (headLength > headBytesMax || bodyLength > bodyBytesMax || end > fileSize)
        return false;
    const QByteArray head = m_device->read(headLength);
    const QByteArray body = m_device->read(bodyLength);
    if (checksumOf(head, body) != prefix.sliced(8))
        return false;
    const QCborMap map = QCborValue::fromCbor(head).toMap();
    const Entry entry{.version = versionOf(map),
                      .offset = m_end + prefixBytes + headLength,
                      .length = bodyLength,
                      .isWhole = map.value(WholeKey).toBool()};
    const quint64 before = m_entries.empty() ? 0 : m_entries.back().version.number;
    if (entry.version.number <= before || (m_entries.empty() && !entry.isWhole))
        return false;
    m_entries.push_back(entry);
    m_end = end;
    return true;
}

std::vector<StateVersion> StateArchive::versions() const
{
    std::vector<StateVersion> versions;
    versions.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        versions.push_back(entry.version);
    return versions;
}

// --- Reading ---

Result<QCborValue> StateArchive::bodyOf(const Entry &entry) const
{
    if (!m_device->seek(entry.offset))
        return failure(ErrorCode::StoreFailed, m_device->errorString());
    const QByteArray body = m_device->read(entry.length);
    if (body.size() != entry.length)
        return failure(ErrorCode::StoreFailed, m_device->errorString());
    QCborParserError error;
    QCborValue value = QCborValue::fromCbor(qUncompress(body), &error);
    if (error.error != QCborError::NoError)
        return failure(ErrorCode::StoreFailed, error.errorString());
    return value;
}

Result<QCborValue> StateArchive::after(const QCborValue &before, const Entry &entry) const
{
    const QCborValue body = TRY(bodyOf(entry));
    if (entry.isWhole)
        return body;
    const std::optional<QCborValue> value = patched(before, body.toArray());
    return value ? Result<QCborValue>(*value)
                 : failure(ErrorCode::StoreFailed,
                           u"Version %1 does not follow from the one before."_s.arg(entry.version.number));
}

Result<QCborValue> StateArchive::value(quint64 number)
{
    for (const std::optional<Known> *known : {&m_last, &m_read})
        if (*known && (*known)->number == number)
            return (*known)->value;
    const auto wanted = std::ranges::find(m_entries, number, [](const Entry &e) { return e.version.number; });
    if (wanted == m_entries.end())
        return failure(ErrorCode::StoreFailed, u"Version %1 is no longer kept."_s.arg(number));
    auto from = wanted;
    const auto isRead = [this](const Entry &e) { return m_read && m_read->number == e.version.number; };
    while (!from->isWhole && !isRead(*from))
        --from;
    QCborValue value = isRead(*from) ? m_read->value : TRY(bodyOf(*from));
    for (auto entry = from + 1; entry <= wanted; ++entry)
        value = TRY(after(value, *entry));
    m_read = Known{number, value};
    return value;
}

// --- Writing ---

qsizetype StateArchive::countSinceWhole() const
{
    const auto whole = std::ranges::find_if(m_entries.rbegin(), m_entries.rend(), &Entry::isWhole);
    return whole - m_entries.rbegin();
}

Result<StateArchive::Entry> StateArchive::write(QIODevice &device, qint64 at, const StateVersion &version,
                                                const QCborArray *patch, const QCborValue &value) const
{
    const QByteArray head = headOf(version, !patch);
    const QByteArray body = qCompress((patch ? QCborValue(*patch) : value).toCbor(), compression);
    if (body.size() > bodyBytesMax)
        return failure(ErrorCode::StoreFailed, u"The state is too large to be kept."_s);
    QByteArray prefix(8, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(head.size()), prefix.data());
    qToLittleEndian(static_cast<quint32>(body.size()), prefix.data() + 4);
    prefix += checksumOf(head, body);
    const bool isAtEnd = device.isSequential() || device.pos() == at || device.seek(at);
    if (!isAtEnd || device.write(prefix + head) < 0 || device.write(body) < 0)
        return failure(ErrorCode::StoreFailed, device.errorString());
    return Entry{.version = version,
                 .offset = at + prefixBytes + head.size(),
                 .length = body.size(),
                 .isWhole = !patch};
}

Result<StateArchive::Entry> StateArchive::encode(QIODevice &device, qint64 at, StateVersion version,
                                                 const Known *before, const QCborValue &value,
                                                 qsizetype sinceWhole) const
{
    version.changeCount = -1;
    if (!before)
        return write(device, at, version, nullptr, value);
    const std::vector<ValueChange> changes = diffValues(before->value, value, statePatchCountMax);
    const bool isAll = changes.size() == 1 && changes.front().path.isRoot();
    if (!isAll)
        version.changeCount = std::ssize(changes);
    if (isAll || sinceWhole + 1 >= m_bounds.snapshotInterval)
        return write(device, at, version, nullptr, value);
    const QCborArray patch = toPatch(changes, value);
    return write(device, at, version, &patch, value);
}

Result<std::optional<StateVersion>> StateArchive::append(StateVersion version, const QCborValue &given)
{
    if (!m_entries.empty() && !m_last)
        m_last = Known{m_entries.back().version.number, TRY(value(m_entries.back().version.number))};
    if (m_last && !m_entries.empty() && isSameValue(m_last->value, given))
        return std::nullopt;
    const ValueExtent size = extentOf(given);
    version.number = m_lastNumber + 1;
    version.bytes = size.bytes;
    version.nodes = size.nodes;
    const Known *before = m_entries.empty() ? nullptr : &*m_last;
    const Entry entry = TRY(encode(*m_device, m_end, version, before, given, countSinceWhole()));
    if (auto *file = qobject_cast<QFile *>(m_device.get()); file && !file->flush())
        return failure(ErrorCode::StoreFailed, file->errorString());
    m_entries.push_back(entry);
    m_end = entry.offset + entry.length;
    m_lastNumber = version.number;
    m_last = Known{version.number, given};
    return entry.version;
}

Result<bool> StateArchive::thin(const QDateTime &now)
{
    std::vector<StateVersion> kept = versions();
    const QDateTime oldest = now.addDuration(-m_bounds.ageMax);
    // The last one stays whatever its age: it is what the actor held.
    while (kept.size() > 1 && kept.front().at < oldest)
        kept.erase(kept.begin());
    std::vector<quint64> numbers;
    for (const StateVersion &version : kept)
        numbers.push_back(version.number);
    if (std::ssize(kept) > m_bounds.countMax)
        numbers = thinnedVersions(kept, m_bounds.countMax * 3 / 4);
    bool isThinned = numbers.size() < m_entries.size();
    if (isThinned)
        TRY(rewrite(numbers));
    while (m_end > m_bounds.bytesMax && m_entries.size() > 1) {
        TRY(rewrite(thinnedVersions(versions(), std::ssize(m_entries) * 2 / 3)));
        isThinned = true;
    }
    return isThinned;
}

/// Writes the archive anew with the kept versions only.
Result<> StateArchive::rewrite(const std::vector<quint64> &kept)
{
    std::unique_ptr<QIODevice> target;
    if (isOnDisk())
        target = std::make_unique<QSaveFile>(m_path);
    else
        target = std::make_unique<QBuffer>();
    if (!target->open(isOnDisk() ? QIODevice::WriteOnly : QIODevice::ReadWrite))
        return storeFailure(*target);
    qint64 end = 0;
    if (isOnDisk())
        end = target->write(firstLine.data(), firstLine.size());
    std::vector<Entry> entries;
    std::optional<Known> before;
    QCborValue value;
    qsizetype sinceWhole = 0;
    for (const Entry &entry : m_entries) {
        value = TRY(after(value, entry));
        if (!std::ranges::contains(kept, entry.version.number))
            continue;
        const Entry written =
            TRY(encode(*target, end, entry.version, before ? &*before : nullptr, value, sinceWhole));
        sinceWhole = written.isWhole ? 0 : sinceWhole + 1;
        end = written.offset + written.length;
        entries.push_back(written);
        before = Known{entry.version.number, value};
    }
    if (auto *file = qobject_cast<QSaveFile *>(target.get())) {
        if (!file->commit())
            return storeFailure(*file);
        auto reopened = std::make_unique<QFile>(m_path);
        if (!reopened->open(QIODevice::ReadWrite))
            return storeFailure(*reopened);
        reopened->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        target = std::move(reopened);
    }
    m_device = std::move(target);
    m_entries = std::move(entries);
    m_end = end;
    m_read.reset();
    return {};
}

Result<> StateArchive::moveToMemory()
{
    if (!isOnDisk())
        return {};
    auto buffer = std::make_unique<QBuffer>();
    buffer->open(QIODevice::ReadWrite);
    if (!m_device->seek(0) || buffer->write(m_device->read(m_end)) != m_end)
        return storeFailure(*m_device);
    m_device = std::move(buffer);
    m_path.clear();
    m_lock.reset();
    m_bounds.bytesMax = std::min(m_bounds.bytesMax, stateHistoryMemoryBytesMax);
    return {};
}

Result<> StateArchive::erase()
{
    m_last.reset();
    m_read.reset();
    if (!isOnDisk()) {
        useMemory();
        return {};
    }
    auto &file = static_cast<QFile &>(*m_device);
    m_entries.clear();
    m_end = firstLine.size();
    return file.resize(m_end) ? Result<>() : storeFailure(file);
}

} // namespace rove::ui
