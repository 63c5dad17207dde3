// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/queuespecimen.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/connection.h"
#include "engine/runtime/queue/actorqueue.h"

namespace rove::runtime::test {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

QCborMap shown(const QueueMessage &message)
{
    return {{u"name"_s, message.name()}, {u"body"_s, message.body()}};
}

/// The first one, to be completed.
QueueReceive oneOf(const QString &name)
{
    return {.names = {name}, .timeout = 0ms, .completable = QueueReceive::Completable::Yes};
}

Error noMessage()
{
    return Error::fromWire(u"user"_s, u"no_message"_s, u"There is no message."_s);
}

/// Consumes from the start on.
class EagerSpecimen : public QueueSpecimen {
public:
    Result<> onWake() override
    {
        consume(u"jobs"_s);
        return {};
    }
};

} // namespace

ActorOptions QueueSpecimen::options()
{
    ActorOptions options;
    options.noSleep = true;
    options.stateSaveInterval = 1ms;
    options.sleepGracePeriod = 100ms;
    options.queues = {u"jobs"_s, u"other"_s, u"closed"_s};
    return options;
}

bool QueueSpecimen::canPublish(const QString &queue, Connection &connection)
{
    return queue != "closed"_L1 || connection.params().toMap().value(u"member"_s).toBool();
}

ActionResult QueueSpecimen::sendSelf(const QString &name, const QCborValue &body)
{
    return context()
        .queue()
        .send(name, body)
        .then([](const Result<QueueMessage> &sent) -> Result<QCborValue> {
            return sent.transform(
                [](const QueueMessage &message) { return QCborValue(qint64(message.id())); });
        });
}

ActionResult QueueSpecimen::sendAndWait(const QString &name, const QCborValue &body, int timeout)
{
    return context().queue().sendAndWait(name, body, milliseconds(timeout));
}

ActionResult QueueSpecimen::receive(const QStringList &names, int count, int timeout)
{
    QueueReceive receive{.names = names, .count = count};
    if (timeout >= 0)
        receive.timeout = milliseconds(timeout);
    return context().queue().nextBatch(receive).then(
        [](const Result<ActorQueue::Messages> &messages) -> Result<QCborArray> {
            QCborArray list;
            for (const QueueMessage &message : TRY(messages))
                list.append(shown(message));
            return list;
        });
}

ActionResult QueueSpecimen::receiveAndDrop(const QString &name)
{
    return context()
        .queue()
        .next(oneOf(name))
        .then([](const Result<std::optional<QueueMessage>> &message) -> Result<QCborValue> {
            const auto found = TRY(message);
            return found ? found->body() : QCborValue(nullptr);
        });
}

ActionResult QueueSpecimen::receiveAndComplete(const QString &name, const QCborValue &response)
{
    return context()
        .queue()
        .next(oneOf(name))
        .then(this,
              [response](const Result<std::optional<QueueMessage>> &message) -> QFuture<Result<>> {
                  if (message && *message)
                      return (*message)->complete(response);
                  return QtFuture::makeReadyValueFuture<Result<>>(std::unexpected(noMessage()));
              })
        .unwrap();
}

ActionResult QueueSpecimen::completeTwice(const QString &name)
{
    return context()
        .queue()
        .next(oneOf(name))
        .then(this,
              [this](const Result<std::optional<QueueMessage>> &message) -> QFuture<Result<>> {
                  if (!message || !*message)
                      return QtFuture::makeReadyValueFuture<Result<>>(std::unexpected(noMessage()));
                  return (*message)
                      ->complete()
                      .then(this, [again = **message](const Result<> &) { return again.complete(); })
                      .unwrap();
              })
        .unwrap();
}

ActionResult QueueSpecimen::completePlain(const QString &name)
{
    return context()
        .queue()
        .next({.names = {name}, .timeout = 0ms})
        .then(this,
              [](const Result<std::optional<QueueMessage>> &message) -> QFuture<Result<>> {
                  if (message && *message)
                      return (*message)->complete();
                  return QtFuture::makeReadyValueFuture<Result<>>(std::unexpected(noMessage()));
              })
        .unwrap();
}

ActionResult QueueSpecimen::hold(const QString &name)
{
    return context()
        .queue()
        .next(oneOf(name))
        .then(this, [this](const Result<std::optional<QueueMessage>> &message) -> Result<bool> {
            const auto found = TRY(message);
            m_held = found.value_or(QueueMessage());
            return found.has_value();
        });
}

ActionResult QueueSpecimen::completeHeld(const QCborValue &response)
{
    return std::exchange(m_held, {}).complete(response);
}

ActionResult QueueSpecimen::waitForAvailable(const QString &name, int timeout)
{
    return context().queue().waitForAvailable({name}, milliseconds(timeout));
}

void QueueSpecimen::askAndCancel(const QString &name)
{
    auto future = context().queue().next({.names = {name}});
    future.cancel();
}

void QueueSpecimen::consume(const QString &name)
{
    m_consumed =
        context().queue().consume({name}, [this](const QueueMessage &message) { return handle(message); });
}

ActionResult QueueSpecimen::handle(const QueueMessage &message)
{
    const QString text = message.body().toString();
    if (text == "fail"_L1)
        return userError(u"as you wish"_s, u"told_to_fail"_s);
    m_handled.append(text);
    if (text != "later"_L1)
        return message.body();
    m_later = {};
    m_later.start();
    return m_later.future();
}

void QueueSpecimen::release()
{
    m_handled.append(u"released"_s);
    m_later.addResult(QCborValue(u"at last"_s));
    m_later.finish();
}

ActionResult QueueSpecimen::consumed()
{
    return m_consumed;
}

int QueueSpecimen::queueSize()
{
    return context().queue().size();
}

ActorRegistry queueSpecimens()
{
    ActorRegistry registry;
    registry.add<QueueSpecimen>(u"queue"_s);
    ActorOptions small = QueueSpecimen::options();
    small.maxQueueSize = 1;
    small.maxQueueMessageSize = 64;
    registry.add<QueueSpecimen>(u"small"_s, small);
    registry.add<EagerSpecimen>(u"eager"_s, QueueSpecimen::options());
    ActorOptions drowsy = QueueSpecimen::options();
    drowsy.noSleep = false;
    drowsy.sleepTimeout = 1ms;
    registry.add<EagerSpecimen>(u"drowsy"_s, drowsy);
    ActorOptions impatient = QueueSpecimen::options();
    impatient.actionTimeout = 1ms;
    registry.add<QueueSpecimen>(u"impatient"_s, impatient);
    return registry;
}

} // namespace rove::runtime::test
