// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/mailbox.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/queue/actorqueue.h"
#include "tests/interop/kitactors/pause.h"

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runtime::ActionResult;
using runtime::QueueMessage;
using std::chrono::milliseconds;

namespace {

QCborValue nothing()
{
    return QCborValue(QCborValue::Undefined);
}

QCborValue bodyOf(const std::optional<QueueMessage> &message)
{
    return message ? message->body() : nothing();
}

QCborValue shown(const std::optional<QueueMessage> &message)
{
    return message ? QCborMap{{u"name"_s, message->name()}, {u"body"_s, message->body()}} : nothing();
}

} // namespace

runtime::ActorOptions Mailbox::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 2min;
    options.queues = {u"mail"_s, u"parcel"_s, u"job"_s};
    options.maxQueueSize = 20;
    return options;
}

Result<> Mailbox::onWake()
{
    context().queue().consume({u"job"_s}, [this](const QueueMessage &message) -> ActionResult {
        return work(message.body().toMap());
    });
    return {};
}

QFuture<QCborMap> Mailbox::work(const QCborMap &job)
{
    const QString name = job.value(u"name"_s).toString();
    return pause(milliseconds(job.value(u"milliseconds"_s).toInteger()), this).then(this, [this, name] {
        m_done.append(name);
        return QCborMap{{u"finished"_s, name}};
    });
}

void Mailbox::doze()
{
    context().sleep();
}

ActionResult Mailbox::send(const QString &name, const QCborValue &body)
{
    return context().queue().send(name, body).then([](const Result<QueueMessage> &sent) {
        return sent.transform([](const QueueMessage &) {});
    });
}

ActionResult Mailbox::take(const QStringList &names, qint64 timeout)
{
    return context()
        .queue()
        .next({.names = names, .timeout = milliseconds(timeout)})
        .then([](const Result<std::optional<QueueMessage>> &message) { return message.transform(shown); });
}

ActionResult Mailbox::takeAll(const QStringList &names, int count)
{
    return context()
        .queue()
        .nextBatch({.names = names, .count = count, .timeout = 1s})
        .then([](const Result<runtime::ActorQueue::Messages> &messages) -> Result<QCborArray> {
            QCborArray bodies;
            for (const QueueMessage &message : TRY(messages))
                bodies.append(message.body());
            return bodies;
        });
}

ActionResult Mailbox::takeNow(const QStringList &names)
{
    return context()
        .queue()
        .next({.names = names, .timeout = 0ms})
        .then([](const Result<std::optional<QueueMessage>> &message) { return message.transform(bodyOf); });
}

} // namespace rove::kitactors
