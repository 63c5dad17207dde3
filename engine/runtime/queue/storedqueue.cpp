// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/storedqueue.h"

#include "engine/runtime/kvpages.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace rove::runtime {
namespace {

void addMessage(StoredQueue &queue, const QByteArray &key, const QByteArray &value)
{
    const std::optional<quint64> id = persist::queueMessageIdOf(key);
    if (!id)
        return;
    queue.nextId = std::max(queue.nextId, *id + 1);
    if (const auto message = persist::decodeQueueMessage(value))
        queue.entries.emplace(*id, QueueEntry::of(*message));
}

} // namespace

QueueEntry QueueEntry::of(const persist::v4::QueueMessage &message)
{
    return {.name = message.name, .createdAt = Instant(std::chrono::milliseconds(message.createdAt))};
}

void loadStoredQueue(EngineLink &link, const QString &actorId, const QByteArray &metadata, QObject *context,
                     std::move_only_function<void(Result<StoredQueue>)> done)
{
    if (metadata.isEmpty())
        return done(StoredQueue());
    StoredQueue queue;
    const Result<persist::v4::QueueMetadata> read = persist::decodeQueueMetadata(metadata);
    if (read)
        queue.nextId = std::max<quint64>(read->nextId, 1);
    // A message is never stored without the metadata that count it. What does not read is made anew.
    if (read && read->size == 0)
        return done(std::move(queue));
    auto loading = std::make_shared<StoredQueue>(std::move(queue));
    readKvRange(
        link, actorId, {.start = persist::queueMessageKey(0), .end = persist::queueMessagesEnd()}, context,
        [loading](const QByteArray &key, const QByteArray &value) { addMessage(*loading, key, value); },
        [loading, done = std::move(done)](const Result<> &loaded) mutable {
            done(loaded.transform([&] { return std::move(*loading); }));
        });
}

} // namespace rove::runtime
