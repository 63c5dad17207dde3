// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actorcontext.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/completion.h"
#include "protocol/persist/keys.h"

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

Result<std::optional<QByteArray>> firstValue(const v8::KvResponseData &response)
{
    const auto *found = std::get_if<v8::KvGetResponse>(&response);
    if (!found || found->values.empty())
        return std::optional<QByteArray>();
    return std::optional(found->values.front());
}

Result<ActorContext::KvList> userEntries(const v8::KvResponseData &response)
{
    ActorContext::KvList entries;
    if (const auto *list = std::get_if<v8::KvListResponse>(&response))
        for (std::size_t i = 0; i < list->keys.size(); ++i)
            if (std::optional<QByteArray> key = persist::userKeyOf(list->keys[i]))
                entries.emplace_back(*std::move(key), list->values[i]);
    return entries;
}

std::vector<QByteArray> storedKeys(const QByteArrayList &keys)
{
    std::vector<QByteArray> stored;
    for (const QByteArray &key : keys)
        stored.push_back(persist::userKey(key));
    return stored;
}

QFuture<Result<>> writeKv(ActorInstance &instance, const std::vector<KvEntry> &puts,
                          const std::vector<QByteArray> &removals)
{
    Completion<void> completion;
    QFuture<Result<>> future = completion.start();
    instance.link().writeKv(instance.identity().actorId, puts, removals, &instance,
                            [completion](const Result<> &result) mutable { completion.complete(result); });
    return future;
}

QFuture<Result<ActorContext::KvList>> listKv(ActorInstance &instance, const v8::KvListQuery &query,
                                             const KvListOptions &options)
{
    Completion<ActorContext::KvList> completion;
    auto future = completion.start();
    const v8::KvListRequest request{.query = query, .reverse = options.reverse, .limit = options.limit};
    instance.link().requestKv(instance.identity().actorId, request, &instance,
                              [completion](const Result<v8::KvResponseData> &response) mutable {
                                  completion.complete(response.and_then(userEntries));
                              });
    return future;
}

} // namespace

ActorContext::ActorContext(ActorInstance &instance)
    : m_instance(instance)
{}

const QString &ActorContext::actorId() const
{
    return m_instance.identity().actorId;
}

const QString &ActorContext::name() const
{
    return m_instance.identity().name;
}

const QStringList &ActorContext::key() const
{
    return m_instance.identity().key;
}

const QString &ActorContext::namespaceName() const
{
    return m_instance.options().namespaceName;
}

const QString &ActorContext::region() const
{
    return m_instance.options().region;
}

Connection *ActorContext::caller() const
{
    return m_instance.calls().caller();
}

std::vector<Connection *> ActorContext::connections() const
{
    std::vector<Connection *> connections;
    for (const auto &[id, connection] : m_instance.connections())
        connections.push_back(connection);
    return connections;
}

Connection *ActorContext::findConnection(const QString &id) const
{
    const auto found = m_instance.connections().find(id);
    return found == m_instance.connections().end() ? nullptr : found->second;
}

void ActorContext::broadcast(const QString &event, const QCborArray &arguments)
{
    m_instance.broadcast(event, arguments);
}

QCborMap ActorContext::state() const
{
    return m_instance.state();
}

QFuture<Result<>> ActorContext::saveState()
{
    Completion<void> completion;
    QFuture<Result<>> future = completion.start();
    m_instance.save([completion](const Result<> &saved) mutable { completion.complete(saved); });
    return future;
}

Result<QString> ActorContext::scheduleAfter(std::chrono::milliseconds delay, const QString &action,
                                            const QCborArray &arguments)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return scheduleAt(now + delay, action, arguments);
}

Result<QString> ActorContext::scheduleAt(Instant at, const QString &action, const QCborArray &arguments)
{
    if (!m_instance.type().hasAction(action))
        return failure(ErrorCode::ActorActionNotFound, u"Action `"_s % action % u"` was not found."_s);
    TRY(m_instance.cron().checkRoom());
    return m_instance.schedule().add(at, action, arguments);
}

const std::vector<ScheduledAction> &ActorContext::schedules() const
{
    return m_instance.schedule().actions();
}

bool ActorContext::cancelSchedule(const QString &id)
{
    return m_instance.schedule().cancel(id);
}

ActorCron &ActorContext::cron()
{
    return m_instance.cron();
}

