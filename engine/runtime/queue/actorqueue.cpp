// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/actorqueue.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/actorinstance.h"
#include "engine/runtime/inspector/inspectorhub.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"

#include <algorithm>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;

Error queueError(const QString &code, const QString &message, const QCborMap &metadata = {})
{
    return Error::fromWire(u"queue"_s, code, message, metadata);
}

Error timedOut(milliseconds timeout)
{
    const qint64 count = timeout.count();
    return queueError(u"timed_out"_s, u"Queue wait timed out after %1 ms."_s.arg(count),
                      {{u"timeout_ms"_s, count}});
}

std::unexpected<Error> queueFull(int limit)
{
    return failure(ErrorCode::QueueFull, u"Queue is full. Limit is %1 messages."_s.arg(limit),
                   {{u"limit"_s, limit}});
}

std::unexpected<Error> messageTooLarge(qsizetype size, qsizetype limit)
{
    const QString text = u"Queue message too large (%1 bytes). Limit is %2 bytes."_s;
    return failure(ErrorCode::QueueMessageTooLarge, text.arg(size).arg(limit),
                   {{u"size"_s, qint64{size}}, {u"limit"_s, qint64{limit}}});
}

/// A body as whichever runtime stored it: RivetKit before 2.3 wrote native CBOR.
QCborValue bodyOf(const QByteArray &bytes)
{
    if (const Result<QCborValue> value = cbor::decodeCompat(bytes))
        return *value;
    return cbor::decode(bytes).value_or(QCborValue(QCborValue::Undefined));
}

std::optional<steady_clock::time_point> deadlineAfter(std::optional<milliseconds> timeout)
{
    // Far enough for ever, and far from what the clock can count.
    constexpr milliseconds longest = hours(24 * 365 * 100);
    return timeout.transform(
        [longest](milliseconds wait) { return steady_clock::now() + std::clamp(wait, 0ms, longest); });
}

} // namespace

Error actorAborted()
{
    return Error::fromWire(u"actor"_s, u"aborted"_s, u"Actor aborted"_s);
}

ActorQueue::ActorQueue(ActorInstance &instance, const ActorOptions &options)
    : m_instance(instance)
    , m_options(options)
    , m_store(instance.link(), instance.identity().actorId)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ActorQueue::expire);
    connect(&m_store, &QueueStore::sizeChanged, this,
            [this](int size) { m_instance.inspectors().queueChanged(size); });
}

ActorQueue::~ActorQueue()
{
    stop();
}

void ActorQueue::start()
{
    m_started = true;
    serve();
    armTimer();
}

void ActorQueue::stop()
{
    m_stopped = true;
    for (Waiter &waiter : std::exchange(m_waiters, {}))
        waiter.done(std::unexpected(actorAborted()));
}

// --- Sending ---

void ActorQueue::enqueue(const QString &name, const QCborValue &body, SentHandler done)
{
    const auto now = floor<milliseconds>(system_clock::now());
    const persist::v4::QueueMessage message{.name = name,
                                            .body = cbor::encodeCompat(body),
                                            .createdAt = now.time_since_epoch().count(),
                                            .failureCount = {},
                                            .availableAt = {},
                                            .inFlight = {},
                                            .inFlightAt = {}};
    const qsizetype size = persist::encode(message).size();
    const qsizetype sizeLimit = std::min(m_options.maxQueueMessageSize, limits::kvValueBytesMax);
    if (size > sizeLimit)
        return done(messageTooLarge(size, sizeLimit));
    if (m_store.expectedSize() >= m_options.maxQueueSize)
        return done(queueFull(m_options.maxQueueSize));
    m_store.put(message, [this, message, done = std::move(done)](const Result<quint64> &id) mutable {
        done(id.transform([&](quint64 stored) { return makeMessage(stored, message); }));
        serve();
    });
}

void ActorQueue::enqueueAndWait(const QString &name, const QCborValue &body,
                                std::optional<milliseconds> timeout, AnswerHandler done)
{
    if (std::cmp_greater_equal(m_senders.size(), queueWaitersPerActorMax))
        return done(failure(ErrorCode::ActorOverloaded));
    enqueue(name, body, [this, timeout, done = std::move(done)](const Result<QueueMessage> &sent) mutable {
        if (!sent)
            return done(std::unexpected(sent.error()));
        m_senders.emplace(
            sent->id(),
            Sender{.timeout = timeout, .deadline = deadlineAfter(timeout), .done = std::move(done)});
        armTimer();
    });
}

