// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/queuehttp.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/actorinstance.h"
#include "engine/runtime/queue/actorqueue.h"
#include "protocol/base/cbor.h"

#include <QtCore/QUrl>

#include <algorithm>
#include <limits>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using client::v4::HttpQueueSendResponse;
using Done = std::move_only_function<void(const Result<HttpQueueSendResponse> &)>;

HttpQueueSendResponse completed(const QCborValue &answer = QCborValue(QCborValue::Undefined))
{
    HttpQueueSendResponse response{.status = u"completed"_s, .response = {}};
    if (!answer.isUndefined())
        response.response = cbor::encodeCompat(answer);
    return response;
}

bool isTimeout(const Error &error)
{
    return error.wireName() == "queue.timed_out"_L1;
}

void sendAndWait(ActorQueue &queue, const QString &name, const QueueSend &send, Done done)
{
    const milliseconds longest = queue.options().actionTimeout;
    const bool isOwnLimit = send.timeout && *send.timeout <= longest;
    queue.enqueueAndWait(name, send.body, isOwnLimit ? *send.timeout : longest,
                         [isOwnLimit, done = std::move(done)](const Result<QCborValue> &answer) mutable {
                             if (answer)
                                 done(completed(*answer));
                             else if (!isTimeout(answer.error()))
                                 done(std::unexpected(answer.error()));
                             else if (isOwnLimit)
                                 done(HttpQueueSendResponse{.status = u"timedOut"_s, .response = {}});
                             else
                                 done(failure(ErrorCode::ActorActionTimedOut));
                         });
}

} // namespace

std::optional<QString> queueName(const QString &path)
{
    const auto root = "/queue/"_L1;
    if (!path.startsWith(root))
        return std::nullopt;
    const QString segment = path.mid(root.size());
    if (segment.isEmpty() || segment.contains(u'/'))
        return std::nullopt;
    return QUrl::fromPercentEncoding(segment.toUtf8());
}

Result<QueueSend> readQueueSend(const QByteArray &body, client::Encoding encoding)
{
    const auto received = TRY(client::decode<client::v4::HttpQueueSendRequest>(body, encoding));
    // More milliseconds than that are as good as for ever.
    constexpr quint64 longest = std::numeric_limits<std::uint32_t>::max();
    QCborValue value = TRY(cbor::decodeCompat(received.message.body));
    // RivetKit reads JSON and CBOR as JSON, which has no undefined but the pair that says so.
    if (value.isUndefined() && encoding != client::Encoding::Bare && !body.contains("$Undefined"))
        value = QCborValue(nullptr);
    return QueueSend{.body = value,
                     .waits = received.message.wait.value_or(false),
                     .timeout = received.message.timeout.transform(
                         [longest](quint64 count) { return milliseconds(std::min(count, longest)); }),
                     .version = received.version};
}

void sendToQueue(ActorInstance &instance, Connection &connection, const QString &name, const QueueSend &send,
                 Done done)
{
    ActorQueue &queue = instance.queue();
    if (!queue.isDeclared(name))
        return done(completed());
    const Result<> allowed = instance.runHandler(u"canPublish"_s, [&](Actor &actor) -> Result<> {
        if (!actor.canPublish(name, connection))
            return failure(ErrorCode::AuthForbidden);
        return {};
    });
    if (!allowed)
        return done(std::unexpected(allowed.error()));
    if (send.waits)
        return sendAndWait(queue, name, send, std::move(done));
    queue.enqueue(name, send.body, [done = std::move(done)](const Result<QueueMessage> &sent) mutable {
        done(sent.transform([](const QueueMessage &) { return completed(); }));
    });
}

} // namespace rove::runtime
