// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/storedactor.h"

#include "engine/runtime/recordparts.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "protocol/persist/recordindex.h"
#include "protocol/persist/recurring.h"

#include <memory>

namespace rove::runtime {
namespace {

namespace v8 = envoy::v8;

StoredActor fromKeys(const v8::KvResponseData &response)
{
    StoredActor stored;
    const auto *entries = std::get_if<v8::KvGetResponse>(&response);
    for (std::size_t i = 0; entries && i < entries->keys.size(); ++i) {
        if (entries->keys[i] == persist::actorKey())
            stored.record = entries->values[i];
        else if (entries->keys[i] == persist::inspectorTokenKey())
            stored.inspectorToken = entries->values[i];
        else if (entries->keys[i] == persist::queueMetadataKey())
            stored.queueMetadata = entries->values[i];
        else if (entries->keys[i] == persist::recurringMarkKey())
            stored.recurringMark = entries->values[i];
    }
    return stored;
}

Result<std::vector<persist::v4::PersistedConnection>> connectionsOf(const v8::KvResponseData &response)
{
    std::vector<persist::v4::PersistedConnection> connections;
    if (const auto *entries = std::get_if<v8::KvListResponse>(&response))
        for (const QByteArray &value : entries->values)
            connections.push_back(TRY(persist::decodeConnection(value)));
    return connections;
}

/// Puts the record together if it is in parts.
void withWholeRecord(EngineLink &link, const QString &actorId, QObject *context, StoredActor stored,
                     std::move_only_function<void(Result<StoredActor>)> done)
{
    if (!stored.record || !persist::isRecordIndex(*stored.record))
        return done(std::move(stored));
    const auto index = persist::decodeRecordIndex(*stored.record);
    if (!index)
        return done(std::unexpected(index.error()));
    stored.partsEpoch = index->epoch;
    auto finish = [stored = std::move(stored), done = std::move(done)](Result<QByteArray> record) mutable {
        if (!record)
            return done(std::unexpected(record.error()));
        stored.record = *std::move(record);
        done(std::move(stored));
    };
    readParts(link, actorId, *index, context, std::move(finish));
}

/// Adds the queue and the repeated schedules, if there are any.
void withQueueAndCron(EngineLink &link, const QString &actorId, QObject *context, StoredActor stored,
                      std::move_only_function<void(const Result<StoredActor> &)> done)
{
    const QByteArray queueMetadata = stored.queueMetadata;
    auto addQueue = [&link, actorId, context, stored = std::move(stored),
                     done = std::move(done)](Result<StoredQueue> queue) mutable {
        if (!queue)
            return done(std::unexpected(queue.error()));
        stored.queue = *std::move(queue);
        const QByteArray mark = stored.recurringMark;
        auto addCron = [stored = std::move(stored), done = std::move(done)](Result<StoredCron> cron) mutable {
            if (!cron)
                return done(std::unexpected(cron.error()));
            stored.cron = *std::move(cron);
            done(std::move(stored));
        };
        loadStoredCron(link, actorId, mark, context, std::move(addCron));
    };
    loadStoredQueue(link, actorId, queueMetadata, context, std::move(addQueue));
}

} // namespace

void loadStoredActor(EngineLink &link, const QString &actorId, QObject *context,
                     std::move_only_function<void(const Result<StoredActor> &)> done)
{
    auto listConnections = [&link, actorId, context,
                            done = std::move(done)](Result<StoredActor> stored) mutable {
        if (!stored)
            return done(std::unexpected(stored.error()));
        auto finish = [&link, actorId, context, stored = *std::move(stored),
                       done = std::move(done)](const Result<v8::KvResponseData> &list) mutable {
            auto connections = list.and_then(connectionsOf);
            if (!connections)
                return done(std::unexpected(connections.error()));
            stored.connections = *std::move(connections);
            withQueueAndCron(link, actorId, context, std::move(stored), std::move(done));
        };
        link.requestKv(actorId,
                       v8::KvListRequest{.query = v8::KvListPrefixQuery{.key = persist::connectionPrefix()}},
                       context, std::move(finish));
    };
    auto wholeRecord = [&link, actorId, context, listConnections = std::move(listConnections)](
                           const Result<v8::KvResponseData> &keys) mutable {
        if (!keys)
            return listConnections(std::unexpected(keys.error()));
        withWholeRecord(link, actorId, context, fromKeys(*keys), std::move(listConnections));
    };
    v8::KvGetRequest keys{.keys = {persist::actorKey(), persist::inspectorTokenKey(),
                                   persist::queueMetadataKey(), persist::recurringMarkKey()}};
    link.requestKv(actorId, std::move(keys), context, std::move(wholeRecord));
}

} // namespace rove::runtime
