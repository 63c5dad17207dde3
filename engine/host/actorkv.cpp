// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/actorkv.h"

#include "protocol/base/limits.h"

#include <QtCore/QtEndian>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::host {
namespace {

using namespace envoy::v8;

constexpr char keyPrefix = 'k';
constexpr qsizetype timestampBytes = sizeof(std::int64_t);
/// What Rivet's engine writes here is its version (spec/runner-envoy.md 5.1); readers look at its presence
/// only.
constexpr QByteArrayView metadataVersion = "2.3.19";

QByteArray prefixOf(ActorId actorId)
{
    const auto &id = actorId.bytes();
    QByteArray prefix(1, keyPrefix);
    prefix.append(QByteArrayView(id.data(), static_cast<qsizetype>(id.size())));
    return prefix;
}

store::Range everythingOf(ActorId actorId)
{
    const QByteArray prefix = prefixOf(actorId);
    return {.first = prefix, .end = store::endOfPrefix(prefix)};
}

/// A stored value is the time of its last change, little endian, and the actor's bytes.
QByteArray pack(std::int64_t updateTs, const QByteArray &value)
{
    QByteArray packed(timestampBytes, Qt::Uninitialized);
    qToLittleEndian(updateTs, packed.data());
    return packed + value;
}

gateway::KvValue unpack(const QByteArray &packed)
{
    if (packed.size() < timestampBytes)
        return {};
    return {.value = packed.sliced(timestampBytes),
            .updateTs = qFromLittleEndian<std::int64_t>(packed.data())};
}

template <class Response>
KvResponseData responseOf(const std::vector<store::Entry> &entries, qsizetype prefixSize)
{
    Response response;
    for (const store::Entry &entry : entries) {
        gateway::KvValue unpacked = unpack(entry.value);
        response.keys.push_back(entry.key.sliced(prefixSize));
        response.values.push_back(std::move(unpacked.value));
        response.metadata.push_back(
            {.version = metadataVersion.toByteArray(), .updateTs = unpacked.updateTs});
    }
    return response;
}

/// Turns the entries of a read into a response, or its failure into the one error that a client is told.
template <class Response>
store::Store::Read answerRead(qsizetype prefixSize, ActorKv::Answered answered)
{
    return [prefixSize, answered = std::move(answered)](Result<std::vector<store::Entry>> entries) mutable {
        if (entries)
            answered(responseOf<Response>(*entries, prefixSize));
        else
            answered(KvErrorResponse{u"transaction failed"_s});
    };
}

std::optional<QString> keyProblem(const std::vector<QByteArray> &keys)
{
    if (keys.size() > static_cast<std::size_t>(limits::kvKeysPerOperationMax))
        return u"a maximum of 128 keys is allowed"_s;
    for (const QByteArray &key : keys)
        if (key.size() > limits::kvKeyBytesMax)
            return u"key is too long (max 2048 bytes)"_s;
    return std::nullopt;
}

bool isPutWithinLimits(const KvPutRequest &request)
{
    constexpr qsizetype framingBytes = 2; // per key
    if (request.keys.size() != request.values.size() || keyProblem(request.keys))
        return false;
    qsizetype total = 0;
    for (std::size_t i = 0; i < request.keys.size(); ++i) {
        if (request.values[i].size() > limits::kvValueBytesMax)
            return false;
        total += request.keys[i].size() + framingBytes + request.values[i].size();
    }
    return total <= limits::kvPutBytesMax;
}

/// The store's range for a list query; none if it cannot hold a key.
std::optional<store::Range> rangeOf(const QByteArray &prefix, const KvListQuery &query)
{
    if (const auto *range = std::get_if<KvListRangeQuery>(&query)) {
        QByteArray end = prefix + range->end;
        if (!range->exclusive)
            end += '\0'; // The first key after `end`.
        if (prefix + range->start >= end)
            return std::nullopt;
        return store::Range{.first = prefix + range->start, .end = end};
    }
    const auto *byPrefix = std::get_if<KvListPrefixQuery>(&query);
    const QByteArray first = byPrefix ? prefix + byPrefix->key : prefix;
    return store::Range{.first = first, .end = store::endOfPrefix(first)};
}

} // namespace

ActorKv::ActorKv(const net::Loop &loop, store::Store &store, const KvQuota::Rules &quota)
    : m_loop(loop)
    , m_store(store)
    , m_quota(store, quota)
{}

RemoveRange ActorKv::allOf(ActorId actorId)
{
    const QByteArray prefix = prefixOf(actorId);
    return {.first = prefix, .end = store::endOfPrefix(prefix)};
}

