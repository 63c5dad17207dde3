// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/storedactor.h"

#include "engine/runtime/recordparts.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "protocol/persist/recordindex.h"

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

} // namespace

void loadStoredActor(EngineLink &link, const QString &actorId, QObject *context,
                     std::move_only_function<void(const Result<StoredActor> &)> done)
{
    auto listConnections = [&link, actorId, context,
                            done = std::move(done)](Result<StoredActor> stored) mutable {
        if (!stored)
            return done(std::unexpected(stored.error()));
        auto finish = [stored = *std::move(stored),
                       done = std::move(done)](const Result<v8::KvResponseData> &list) mutable {
            auto connections = list.and_then(connectionsOf);
            if (!connections)
                return done(std::unexpected(connections.error()));
            stored.connections = *std::move(connections);
            done(std::move(stored));
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
    link.requestKv(actorId, v8::KvGetRequest{.keys = {persist::actorKey(), persist::inspectorTokenKey()}},
                   context, std::move(wholeRecord));
}

} // namespace rove::runtime
