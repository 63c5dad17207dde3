// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/flowactor.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/queue/actorqueue.h"

#include <memory>

namespace rove::runtime::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Shared by the test's thread and the actors'.
struct World {
    QMutex mutex;
    QStringList acts;
    std::vector<std::shared_ptr<const FlowActor::Script>> scripts; ///< Kept for the coroutines made by them.
};

World &theWorld()
{
    static World world;
    return world;
}

} // namespace

void FlowActor::setScript(Script script)
{
    World &world = theWorld();
    const QMutexLocker lock(&world.mutex);
    world.scripts.push_back(std::make_shared<const Script>(std::move(script)));
}

void FlowActor::forgetWorld()
{
    World &world = theWorld();
    const QMutexLocker lock(&world.mutex);
    world.acts.clear();
}

QStringList FlowActor::world()
{
    World &world = theWorld();
    const QMutexLocker lock(&world.mutex);
    return world.acts;
}

ActorOptions FlowActor::options()
{
    ActorOptions options;
    options.noSleep = true;
    options.stateSaveInterval = 10ms;
    options.sleepGracePeriod = 200ms;
    return options;
}

Workflow FlowActor::run(WorkflowContext &workflow)
{
    std::shared_ptr<const Script> script;
    {
        World &world = theWorld();
        const QMutexLocker lock(&world.mutex);
        script = world.scripts.back();
    }
    return (*script)(*this, workflow);
}

QString FlowActor::act(const QString &what)
{
    World &world = theWorld();
    const QMutexLocker lock(&world.mutex);
    world.acts.append(what);
    m_notes.append(what);
    return what;
}

QFuture<QString> FlowActor::actSlowly(const QString &what)
{
    act(what);
    QPromise<QString> promise;
    promise.start();
    QFuture<QString> future = promise.future();
    m_waiting.insert_or_assign(what, std::move(promise));
    return future;
}

Result<QString> FlowActor::actAtLast(const QString &what, int failures)
{
    act(what);
    if (world().count(what) <= failures)
        return failure(ErrorCode::IoFailed, u"not yet"_s);
    return what;
}

void FlowActor::release(const QString &what)
{
    if (auto waiting = m_waiting.extract(what)) {
        waiting.mapped().addResult(what);
        waiting.mapped().finish();
    }
}

void FlowActor::doze()
{
    context().sleep();
}

ActionResult FlowActor::send(const QString &name, const QCborValue &body)
{
    return context().queue().send(name, body).then(this, [](const Result<QueueMessage> &sent) -> Result<> {
        return sent.transform([](const QueueMessage &) {});
    });
}

ActionResult FlowActor::ask(const QString &name, const QCborValue &body)
{
    return context().queue().sendAndWait(name, body);
}

int FlowActor::queueSize()
{
    return context().queue().size();
}

ActorRegistry flows()
{
    ActorRegistry registry;
    registry.add<FlowActor>(u"flow"_s);
    ActorOptions drowsy = FlowActor::options();
    drowsy.noSleep = false;
    drowsy.sleepTimeout = 20ms;
    registry.add<FlowActor>(u"drowsy"_s, drowsy);
    return registry;
}

} // namespace rove::runtime::test