QFuture<Result<QueueMessage>> ActorQueue::send(const QString &name, const QCborValue &body)
{
    Completion<QueueMessage> completion;
    auto future = completion.start();
    enqueue(name, body, [completion](const Result<QueueMessage> &sent) { completion.complete(sent); });
    return future;
}

QFuture<Result<QCborValue>> ActorQueue::sendAndWait(const QString &name, const QCborValue &body,
                                                    std::optional<milliseconds> timeout)
{
    Completion<QCborValue> completion;
    auto future = completion.start();
    enqueueAndWait(name, body, timeout,
                   [completion](const Result<QCborValue> &answer) { completion.complete(answer); });
    return future;
}

QueueMessage ActorQueue::makeMessage(quint64 id, const persist::v4::QueueMessage &stored)
{
    QueueMessage message;
    message.m_id = id;
    message.m_name = stored.name;
    message.m_body = bodyOf(stored.body);
    message.m_createdAt = Instant(milliseconds(stored.createdAt));
    return message;
}

// --- Receiving ---

QFuture<Result<std::optional<QueueMessage>>> ActorQueue::next(const QueueReceive &receive)
{
    Completion<std::optional<QueueMessage>> completion;
    auto future = completion.start();
    Waiter waiter{.receive = receive,
                  .deadline = deadlineAfter(receive.timeout),
                  .isWanted = [completion] { return completion.isWanted(); },
                  .done =
                      [completion](const Result<Messages> &messages) {
                          completion.complete(messages.transform([](const Messages &list) {
                              return list.empty() ? std::nullopt : std::optional(list.front());
                          }));
                      }};
    waiter.receive.count = 1;
    wait(std::move(waiter));
    return future;
}

QFuture<Result<ActorQueue::Messages>> ActorQueue::nextBatch(const QueueReceive &receive)
{
    Completion<Messages> completion;
    auto future = completion.start();
    wait({.receive = receive,
          .deadline = deadlineAfter(receive.timeout),
          .isWanted = [completion] { return completion.isWanted(); },
          .done = [completion](Result<Messages> messages) { completion.complete(std::move(messages)); }});
    return future;
}

QFuture<Result<>> ActorQueue::waitForAvailable(const QStringList &names, std::optional<milliseconds> timeout)
{
    Completion<void> completion;
    auto future = completion.start();
    wait({.receive = {.names = names, .timeout = timeout},
          .deadline = deadlineAfter(timeout),
          .isWanted = [completion] { return completion.isWanted(); },
          .done =
              [completion, timeout](const Result<Messages> &messages) {
                  completion.complete(messages.and_then([timeout](const Messages &list) -> Result<> {
                      if (list.empty())
                          return std::unexpected(timedOut(timeout.value_or(0ms)));
                      return {};
                  }));
              },
          .onlyLooks = true});
    return future;
}

void ActorQueue::wait(Waiter waiter)
{
    if (m_stopped)
        return waiter.done(std::unexpected(actorAborted()));
    if (std::cmp_greater_equal(m_waiters.size(), queueWaitersPerActorMax))
        return waiter.done(failure(ErrorCode::ActorOverloaded));
    waiter.receive.count = std::clamp(waiter.receive.count, 1, queueBatchCountMax);
    const bool waits = !waiter.receive.timeout || *waiter.receive.timeout > 0ms;
    if (m_started && serveOne(waiter))
        return;
    if (!waits && m_started)
        return waiter.done(Messages());
    m_waiters.push_back(std::move(waiter));
    armTimer();
}

void ActorQueue::serve()
{
    if (!m_started || m_stopped)
        return;
    for (auto waiter = m_waiters.begin(); waiter != m_waiters.end();) {
        // Out of the list first: who is served may ask for more, or end the queue.
        std::list<Waiter> served;
        const auto next = std::next(waiter);
        served.splice(served.end(), m_waiters, waiter);
        if (served.front().isWanted() && !serveOne(served.front()))
            m_waiters.splice(next, served);
        waiter = next;
    }
}

