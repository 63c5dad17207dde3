// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/kvpages.h"

#include "protocol/base/limits.h"

#include <memory>
#include <utility>

namespace rove::runtime {
namespace {

namespace v8 = envoy::v8;

constexpr std::uint64_t entriesPerRead = limits::tunnelPayloadBytesMax / 2 / limits::kvValueBytesMax;

/// One range on its way in.
struct Reading {
    EngineLink &link;
    QString actorId;
    QByteArray end;
    QObject *context = nullptr;
    std::function<void(const QByteArray &key, const QByteArray &value)> take;
    DoneHandler done;
};

void readOn(const std::shared_ptr<Reading> &reading, const QByteArray &start)
{
    const v8::KvListRequest request{
        .query = v8::KvListRangeQuery{.start = start, .end = reading->end, .exclusive = true},
        .reverse = false,
        .limit = entriesPerRead};
    reading->link.requestKv(reading->actorId, request, reading->context,
                            [reading](const Result<v8::KvResponseData> &response) {
                                if (!response)
                                    return reading->done(std::unexpected(response.error()));
                                const auto *list = std::get_if<v8::KvListResponse>(&*response);
                                if (!list)
                                    return reading->done({});
                                for (std::size_t i = 0; i < list->keys.size(); ++i)
                                    reading->take(list->keys[i], list->values[i]);
                                if (list->keys.size() < entriesPerRead)
                                    return reading->done({});
                                readOn(reading, list->keys.back() + '\0');
                            });
}

} // namespace

void readKvRange(EngineLink &link, const QString &actorId, const KvRange &range, QObject *context,
                 std::function<void(const QByteArray &key, const QByteArray &value)> take, DoneHandler done)
{
    readOn(std::make_shared<Reading>(link, actorId, range.end, context, std::move(take), std::move(done)),
           range.start);
}

} // namespace rove::runtime