void ActorKv::handle(ActorId actorId, KvRequestData request, Answered answered)
{
    if (const auto *read = std::get_if<KvGetRequest>(&request))
        get(actorId, *read, std::move(answered));
    else if (const auto *listing = std::get_if<KvListRequest>(&request))
        list(actorId, *listing, std::move(answered));
    else if (const auto *writing = std::get_if<KvPutRequest>(&request))
        put(actorId, *writing, std::move(answered));
    else if (const auto *removal = std::get_if<KvDeleteRequest>(&request))
        remove(actorId, *removal, std::move(answered));
    else if (const auto *range = std::get_if<KvDeleteRangeRequest>(&request))
        removeRange(actorId,
                    {.first = prefixOf(actorId) + range->start, .end = prefixOf(actorId) + range->end},
                    KvDeleteResponse{}, std::move(answered));
    else
        removeRange(actorId, allOf(actorId), KvDropResponse{}, std::move(answered));
}

void ActorKv::get(ActorId actorId, const KvGetRequest &request, Answered answered)
{
    if (const auto problem = keyProblem(request.keys))
        return answered(KvErrorResponse{*problem});
    const QByteArray prefix = prefixOf(actorId);
    std::vector<QByteArray> keys;
    for (const QByteArray &key : request.keys)
        if (QByteArray full = prefix + key; std::ranges::find(keys, full) == keys.end())
            keys.push_back(std::move(full));
    m_store.get(std::move(keys), answerRead<KvGetResponse>(prefix.size(), std::move(answered)));
}

void ActorKv::list(ActorId actorId, const KvListRequest &request, Answered answered)
{
    if (const auto *byPrefix = std::get_if<KvListPrefixQuery>(&request.query))
        if (byPrefix->key.size() > limits::kvKeyBytesMax)
            return answered(KvErrorResponse{u"key is too long (max 2048 bytes)"_s});
    const QByteArray prefix = prefixOf(actorId);
    std::optional<store::Range> range = rangeOf(prefix, request.query);
    const auto countMax = std::min<std::uint64_t>(request.limit.value_or(limits::kvListCountDefault),
                                                  limits::kvListCountDefault);
    if (!range || countMax == 0)
        return answered(KvListResponse{});
    range->countMax = countMax;
    range->direction =
        request.reverse.value_or(false) ? store::Direction::Descending : store::Direction::Ascending;
    m_store.list(*std::move(range), answerRead<KvListResponse>(prefix.size(), std::move(answered)));
}

void ActorKv::put(ActorId actorId, const KvPutRequest &request, Answered answered)
{
    if (!isPutWithinLimits(request))
        return answered(KvErrorResponse{u"transaction failed"_s});
    const QByteArray prefix = prefixOf(actorId);
    const std::int64_t now = m_loop.now().time_since_epoch().count();
    Batch batch;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < request.keys.size(); ++i) {
        Put put{.key = prefix + request.keys[i], .value = pack(now, request.values[i])};
        bytes += static_cast<std::uint64_t>(put.key.size() + put.value.size());
        batch.push_back(std::move(put));
    }
    if (!m_quota.take(actorId, bytes, everythingOf(actorId)))
        return answered(KvErrorResponse{u"the actor's storage is full"_s});
    write(std::move(batch), KvPutResponse{}, std::move(answered));
}

void ActorKv::remove(ActorId actorId, const KvDeleteRequest &request, Answered answered)
{
    if (const auto problem = keyProblem(request.keys))
        return answered(KvErrorResponse{*problem});
    Batch batch;
    for (const QByteArray &key : request.keys)
        batch.push_back(Remove{prefixOf(actorId) + key});
    write(std::move(batch), KvDeleteResponse{}, std::move(answered));
    m_quota.removed(actorId, everythingOf(actorId));
}

void ActorKv::removeRange(ActorId actorId, RemoveRange range, KvResponseData onSuccess, Answered answered)
{
    write({std::move(range)}, std::move(onSuccess), std::move(answered));
    m_quota.removed(actorId, everythingOf(actorId));
}

void ActorKv::write(Batch batch, KvResponseData onSuccess, Answered answered)
{
    m_store.write(std::move(batch), [onSuccess = std::move(onSuccess),
                                     answered = std::move(answered)](const Result<> &result) mutable {
        answered(result ? std::move(onSuccess) : KvErrorResponse{u"transaction failed"_s});
    });
}

void ActorKv::readKv(ActorId actorId, const QByteArray &key, Read read)
{
    m_store.get({prefixOf(actorId) + key},
                [read = std::move(read)](Result<std::vector<store::Entry>> entries) mutable {
                    if (!entries)
                        return read(std::unexpected(entries.error()));
                    if (entries->empty())
                        return read(std::nullopt);
                    read(unpack(entries->front().value));
                });
}

} // namespace rove::host
