// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/enginelink.h"

#include "protocol/base/limits.h"

#include <limits>
#include <memory>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

Result<v8::KvResponseData> outcomeOf(v8::ToEnvoy answer)
{
    auto *response = std::get_if<v8::KvResponse>(&answer);
    if (!response)
        return failure(ErrorCode::StoreFailed, u"The storage answered something else."_s);
    if (const auto *error = std::get_if<v8::KvErrorResponse>(&response->data))
        return failure(ErrorCode::StoreFailed, error->message);
    return std::move(response->data);
}

/// The operations for a set of changes, none above the storage's bounds.
std::vector<v8::KvRequestData> splitWrites(const std::vector<KvEntry> &puts,
                                           const std::vector<QByteArray> &removals)
{
    std::vector<v8::KvRequestData> operations;
    v8::KvPutRequest put;
    qsizetype bytes = 0;
    for (const auto &[key, value] : puts) {
        // Each key counts two bytes more than it has (spec/runner-envoy.md 5.1).
        const qsizetype entryBytes = key.size() + 2 + value.size();
        if (std::cmp_equal(put.keys.size(), limits::kvKeysPerOperationMax) ||
            bytes + entryBytes > limits::kvPutBytesMax) {
            operations.emplace_back(std::exchange(put, {}));
            bytes = 0;
        }
        put.keys.push_back(key);
        put.values.push_back(value);
        bytes += entryBytes;
    }
    if (!put.keys.empty())
        operations.emplace_back(std::move(put));
    v8::KvDeleteRequest remove;
    for (const QByteArray &key : removals) {
        if (std::cmp_equal(remove.keys.size(), limits::kvKeysPerOperationMax))
            operations.emplace_back(std::exchange(remove, {}));
        remove.keys.push_back(key);
    }
    if (!remove.keys.empty())
        operations.emplace_back(std::move(remove));
    return operations;
}

Result<> checkSizes(const std::vector<KvEntry> &puts)
{
    for (const auto &[key, value] : puts) {
        if (key.size() > limits::kvKeyBytesMax)
            return failure(ErrorCode::StoreFailed,
                           u"A key has more than %1 bytes."_s.arg(limits::kvKeyBytesMax));
        if (value.size() > limits::kvValueBytesMax) {
            const QString text = u"A value has %1 bytes, more than the %2 that the storage takes."_s;
            return failure(ErrorCode::StoreFailed, text.arg(value.size()).arg(limits::kvValueBytesMax));
        }
    }
    return {};
}

/// What the operations of one write have in common.
struct WriteProgress {
    std::size_t waiting = 0;
    Result<> result;
    DoneHandler done;
};

/// What the operations of one read have in common.
struct ReadProgress {
    std::vector<QByteArray> keys;
    std::size_t waiting = 0;
    Result<> result;
    QHash<QByteArray, QByteArray> found;
    EngineLink::KvValuesHandler done;

    void take(const Result<v8::KvResponseData> &response)
    {
        if (!response && result)
            result = std::unexpected(response.error());
        if (response)
            if (const auto *part = std::get_if<v8::KvGetResponse>(&*response))
                for (std::size_t i = 0; i < part->keys.size(); ++i)
                    found.insert(part->keys[i], part->values[i]);
        if (--waiting == 0)
            finish();
    }

    void finish()
    {
        if (!result)
            return done(std::unexpected(result.error()));
        std::vector<std::optional<QByteArray>> values;
        for (const QByteArray &key : keys) {
            const auto value = found.constFind(key);
            values.push_back(value == found.cend() ? std::nullopt : std::optional(*value));
        }
        done(std::move(values));
    }
};

} // namespace

std::optional<std::uint32_t> answeredRequest(const v8::ToEnvoy &message)
{
    return std::visit(
        []<class Message>(const Message &answer) -> std::optional<std::uint32_t> {
            if constexpr (requires { answer.requestId; })
                return answer.requestId;
            else
                return std::nullopt;
        },
        message);
}

