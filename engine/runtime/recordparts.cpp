// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/recordparts.h"

#include "protocol/base/limits.h"

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::runtime {
namespace {

namespace v8 = envoy::v8;

/// Answers stay well below `limits::tunnelPayloadBytesMax`.
constexpr std::uint32_t partsPerRead = 64;

std::unexpected<Error> damaged()
{
    return failure(ErrorCode::StoreFailed, u"The parts of the actor's stored record do not fit together."_s);
}

/// One record on its way in.
struct Reading {
    EngineLink &link;
    QString actorId;
    persist::RecordIndex index;
    QObject *context = nullptr;
    std::move_only_function<void(Result<QByteArray>)> done;
    QByteArray record = {};
    std::uint32_t nextPart = 0;
};

void readOn(const std::shared_ptr<Reading> &reading)
{
    v8::KvGetRequest request;
    const std::uint32_t end = std::min(reading->nextPart + partsPerRead, reading->index.partCount);
    request.keys.reserve(end - reading->nextPart);
    for (std::uint32_t part = reading->nextPart; part < end; ++part)
        request.keys.push_back(persist::recordPartKey(reading->index.epoch, part));
    const std::size_t wanted = request.keys.size();
    reading->nextPart = end;
    reading->link.requestKv(reading->actorId, std::move(request), reading->context,
                            [reading, wanted](const Result<v8::KvResponseData> &response) {
                                if (!response)
                                    return reading->done(std::unexpected(response.error()));
                                const auto *got = std::get_if<v8::KvGetResponse>(&*response);
                                if (!got || got->values.size() != wanted)
                                    return reading->done(damaged());
                                for (const QByteArray &value : got->values)
                                    reading->record += value;
                                if (reading->nextPart < reading->index.partCount)
                                    return readOn(reading);
                                if (std::cmp_not_equal(reading->record.size(), reading->index.byteCount))
                                    return reading->done(damaged());
                                reading->done(std::move(reading->record));
                            });
}

} // namespace

Result<LaidOutRecord> layOut(const QByteArray &record, std::uint64_t epoch)
{
    if (record.size() <= limits::kvValueBytesMax)
        return LaidOutRecord{.head = record, .parts = {}};
    if (record.size() > actorRecordBytesMax) {
        const QString text = u"An actor's record has %1 bytes, more than the %2 that are stored."_s;
        return failure(ErrorCode::StoreFailed, text.arg(record.size()).arg(actorRecordBytesMax));
    }
    LaidOutRecord laidOut;
    laidOut.parts.reserve(static_cast<std::size_t>(record.size() / limits::kvValueBytesMax + 1));
    std::uint32_t count = 0;
    for (qsizetype at = 0; at < record.size(); at += limits::kvValueBytesMax)
        laidOut.parts.emplace_back(persist::recordPartKey(epoch, count++),
                                   record.mid(at, limits::kvValueBytesMax));
    laidOut.head = persist::encode(persist::RecordIndex{
        .epoch = epoch, .partCount = count, .byteCount = static_cast<std::uint64_t>(record.size())});
    return laidOut;
}

void readParts(EngineLink &link, const QString &actorId, const persist::RecordIndex &index, QObject *context,
               std::move_only_function<void(Result<QByteArray>)> done)
{
    if (index.partCount == 0 || std::cmp_greater(index.byteCount, actorRecordBytesMax) ||
        std::cmp_greater(index.partCount, actorRecordBytesMax / limits::kvValueBytesMax))
        return done(damaged());
    readOn(std::make_shared<Reading>(link, actorId, index, context, std::move(done)));
}

void removeOtherParts(EngineLink &link, const QString &actorId, std::uint64_t epoch, std::uint32_t partCount,
                      QObject *context)
{
    for (const auto &[start, end] :
         {std::pair(persist::recordPartPrefix(), persist::recordPartKey(epoch, 0)),
          std::pair(persist::recordPartKey(epoch, partCount), persist::recordPartEnd())})
        link.requestKv(actorId, v8::KvDeleteRangeRequest{.start = start, .end = end}, context,
                       [](const Result<v8::KvResponseData> &) {});
}

} // namespace rove::runtime