/// False if there is nothing for it; otherwise it is no longer of use.
bool ActorQueue::serveOne(Waiter &waiter)
{
    const QStringList &names = waiter.receive.names;
    std::vector<quint64> ids;
    for (const auto &[id, entry] : m_store.entries()) {
        if (std::cmp_equal(ids.size(), waiter.receive.count))
            break;
        if (!entry.isTaken && (names.isEmpty() || names.contains(entry.name)))
            ids.push_back(id);
    }
    if (ids.empty())
        return false;
    if (waiter.onlyLooks)
        waiter.done(Messages(1));
    else
        take(ids, std::move(waiter));
    return true;
}

void ActorQueue::take(const std::vector<quint64> &ids, Waiter waiter)
{
    for (const quint64 id : ids)
        m_store.setTaken(id, true);
    auto fetched = [this, ids, waiter = std::move(waiter),
                    awake = KeepAwake(m_instance)](Result<QueueStore::Messages> stored) mutable {
        if (stored && waiter.isWanted() && !m_stopped)
            return giveOut(ids, *std::move(stored), std::move(waiter));
        releaseAll(ids);
        if (!stored)
            waiter.done(std::unexpected(stored.error()));
        else if (m_stopped)
            waiter.done(std::unexpected(actorAborted()));
    };
    m_store.fetch(ids, std::move(fetched));
}

void ActorQueue::giveOut(const std::vector<quint64> &ids, std::vector<persist::v4::QueueMessage> stored,
                         Waiter waiter)
{
    Messages messages;
    for (std::size_t i = 0; i < ids.size(); ++i)
        messages.push_back(makeMessage(ids[i], stored[i]));
    if (waiter.receive.completable == QueueReceive::Completable::No)
        return removeAndGiveOut(ids, std::move(messages), std::move(waiter));
    for (QueueMessage &message : messages)
        message.m_ticket = std::make_shared<QueueTicket>(*this, message.m_id, KeepAwake(m_instance));
    waiter.done(std::move(messages));
}

void ActorQueue::removeAndGiveOut(const std::vector<quint64> &ids, Messages messages, Waiter waiter)
{
    // The actor does not end in between: then nobody would have them.
    const auto finished = std::make_shared<QPromise<void>>();
    finished->start();
    m_instance.waitUntil(finished->future());
    auto removed = [this, ids, finished, messages = std::move(messages), waiter = std::move(waiter),
                    awake = KeepAwake(m_instance)](const Result<> &result) mutable {
        if (result) {
            waiter.done(std::move(messages));
        } else {
            releaseAll(ids);
            waiter.done(std::unexpected(result.error()));
        }
        finished->finish();
    };
    m_store.remove(ids, std::move(removed));
}

void ActorQueue::releaseAll(const std::vector<quint64> &ids)
{
    for (const quint64 id : ids)
        m_store.setTaken(id, false);
    // Not from within what has just failed.
    QMetaObject::invokeMethod(this, &ActorQueue::serve, Qt::QueuedConnection);
}

void ActorQueue::release(quint64 messageId)
{
    releaseAll({messageId});
}

void ActorQueue::complete(quint64 messageId, const QCborValue &response, DoneHandler done)
{
    m_store.remove({messageId},
                   [this, messageId, response, done = std::move(done)](const Result<> &removed) mutable {
                       if (removed)
                           if (auto sender = m_senders.extract(messageId); !sender.empty())
                               sender.mapped().done(response);
                       done(removed);
                   });
}

void ActorQueue::clear(DoneHandler done)
{
    m_store.clear([this, done = std::move(done)](const Result<> &cleared) mutable {
        if (cleared)
            for (auto &[id, sender] : std::exchange(m_senders, {}))
                sender.done(std::unexpected(queueError(
                    u"completion_waiter_dropped"_s, u"Queue completion waiter dropped before response"_s)));
        done(cleared);
    });
}

// --- Consuming ---

QFuture<Result<>> ActorQueue::consume(const QStringList &names, const Consumer &consumer)
{
    auto consumption = std::make_shared<Consumption>(names, consumer, Completion<void>());
    QFuture<Result<>> future = consumption->completion.start();
    consumeNext(consumption);
    return future;
}