EngineLink::EngineLink(const Sink &sink, int workerIndex, int workerCount)
    : m_sink(sink)
    , m_workerIndex(static_cast<std::uint32_t>(workerIndex))
    , m_workerCount(static_cast<std::uint32_t>(workerCount))
    , m_nextRequestId(m_workerIndex)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EngineLink::expire);
}

std::uint32_t EngineLink::takeRequestId()
{
    const std::uint32_t id = m_nextRequestId;
    const bool isLast = id > std::numeric_limits<std::uint32_t>::max() - m_workerCount;
    m_nextRequestId = isLast ? m_workerIndex : id + m_workerCount;
    return id;
}

std::uint32_t EngineLink::awaitAnswer(QObject *context, AnswerHandler handler)
{
    const std::uint32_t id = takeRequestId();
    m_pending.insert(id,
                     std::make_shared<Pending>(Pending{.context = context, .handler = std::move(handler)}));
    m_deadlines.push_back(
        {.at = std::chrono::steady_clock::now() + limits::kvRequestTimeout, .requestId = id});
    if (!m_timer.isActive())
        m_timer.start(limits::kvRequestTimeout);
    return id;
}

void EngineLink::takeAnswer(std::uint32_t requestId, v8::ToEnvoy answer)
{
    const std::shared_ptr<Pending> pending = m_pending.take(requestId);
    dropAnswered();
    if (pending && pending->context)
        pending->handler(std::move(answer));
}

void EngineLink::requestKv(const QString &actorId, v8::KvRequestData data, QObject *context,
                           KvHandler handler)
{
    request(v8::KvRequest{.actorId = actorId, .requestId = {}, .data = std::move(data)}, context,
            [handler = std::move(handler)](Result<v8::ToEnvoy> answer) mutable {
                handler(std::move(answer).and_then(outcomeOf));
            });
}

void EngineLink::dropAnswered()
{
    while (!m_deadlines.empty() && !m_pending.contains(m_deadlines.front().requestId))
        m_deadlines.pop_front();
}

void EngineLink::writeKv(const QString &actorId, const std::vector<KvEntry> &puts,
                         const std::vector<QByteArray> &removals, QObject *context, DoneHandler done)
{
    if (const Result<> checked = checkSizes(puts); !checked)
        return done(checked);
    std::vector<v8::KvRequestData> operations = splitWrites(puts, removals);
    if (operations.empty())
        return done({});
    auto progress = std::make_shared<WriteProgress>(operations.size(), Result<>(), std::move(done));
    for (v8::KvRequestData &operation : operations)
        requestKv(actorId, std::move(operation), context,
                  [progress](const Result<v8::KvResponseData> &response) {
                      if (!response && progress->result)
                          progress->result = std::unexpected(response.error());
                      if (--progress->waiting == 0)
                          progress->done(progress->result);
                  });
}

void EngineLink::readKv(const QString &actorId, const std::vector<QByteArray> &keys, QObject *context,
                        KvValuesHandler done)
{
    if (keys.empty())
        return done({});
    auto progress = std::make_shared<ReadProgress>();
    progress->keys = keys;
    progress->done = std::move(done);
    std::vector<v8::KvGetRequest> operations;
    for (const QByteArray &key : keys) {
        if (operations.empty() ||
            std::cmp_equal(operations.back().keys.size(), limits::kvKeysPerOperationMax))
            operations.emplace_back();
        operations.back().keys.push_back(key);
    }
    progress->waiting = operations.size();
    for (v8::KvGetRequest &operation : operations)
        requestKv(actorId, std::move(operation), context,
                  [progress](const Result<v8::KvResponseData> &response) { progress->take(response); });
}

void EngineLink::expire()
{
    const auto now = std::chrono::steady_clock::now();
    while (!m_deadlines.empty() && m_deadlines.front().at <= now) {
        const std::shared_ptr<Pending> pending = m_pending.take(m_deadlines.front().requestId);
        m_deadlines.pop_front();
        if (pending && pending->context)
            pending->handler(failure(ErrorCode::StoreFailed, u"The storage did not answer in time."_s));
    }
    dropAnswered();
    if (!m_deadlines.empty())
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(m_deadlines.front().at - now));
}

} // namespace rove::runtime
