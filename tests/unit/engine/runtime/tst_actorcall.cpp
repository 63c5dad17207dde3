// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actorcall.h"
#include "protocol/base/cbor.h"
#include "protocol/client/codec.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
namespace v4 = client::v4;

/// A call from one actor to another, on the caller's side.
class ActorCallTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void theRequestSaysWhatTheClientsSay();
    void theAnswerReachesTheCaller();
    void failuresOfActorAndGatewayReachTheCaller();
    void anUnreachableGatewayIsAFailure();
    void aCallThatIsDroppedIsAFailure();
    void withoutAGatewayThereAreNoCalls();

private:
    using Done = std::function<void(const Result<HttpResponse> &)>;
    struct Asked {
        HttpRequest request;
        Done done;
    };

    /// The call that an action makes; its caller waits for `m_reply`.
    Asked callOther();
    Result<QCborValue> outcome();

    std::mutex m_mutex;
    std::optional<Asked> m_asked; ///< By a worker; guarded.
    std::unique_ptr<ScriptedEngine> m_engine;
    envoy::v8::RequestId m_reply{};
    const QString m_id = u"actor-1"_s;
};

void ActorCallTest::init()
{
    RuntimeOptions options;
    options.pool = u"my pool"_s;
    options.askGateway = [this](HttpRequest request, Done done) {
        const std::lock_guard lock(m_mutex);
        m_asked = Asked{std::move(request), std::move(done)};
    };
    m_asked.reset();
    m_engine = std::make_unique<ScriptedEngine>(specimens(), 1, options);
    m_engine->startActor(m_id);
}

ActorCallTest::Asked ActorCallTest::callOther()
{
    const v4::HttpActionRequest call{.args = cbor::encodeCompat(QCborArray{u"a,b/c"_s, u"add"_s, 7})};
    m_reply = m_engine->send(m_id, {.method = u"POST"_s,
                                    .path = u"/action/callOther"_s,
                                    .headers = {{u"x-rivet-encoding"_s, u"json"_s}},
                                    .body = *client::encode(call, client::Encoding::Json)});
    const auto isAsked = [this] {
        const std::lock_guard lock(m_mutex);
        return m_asked.has_value();
    };
    [&] { QTRY_VERIFY(isAsked()); }();
    const std::lock_guard lock(m_mutex);
    return *std::exchange(m_asked, {});
}

Result<QCborValue> ActorCallTest::outcome()
{
    const ScriptedEngine::Reply reply = m_engine->waitForReply(m_reply);
    return actionOutcome({.status = reply.status, .headers = reply.headers, .body = reply.body});
}

void ActorCallTest::theRequestSaysWhatTheClientsSay()
{
    const HttpRequest request = callOther().request;
    QCOMPARE(request.method, u"POST"_s);
    QCOMPARE(request.path, u"/gateway/specimen/action/add?rvt-namespace=default&rvt-method=getOrCreate"
                           "&rvt-runner=my%20pool&rvt-crash-policy=sleep&rvt-key=a%2Cb%2Fc"_s);
    QCOMPARE(request.headers.at(u"x-rivet-encoding"_s), u"cbor"_s);
    const auto body = client::decode<v4::HttpActionRequest>(request.body, client::Encoding::Cbor);
    QVERIFY(body);
    QCOMPARE(cbor::decodeCompat(body->message.args), QCborValue(QCborArray{7}));
}

void ActorCallTest::theAnswerReachesTheCaller()
{
    const Asked asked = callOther();
    const v4::HttpActionResponse answer{.output = cbor::encodeCompat(QCborValue(42))};
    asked.done(HttpResponse{.status = 200,
                            .headers = {{u"content-type"_s, u"application/cbor"_s}},
                            .body = *client::encode(answer, client::Encoding::Cbor)});
    QCOMPARE(outcome(), QCborValue(42));
    // What went on after the answer did so on the actor's thread, and counts as its change.
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"label"_s) == u"answered"_s; }));
}

void ActorCallTest::failuresOfActorAndGatewayReachTheCaller()
{
    const Asked refused = callOther();
    const v4::HttpResponseError error{.group = u"user"_s,
                                      .code = u"no"_s,
                                      .message = u"not today"_s,
                                      .metadata = cbor::encodeCompat(QCborMap{{u"why"_s, 1}}),
                                      .actor = {}};
    refused.done(HttpResponse{.status = 500,
                              .headers = {{u"content-type"_s, u"application/cbor"_s}},
                              .body = *client::encode(error, client::Encoding::Cbor)});
    QCOMPARE(outcome().error(), Error::fromWire(u"user"_s, u"no"_s, u"not today"_s, {{u"why"_s, 1}}));

    const HttpResponse late{.status = 503,
                            .headers = {{u"content-type"_s, u"application/json; charset=utf-8"_s}},
                            .body = R"({"group":"guard","code":"actor_ready_timeout","message":"late"})"};
    QCOMPARE(actionOutcome(late).error().code, ErrorCode::GuardActorReadyTimeout);
    QVERIFY(!actionOutcome({.status = 502, .body = "<html>"}));
}

void ActorCallTest::anUnreachableGatewayIsAFailure()
{
    callOther().done(failure(ErrorCode::ClientUnreachable));
    QCOMPARE(outcome().error().code, ErrorCode::ClientUnreachable);
}

void ActorCallTest::aCallThatIsDroppedIsAFailure()
{
    callOther().done = {};
    QCOMPARE(outcome().error().code, ErrorCode::RivetkitInternalError);
}

void ActorCallTest::withoutAGatewayThereAreNoCalls()
{
    ScriptedEngine alone(specimens());
    alone.startActor(m_id);
    QCOMPARE(alone.call(m_id, u"callOther"_s, {u"k"_s, u"add"_s, 1}).error().code,
             ErrorCode::ClientUnreachable);
}

QTEST_GUILESS_MAIN(ActorCallTest)
#include "tst_actorcall.moc"