void ActorQueue::consumeNext(const std::shared_ptr<Consumption> &consumption)
{
    wait({.receive = {.names = consumption->names, .completable = QueueReceive::Completable::Yes},
          .deadline = {},
          .isWanted = [consumption] { return consumption->completion.isWanted(); },
          .done =
              [this, consumption](const Result<Messages> &messages) {
                  if (messages)
                      consumeOne(consumption, messages->front());
                  else
                      endConsumption(*consumption, messages.error());
              }});
}

void ActorQueue::consumeOne(const std::shared_ptr<Consumption> &consumption, const QueueMessage &message)
{
    ActionResult result;
    const Result<> called = m_instance.runHandler(u"queue "_s % message.name(), [&](Actor &) -> Result<> {
        result = consumption->consumer(message);
        return {};
    });
    if (!called)
        return finishOne(consumption, message, std::unexpected(called.error()));
    if (!result.isPending())
        return finishOne(consumption, message, result.outcome());
    const auto fail = [this, consumption, message](const QString &text) {
        finishOne(consumption, message, failure(ErrorCode::RivetkitInternalError, text));
    };
    const QFuture<void> finished =
        result.future()
            .then(this, [this, consumption, message](
                            const Result<QCborValue> &outcome) { finishOne(consumption, message, outcome); })
            .onFailed(this, [fail](const std::exception &error) { fail(QString::fromUtf8(error.what())); })
            .onCanceled(this, [fail] { fail(u"The consumer's future was cancelled."_s); });
    m_instance.waitUntil(finished);
}

void ActorQueue::finishOne(const std::shared_ptr<Consumption> &consumption, const QueueMessage &message,
                           const Result<QCborValue> &outcome)
{
    m_instance.touch();
    if (!outcome)
        return endConsumption(*consumption, outcome.error());
    if (message.m_ticket->isCompleted()) // By the consumer itself.
        return consumeNext(consumption);
    const auto completed = [this, consumption](const Result<> &result) {
        if (result)
            consumeNext(consumption);
        else
            endConsumption(*consumption, result.error());
    };
    message.complete(*outcome).then(this, completed);
}

void ActorQueue::endConsumption(const Consumption &consumption, const Error &error)
{
    if (error == actorAborted())
        return consumption.completion.complete({});
    m_instance.logFailure(u"queue consumer"_s, error.message);
    consumption.completion.complete(std::unexpected(error));
}

// --- Time ---

void ActorQueue::armTimer()
{
    std::optional<Clock::time_point> earliest;
    const auto consider = [&earliest](std::optional<Clock::time_point> deadline) {
        if (deadline && (!earliest || *deadline < *earliest))
            earliest = deadline;
    };
    for (const Waiter &waiter : m_waiters)
        if (m_started) // Whoever asked before has the start to wait for.
            consider(waiter.deadline);
    for (const auto &[id, sender] : m_senders)
        consider(sender.deadline);
    // A timer cannot count further than 24 days.
    if (earliest)
        m_timer.start(std::clamp(ceil<milliseconds>(*earliest - Clock::now()), 0ms, milliseconds(1h)));
    else
        m_timer.stop();
}

void ActorQueue::expire()
{
    const auto now = Clock::now();
    std::list<Waiter> lateWaiters;
    for (auto waiter = m_waiters.begin(); waiter != m_waiters.end();) {
        const auto next = std::next(waiter);
        if (m_started && waiter->deadline && *waiter->deadline <= now)
            lateWaiters.splice(lateWaiters.end(), m_waiters, waiter);
        waiter = next;
    }
    std::vector<Sender> lateSenders;
    std::erase_if(m_senders, [&](auto &entry) {
        const bool isLate = entry.second.deadline && *entry.second.deadline <= now;
        if (isLate)
            lateSenders.push_back(std::move(entry.second));
        return isLate;
    });
    armTimer();
    for (Waiter &waiter : lateWaiters)
        waiter.done(Messages());
    for (Sender &sender : lateSenders)
        sender.done(std::unexpected(timedOut(sender.timeout.value_or(0ms))));
}

} // namespace rove::runtime
