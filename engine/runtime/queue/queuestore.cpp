// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/queuestore.h"

#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"

#include <algorithm>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

std::vector<QByteArray> keysOf(const std::vector<quint64> &ids)
{
    std::vector<QByteArray> keys;
    keys.reserve(ids.size());
    for (const quint64 id : ids)
        keys.push_back(persist::queueMessageKey(id));
    return keys;
}

} // namespace

QueueStore::QueueStore(EngineLink &link, QString actorId)
    : m_link(link)
    , m_actorId(std::move(actorId))
{}

void QueueStore::restore(StoredQueue stored)
{
    m_nextId = stored.nextId;
    m_entries = std::move(stored.entries);
}

void QueueStore::setTaken(quint64 id, bool taken)
{
    if (const auto entry = m_entries.find(id); entry != m_entries.end())
        entry->second.isTaken = taken;
}

// --- Putting ---

void QueueStore::put(const persist::v4::QueueMessage &message,
                     std::move_only_function<void(Result<quint64>)> done)
{
    m_unsaved.push_back({.message = message, .encoded = persist::encode(message), .done = std::move(done)});
    ++m_arriving;
    write();
}

/// As many as fit one operation together with the metadata: the storage takes all of it or nothing.
QueueStore::Batch QueueStore::takeBatch()
{
    constexpr qsizetype reservedBytes = 64; // For the metadata, and more than they need.
    Batch batch;
    qsizetype bytes = reservedBytes;
    while (!m_unsaved.empty() && std::cmp_less(batch.size(), limits::kvKeysPerOperationMax - 1)) {
        // Each key counts two bytes more than it has (spec/runner-envoy.md 5.1).
        bytes += m_unsaved.front().encoded.size() + persist::queueMessageKey(0).size() + 2;
        if (bytes > limits::kvPutBytesMax)
            break;
        batch.emplace(m_nextId++, std::move(m_unsaved.front()));
        m_unsaved.pop_front();
    }
    return batch;
}

void QueueStore::write()
{
    if (m_writing || (m_unsaved.empty() && !m_metadataChanged))
        return;
    m_writing = true;
    m_metadataChanged = false;
    Batch batch = takeBatch();
    const persist::v4::QueueMetadata metadata{
        .nextId = m_nextId, .size = static_cast<std::uint32_t>(m_entries.size() + batch.size())};
    std::vector<KvEntry> puts{{persist::queueMetadataKey(), persist::encode(metadata)}};
    for (const auto &[id, arriving] : batch)
        puts.emplace_back(persist::queueMessageKey(id), arriving.encoded);
    m_link.writeKv(m_actorId, puts, {}, this,
                   [this, batch = std::move(batch)](const Result<> &result) mutable {
                       written(std::move(batch), result);
                   });
}

void QueueStore::written(Batch batch, const Result<> &result)
{
    m_writing = false;
    m_arriving -= static_cast<int>(batch.size());
    if (result)
        for (const auto &[id, arriving] : batch)
            m_entries.emplace(id, QueueEntry::of(arriving.message));
    write();
    // Only now, as whoever hears of it may put and remove more.
    for (auto &[id, arriving] : batch) {
        if (result)
            emit sizeChanged(size());
        arriving.done(result.transform([&id] { return id; }));
    }
}

// --- Receiving ---

void QueueStore::fetch(const std::vector<quint64> &ids, std::move_only_function<void(Result<Messages>)> done)
{
    m_link.requestKv(
        m_actorId, v8::KvGetRequest{.keys = keysOf(ids)}, this,
        [this, ids, done = std::move(done)](const Result<v8::KvResponseData> &response) mutable {
            done(response.and_then([&](const v8::KvResponseData &data) { return decodeFetched(ids, data); }));
        });
}

Result<QueueStore::Messages> QueueStore::decodeFetched(const std::vector<quint64> &ids,
                                                       const v8::KvResponseData &response)
{
    std::map<QByteArray, QByteArray> values;
    if (const auto *got = std::get_if<v8::KvGetResponse>(&response))
        for (std::size_t i = 0; i < got->keys.size(); ++i)
            values.emplace(got->keys[i], got->values[i]);
    Messages messages;
    for (const quint64 id : ids) {
        auto message = persist::decodeQueueMessage(values[persist::queueMessageKey(id)]);
        if (!message) {
            forget({id});
            return failure(ErrorCode::StoreFailed, u"A message of the queue is no longer stored."_s);
        }
        messages.push_back(*std::move(message));
    }
    return messages;
}

void QueueStore::remove(const std::vector<quint64> &ids, DoneHandler done)
{
    m_link.writeKv(m_actorId, {}, keysOf(ids), this,
                   [this, ids, done = std::move(done)](const Result<> &result) mutable {
                       if (result)
                           forget(ids);
                       done(result);
                   });
}

void QueueStore::clear(DoneHandler done)
{
    const v8::KvDeleteRangeRequest range{.start = persist::queueMessageKey(0),
                                         .end = persist::queueMessagesEnd()};
    // What is put from here on is written after this.
    m_link.requestKv(
        m_actorId, range, this,
        [this, end = m_nextId, done = std::move(done)](const Result<v8::KvResponseData> &response) mutable {
            std::vector<quint64> gone;
            for (const auto &[id, entry] : m_entries)
                if (response && id < end)
                    gone.push_back(id);
            forget(gone);
            done(response.transform([](const v8::KvResponseData &) {}));
        });
}

void QueueStore::forget(const std::vector<quint64> &ids)
{
    std::size_t count = 0;
    for (const quint64 id : ids)
        count += m_entries.erase(id);
    if (count == 0)
        return;
    m_metadataChanged = true;
    write();
    emit sizeChanged(size());
}

} // namespace rove::runtime
