// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/seededengine.h"

#include "engine/runtime/examples/examples.h"
#include "protocol/base/cbor.h"
#include "tests/gui/guirig.h"

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

/// The answer, once it is here.
template <class T>
T await(ui::Async<T> answer, const char *what)
{
    if (!waitFor([&answer] { return answer.isFinished(); }))
        qFatal("%s: no answer", what);
    Result<T> result = answer.takeResult();
    if (!result)
        qFatal("%s: %s", what, qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

SeededEngine::SeededEngine()
{
    host::EngineOptions options;
    options.actors = runtime::examples::registry();
    options.runtime.logLevel = runtime::LogLevel::Error;
    auto engine = host::Engine::start(std::move(options));
    if (!engine)
        qFatal("The engine did not start: %s", qPrintable(engine.error().message));
    m_engine = std::move(*engine);
    const ui::Endpoint endpoint{.base = m_engine->endpoint(), .namespaceName = u"default"_s, .token = {}};
    m_http = std::make_unique<ui::HttpClient>(endpoint, ui::WriteMode::Allowed);
    seed();
}

SeededEngine::~SeededEngine()
{
    m_http.reset();
    m_engine->stop();
}

QString SeededEngine::id(const QString &name, const QString &key) const
{
    return m_ids.value(name % u'/' % key);
}

void SeededEngine::call(const QString &actorId, const QString &action, const QCborArray &arguments)
{
    await(ui::GatewayClient(*m_http, actorId).callAction(action, arguments), "calling an action");
}

void SeededEngine::putToSleep(const QString &actorId)
{
    const ui::ManagerClient manager(*m_http);
    await(manager.sleepActor(actorId), "putting an actor to sleep");
    for (;;) {
        const manager::Actor actor = await(manager.actor(actorId), "reading an actor");
        if (actor.sleepTs && !actor.connectableTs)
            return;
    }
}

QString SeededEngine::create(const QString &name, const QString &key, const QCborValue &input)
{
    manager::ActorsCreateRequest request{.name = name,
                                         .key = key,
                                         .runnerNameSelector = u"default"_s,
                                         .crashPolicy = manager::CrashPolicy::Sleep};
    if (!input.isUndefined())
        request.input = QString::fromLatin1(cbor::encodeCompat(input).toBase64());
    const manager::Actor actor = await(ui::ManagerClient(*m_http).createActor(request), "creating an actor");
    m_ids.insert(name % u'/' % key, actor.actorId);
    return actor.actorId;
}

void SeededEngine::seedRoom(const QString &key, const QString &topic)
{
    const QString room = create(u"chatRoom"_s, key, QCborMap{{u"title"_s, key}});
    call(room, u"setTopic"_s, {topic});
    call(room, u"send"_s, {u"ada"_s, u"hello"_s});
    call(room, u"send"_s, {u"grace"_s, u"hello, is anyone here?"_s});
    call(room, u"send"_s, {u"ada"_s, u"only the two of us and a state tree"_s});
}

void SeededEngine::seed()
{
    for (int i = 13; i >= 0; --i) {
        const QString counter = create(u"counter"_s, u"bulk-%1"_s.arg(i));
        call(counter, u"increment"_s, {i});
        putToSleep(counter);
    }
    for (const QString &key : {u"eu:42"_s, u"tenant-2"_s, u"tenant-1"_s}) {
        const QString counter = create(u"counter"_s, key);
        call(counter, u"increment"_s, {7});
        if (key != "tenant-1"_L1)
            putToSleep(counter);
    }
    seedRoom(u"support"_s, u"Tickets"_s);
    seedRoom(u"general"_s, u"Durable chat"_s);
    await(ui::ManagerClient(*m_http).createNamespace(u"staging"_s, u"Staging"_s), "creating a namespace");
}

} // namespace rove::test