const ScheduledFire *ActorContext::scheduledFire() const
{
    return m_instance.scheduledFire();
}

ActorQueue &ActorContext::queue()
{
    return m_instance.queue();
}

QFuture<Result<std::optional<QByteArray>>> ActorContext::kvGet(const QByteArray &key)
{
    Completion<std::optional<QByteArray>> completion;
    auto future = completion.start();
    m_instance.link().requestKv(actorId(), v8::KvGetRequest{.keys = {persist::userKey(key)}}, &m_instance,
                                [completion](const Result<v8::KvResponseData> &response) mutable {
                                    completion.complete(response.and_then(firstValue));
                                });
    return future;
}

QFuture<Result<>> ActorContext::kvPut(const QByteArray &key, const QByteArray &value)
{
    return writeKv(m_instance, {{persist::userKey(key), value}}, {});
}

QFuture<Result<>> ActorContext::kvDelete(const QByteArray &key)
{
    return writeKv(m_instance, {}, {persist::userKey(key)});
}

QFuture<Result<ActorContext::KvList>> ActorContext::kvList(const QByteArray &prefix,
                                                           const KvListOptions &options)
{
    return listKv(m_instance, v8::KvListPrefixQuery{.key = persist::userKey(prefix)}, options);
}

QFuture<Result<ActorContext::KvList>>
ActorContext::kvListRange(const QByteArray &start, const QByteArray &end, const KvListOptions &options)
{
    const v8::KvListRangeQuery query{
        .start = persist::userKey(start), .end = persist::userKey(end), .exclusive = true};
    return listKv(m_instance, query, options);
}

QFuture<Result<>> ActorContext::kvDeleteRange(const QByteArray &start, const QByteArray &end)
{
    Completion<void> completion;
    auto future = completion.start();
    const v8::KvDeleteRangeRequest request{.start = persist::userKey(start), .end = persist::userKey(end)};
    m_instance.link().requestKv(actorId(), request, &m_instance,
                                [completion](const Result<v8::KvResponseData> &response) mutable {
                                    completion.complete(response.transform([](const auto &) {}));
                                });
    return future;
}

QFuture<Result<ActorContext::KvValues>> ActorContext::kvGetAll(const QByteArrayList &keys)
{
    Completion<KvValues> completion;
    auto future = completion.start();
    m_instance.link().readKv(
        actorId(), storedKeys(keys), &m_instance,
        [completion](Result<KvValues> values) mutable { completion.complete(std::move(values)); });
    return future;
}

QFuture<Result<>> ActorContext::kvPutAll(const KvList &entries)
{
    std::vector<KvEntry> puts;
    for (const auto &[key, value] : entries)
        puts.emplace_back(persist::userKey(key), value);
    return writeKv(m_instance, puts, {});
}

QFuture<Result<>> ActorContext::kvDeleteAll(const QByteArrayList &keys)
{
    return writeKv(m_instance, {}, storedKeys(keys));
}

QFuture<Result<QCborValue>> ActorContext::call(const ActorAddress &actor, const QString &action,
                                               const QCborArray &arguments)
{
    Completion<QCborValue> completion;
    const auto future = completion.start();
    const RuntimeOptions &options = m_instance.options();
    Result<HttpRequest> request = actionRequest(options, actor, action, arguments);
    if (!request)
        completion.complete(std::unexpected(std::move(request).error()));
    else if (!options.askGateway)
        completion.complete(failure(ErrorCode::ClientUnreachable));
    else
        options.askGateway(*std::move(request), [completion](const Result<HttpResponse> &response) mutable {
            completion.complete(response.and_then(actionOutcome));
        });
    // Whoever completes it, what follows runs on the actor's thread.
    return QFuture(future).then(&m_instance, [](const Result<QCborValue> &outcome) { return outcome; });
}

Database &ActorContext::database()
{
    return m_instance.database();
}

void ActorContext::sleep()
{
    m_instance.requestSleep();
}

void ActorContext::destroy()
{
    m_instance.requestDestroy();
}

void ActorContext::waitUntil(const QFuture<void> &future)
{
    m_instance.waitUntil(future);
}

KeepAwake ActorContext::keepAwake()
{
    return KeepAwake(m_instance);
}

void ActorContext::log(LogLevel level, const QString &message, const LogFields &fields) const
{
    m_instance.log(level, message, fields);
}

} // namespace rove::runtime
