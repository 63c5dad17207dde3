// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/postbox.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/completion.h"
#include "engine/runtime/queue/actorqueue.h"

#include <QtCore/QTimer>

#include <optional>

namespace rove::runtime::examples {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

QCborValue nothing()
{
    return QCborValue(QCborValue::Undefined);
}

} // namespace

ActorOptions Postbox::options()
{
    ActorOptions options;
    options.queues = {u"mail"_s, u"parcel"_s, u"job"_s};
    options.maxQueueSize = messageCountMax;
    return options;
}

Result<> Postbox::onWake()
{
    context().queue().consume({u"job"_s},
                              [this](const QueueMessage &message) { return work(message.body().toMap()); });
    return {};
}

/// A job is `{name, milliseconds}`: what it is called, and how long it takes.
ActionResult Postbox::work(const QCborMap &job)
{
    const QString name = job.value(u"name"_s).toString();
    const milliseconds duration(job.value(u"milliseconds"_s).toInteger());
    if (duration <= 0ms)
        return finish(name);
    Completion<QCborMap> completion;
    QFuture<Result<QCborMap>> finished = completion.start();
    QTimer::singleShot(duration, this, [this, completion, name] { completion.complete(finish(name)); });
    return finished;
}

QCborMap Postbox::finish(const QString &job)
{
    m_done.append(job);
    return {{u"finished"_s, job}};
}

ActionResult Postbox::take(const QStringList &names, int timeout)
{
    const auto taken = [](const Result<std::optional<QueueMessage>> &message) -> Result<QCborValue> {
        return message.transform([](const std::optional<QueueMessage> &found) {
            return found ? QCborMap{{u"name"_s, found->name()}, {u"body"_s, found->body()}} : nothing();
        });
    };
    return context().queue().next({.names = names, .timeout = milliseconds(timeout)}).then(this, taken);
}

ActionResult Postbox::takeAll(const QStringList &names, int count)
{
    const auto taken = [](const Result<ActorQueue::Messages> &messages) -> Result<QCborArray> {
        QCborArray bodies;
        for (const QueueMessage &message : TRY(messages))
            bodies.append(message.body());
        return bodies;
    };
    return context().queue().nextBatch({.names = names, .count = count, .timeout = 1s}).then(this, taken);
}

ActionResult Postbox::takeNow(const QStringList &names)
{
    const auto taken = [](const Result<std::optional<QueueMessage>> &message) -> Result<QCborValue> {
        return message.transform(
            [](const std::optional<QueueMessage> &found) { return found ? found->body() : nothing(); });
    };
    return context().queue().next({.names = names, .timeout = 0ms}).then(this, taken);
}

} // namespace rove::runtime::examples
