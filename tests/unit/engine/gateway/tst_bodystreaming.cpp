// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "tests/unit/engine/gateway/trafficrig.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Bodies of requests and answers between clients and actors: in pieces where the actor's host can, whole
/// where it cannot (spec/runner-envoy.md 4.2).
class TestBodyStreaming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aSmallBodyGoesWithTheRequest();
    void aBodyGoesInChunksAsItComes();
    void anUploadWaitsForTheActorsWindow();
    void aWindowThatClaimsTooMuchIsNotBelieved();
    void anActorThatWantsNoMoreStopsTheUpload();
    void anAnswerBeforeTheBodysEndCancelsTheUpload();
    void aBodyThatFailsAbortsTheRequest();
    void aHostThatCannotStreamGetsTheBodyWhole();
    void aBodyThatFailsWhileItIsCollectedReachesNobody();
    void aBodyThatTakesTooLongToCollectReachesNobody();
    void anUndeliveredUploadIsSentAgain();
    void anUndeliveredUploadIsNotSentAgainOnceItWasReadOn();
    void anUploadKeepsTheDeadlineAway();

    void anAnswerGoesToTheClientAsItComes();
    void anAnswersWindowFollowsTheClient();
    void aSlowClientIsNotReportedAsTaking();
    void aHostWithoutWindowHearsOfNone();
    void aHostMayStreamAnswersOnly();
    void anActorThatOverrunsItsWindowIsCut();
    void anAbortBeforeTheAnswerIsUnavailable();
    void anAbortDuringTheAnswerCutsIt();
    void anActorThatStopsDuringItsAnswerCutsIt();
    void aClientThatLeavesDuringTheAnswerAbortsIt();
    void anAnswerThatTakesItsTimeIsNotEnded();
    void aHostThatKeepsRefusingEndsInBadGateway();
    void whatAStreamingActorAnswersIsPassedOn();

private:
    std::shared_ptr<NotingResponder> call(const QByteArray &body = {});
    template <class Kind>
    qsizetype bytesOf() const
    {
        qsizetype sum = 0;
        for (const Kind &each : m_world->uplink.all<Kind>())
            sum += each.body.size();
        return sum;
    }

    std::unique_ptr<TrafficRig> m_world;
    ActorId m_actorId;
    std::shared_ptr<NotingRequestBody> m_rest; ///< Part of the next request if set.
};

void TestBodyStreaming::init()
{
    m_world = std::make_unique<TrafficRig>();
    m_world->uplink.streams = true;
    m_actorId = m_world->createActor();
    m_world->start(m_actorId);
    m_rest.reset();
}

void TestBodyStreaming::cleanup()
{
    m_world.reset();
}

std::shared_ptr<NotingResponder> TestBodyStreaming::call(const QByteArray &body)
{
    auto responder = std::make_shared<NotingResponder>();
    net::HttpRequest request{
        .method = "POST"_ba, .target = "/request/x"_ba, .headers = {}, .body = body, .rest = m_rest};
    std::make_shared<ActorCall>(m_world->services(), m_actorId, std::move(request),
                                ReplyContext{.surface = Surface::Gateway, .rayId = "ray"_ba, .origin = {}},
                                responder)
        ->start();
    m_world->loop.runTasks();
    return responder;
}

void TestBodyStreaming::aSmallBodyGoesWithTheRequest()
{
    call("hello"_ba);
    const auto &request = m_world->uplink.lastAs<RequestStart>();
    QCOMPARE(request.body, "hello"_ba);
    QVERIFY(!request.stream);
    QVERIFY(request.responseStream);
    QCOMPARE(m_world->uplink.sent.size(), 1u);
}

void TestBodyStreaming::aBodyGoesInChunksAsItComes()
{
    m_rest = std::make_shared<NotingRequestBody>();
    call("one"_ba);
    const auto start = m_world->uplink.all<RequestStart>();
    QVERIFY(start.size() == 1 && start[0].stream && !start[0].body);
    QCOMPARE(m_world->uplink.lastAs<RequestChunk>().body, "one"_ba);
    QVERIFY(!m_world->uplink.lastAs<RequestChunk>().finish);

    m_rest->give("two"_ba);
    QCOMPARE(m_world->uplink.lastAs<RequestChunk>().body, "two"_ba);
    m_rest->give({}, true);
    QVERIFY(m_world->uplink.lastAs<RequestChunk>().finish);
    QVERIFY(!m_rest->isWanted());
    QVERIFY(m_world->uplink.isNumberedInOrder());
}

void TestBodyStreaming::anUploadWaitsForTheActorsWindow()
{
    m_rest = std::make_shared<NotingRequestBody>();
    call();
    qsizetype given = 0;
    while (m_rest->isWanted()) {
        m_rest->give(QByteArray(100 * limits::kibi, 'x'));
        given += 100 * limits::kibi;
        QVERIFY(given < 2 * windowBytes);
    }
    QCOMPARE(bytesOf<RequestChunk>(), windowBytes);
    for (const RequestChunk &chunk : m_world->uplink.all<RequestChunk>())
        QVERIFY(chunk.body.size() <= chunkBytesMax);

    m_world->answer(RequestBodyWindowUpdate{.consumedBytes = 100000});
    QVERIFY(m_rest->isWanted());
    QCOMPARE(bytesOf<RequestChunk>(), given);
    m_rest->give(QByteArray(windowBytes, 'x'), true);
    QCOMPARE(bytesOf<RequestChunk>(), windowBytes + 100000);
    m_world->answer(RequestBodyWindowUpdate{.consumedBytes = 50}); // Older news.
    QCOMPARE(bytesOf<RequestChunk>(), windowBytes + 100000);
    m_world->answer(RequestBodyWindowUpdate{.consumedBytes = windowBytes + 100000});
    QCOMPARE(bytesOf<RequestChunk>(), given + windowBytes);
    QVERIFY(m_world->uplink.lastAs<RequestChunk>().finish);
    QVERIFY(m_world->uplink.isNumberedInOrder());
}

void TestBodyStreaming::aWindowThatClaimsTooMuchIsNotBelieved()
{
    m_rest = std::make_shared<NotingRequestBody>();
    call("abc"_ba);
    m_world->answer(RequestBodyWindowUpdate{.consumedBytes = std::numeric_limits<std::uint64_t>::max()});
    m_rest->give(QByteArray(3 * windowBytes, 'x'));
    QCOMPARE(bytesOf<RequestChunk>(), 3 + windowBytes);
}

void TestBodyStreaming::anActorThatWantsNoMoreStopsTheUpload()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("abc"_ba);
    m_world->answer(RequestBodyCancel{});
    const std::size_t count = m_world->uplink.sent.size();
    m_world->answer(RequestBodyWindowUpdate{.consumedBytes = 3});
    QCOMPARE(m_world->uplink.sent.size(), count);
    m_world->answer(ResponseStart{.status = 200, .headers = {}, .body = "enough"_ba});
    QCOMPARE(responder->response.body, "enough"_ba);
    QCOMPARE(m_world->uplink.sent.size(), count);
}

void TestBodyStreaming::anAnswerBeforeTheBodysEndCancelsTheUpload()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("abc"_ba);
    m_world->answer(ResponseStart{.status = 413, .headers = {}, .body = "no"_ba});
    QCOMPARE(responder->response.status, 413);
    QVERIFY(std::holds_alternative<ResponseBodyCancel>(m_world->uplink.sent.back().message.messageKind));
    QVERIFY(m_world->uplink.isNumberedInOrder());
}

void TestBodyStreaming::aBodyThatFailsAbortsTheRequest()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("abc"_ba);
    m_rest->fail(net::Refusal::BodyTooLong);
    QCOMPARE(responder->response.status, 413);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"), "guard.invalid_request_body"_ba);
    QCOMPARE(m_world->uplink.lastAs<RequestAbort>().reason.kind, AbortKind::Cancelled);
    m_world->answer(ResponseStart{});
    QCOMPARE(responder->answerCount, 1);
}

void TestBodyStreaming::aHostThatCannotStreamGetsTheBodyWhole()
{
    m_world->uplink.streams = false;
    m_rest = std::make_shared<NotingRequestBody>();
    call("one "_ba);
    QVERIFY(m_world->uplink.sent.empty());
    m_rest->give("two "_ba);
    m_rest->give(QByteArray(2 * windowBytes, 'x'), true);
    m_world->loop.runTasks();
    const auto &request = m_world->uplink.lastAs<RequestStart>();
    QCOMPARE(request.body, "one two "_ba + QByteArray(2 * windowBytes, 'x'));
    QVERIFY(!request.stream && !request.responseStream);
}

void TestBodyStreaming::aBodyThatFailsWhileItIsCollectedReachesNobody()
{
    m_world->uplink.streams = false;
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("one "_ba);
    m_rest->fail(net::Refusal::TimedOut);
    QCOMPARE(responder->response.status, 408);
    QVERIFY(m_world->uplink.sent.empty());
}

void TestBodyStreaming::aBodyThatTakesTooLongToCollectReachesNobody()
{
    m_world->uplink.streams = false;
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call();
    for (int i = 0; i < 100 && responder->answerCount == 0; ++i) {
        m_rest->give("x"_ba); // It never stops, but it never ends.
        m_world->loop.advance(limits::httpBodyTimeout / 10);
    }
    QCOMPARE(responder->response.status, 408);
    QVERIFY(m_world->uplink.sent.empty());
}

void TestBodyStreaming::anUndeliveredUploadIsSentAgain()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("one"_ba);
    m_world->answer(
        ResponseStart{.status = 503, .headers = {{u"x-rivet-error"_s, u"envoy.actor_not_found"_s}}});
    QVERIFY(!m_rest->isWanted());
    m_world->uplink.sent.clear();
    m_world->loop.advance(150ms);
    QCOMPARE(m_world->uplink.all<RequestStart>().size(), 1u);
    QCOMPARE(m_world->uplink.lastAs<RequestChunk>().body, "one"_ba);
    m_rest->give("two"_ba, true);
    QVERIFY(m_world->uplink.lastAs<RequestChunk>().finish);
    m_world->answer(ResponseStart{.status = 200});
    QCOMPARE(responder->response.status, 200);
}

void TestBodyStreaming::anUndeliveredUploadIsNotSentAgainOnceItWasReadOn()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("one"_ba);
    m_rest->give("two"_ba);
    m_world->answer(
        ResponseStart{.status = 503, .headers = {{u"x-rivet-error"_s, u"envoy.actor_not_found"_s}}});
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"), "envoy.actor_not_found"_ba);
}

void TestBodyStreaming::anUploadKeepsTheDeadlineAway()
{
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call();
    m_world->loop.advance(limits::responseStartTimeout - 10s);
    m_rest->give("still here"_ba);
    m_world->loop.advance(limits::responseStartTimeout - 10s);
    QCOMPARE(responder->answerCount, 0);
    m_world->loop.advance(20s);
    QCOMPARE(responder->response.status, 504);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "guard.gateway_response_start_timeout"_ba);
}

void TestBodyStreaming::anAnswerGoesToTheClientAsItComes()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.status = 201, .headers = {{u"x-own"_s, u"1"_s}}, .stream = true});
    QVERIFY(responder->body);
    QCOMPARE(responder->response.status, 201);
    QCOMPARE(net::headerValue(responder->response.headers, "x-own"), "1"_ba);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-actor"), m_actorId.toString().toLatin1());
    m_world->answer(ResponseChunk{.body = "one "_ba});
    QCOMPARE(responder->body->bytes, "one "_ba);
    m_world->answer(ResponseStart{.status = 500}); // A second start counts for nothing.
    m_world->answer(ResponseChunk{.body = "two"_ba, .finish = true});
    QCOMPARE(responder->body->bytes, "one two"_ba);
    QVERIFY(responder->body->isEnded && !responder->body->isCut);
    QCOMPARE(responder->answerCount, 1);
}

void TestBodyStreaming::anAnswersWindowFollowsTheClient()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = "x"_ba});
    responder->body->take();
    QCOMPARE(m_world->uplink.lastAs<ResponseBodyWindowUpdate>().consumedBytes, 1u);
    m_world->answer(ResponseChunk{.body = QByteArray(windowBytes, 'x')});
    responder->body->queuedBytes = windowBytes - chunkBytesMax; // It takes one chunk of these.
    responder->body->taken();
    QCOMPARE(m_world->uplink.lastAs<ResponseBodyWindowUpdate>().consumedBytes,
             static_cast<std::uint64_t>(1 + chunkBytesMax));
    responder->body->take();
    QCOMPARE(m_world->uplink.lastAs<ResponseBodyWindowUpdate>().consumedBytes,
             static_cast<std::uint64_t>(1 + windowBytes));
    QVERIFY(m_world->uplink.isNumberedInOrder());
}

void TestBodyStreaming::aSlowClientIsNotReportedAsTaking()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = QByteArray(windowBytes, 'x')});
    responder->body->queuedBytes += 10; // Framing is queued too.
    responder->body->taken();
    QVERIFY(m_world->uplink.all<ResponseBodyWindowUpdate>().empty());
}

void TestBodyStreaming::aHostWithoutWindowHearsOfNone()
{
    m_world->uplink.streams = false;
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = QByteArray(4 * windowBytes, 'x')});
    QCOMPARE(responder->body->bytes.size(), 4 * windowBytes);
    responder->body->take();
    QVERIFY(m_world->uplink.all<ResponseBodyWindowUpdate>().empty());
    m_world->answer(ResponseChunk{.body = QByteArray(limits::tunnelPayloadBytesMax, 'x')});
    QVERIFY(!responder->body->isCut);
    m_world->answer(ResponseChunk{.body = "x"_ba});
    QVERIFY(responder->body->isCut);
}

void TestBodyStreaming::aHostMayStreamAnswersOnly()
{
    m_world->uplink.streams = false;
    m_world->uplink.answersStream = true;
    m_rest = std::make_shared<NotingRequestBody>();
    const auto responder = call("one "_ba);
    QVERIFY(m_world->uplink.sent.empty());
    m_rest->give(QByteArray(4 * chunkBytesMax, 'x'), true);
    m_world->loop.runTasks();
    const auto &request = m_world->uplink.lastAs<RequestStart>();
    QVERIFY(!request.stream && request.responseStream);
    QCOMPARE(request.body->size(), 4 + 4 * chunkBytesMax);
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = "x"_ba});
    responder->body->take();
    QCOMPARE(m_world->uplink.lastAs<ResponseBodyWindowUpdate>().consumedBytes, 1u);
    m_world->answer(ResponseChunk{.finish = true});
    QVERIFY(responder->body->isEnded && !responder->body->isCut);
}

void TestBodyStreaming::anActorThatOverrunsItsWindowIsCut()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = QByteArray(2 * windowBytes, 'x')});
    QVERIFY(!responder->body->isCut);
    m_world->answer(ResponseChunk{.body = "x"_ba});
    QVERIFY(responder->body->isCut);
    QCOMPARE(m_world->uplink.lastAs<RequestAbort>().actorId, m_actorId.toString());
    m_world->answer(ResponseChunk{.body = "x"_ba, .finish = true});
    QVERIFY(!responder->body->isEnded);
}

void TestBodyStreaming::anAbortBeforeTheAnswerIsUnavailable()
{
    const auto responder = call();
    m_world->answer(ResponseAbort{});
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "guard.tunnel_request_aborted"_ba);
    QVERIFY(responder->response.body.contains("\"phase\":\"waiting_for_response_start\""));
}

void TestBodyStreaming::anAbortDuringTheAnswerCutsIt()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->answer(ResponseChunk{.body = "part"_ba});
    m_world->answer(ResponseAbort{});
    QVERIFY(responder->body->isCut);
    QCOMPARE(responder->answerCount, 1);
}

void TestBodyStreaming::anActorThatStopsDuringItsAnswerCutsIt()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->sleep(m_actorId);
    QVERIFY(responder->body->isCut);
}

void TestBodyStreaming::aClientThatLeavesDuringTheAnswerAbortsIt()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    responder->gone();
    const auto &abort = m_world->uplink.lastAs<RequestAbort>();
    QCOMPARE(abort.reason.kind, AbortKind::Cancelled);
    QCOMPARE(abort.actorGeneration, 1u);
    const std::size_t count = m_world->uplink.sent.size();
    m_world->answer(ResponseChunk{.body = "x"_ba, .finish = true});
    QCOMPARE(m_world->uplink.sent.size(), count);
}

void TestBodyStreaming::anAnswerThatTakesItsTimeIsNotEnded()
{
    const auto responder = call();
    m_world->answer(ResponseStart{.stream = true});
    m_world->loop.advance(10 * limits::responseStartTimeout);
    QVERIFY(!responder->body->isCut);
}

void TestBodyStreaming::aHostThatKeepsRefusingEndsInBadGateway()
{
    m_world->uplink.streams = false;
    const auto responder = call();
    const ResponseStart refusal{.status = 503,
                                .headers = {{u"x-rivet-error"_s, u"guard.service_unavailable"_s}}};
    int attemptCount = 0;
    while (responder->answerCount == 0 && attemptCount < 20) {
        m_world->answer(refusal);
        m_world->loop.advance(20s);
        ++attemptCount;
    }
    QCOMPARE(attemptCount, 7);
    QCOMPARE(responder->response.status, 502);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "guard.retry_attempts_exceeded"_ba);
    QVERIFY(responder->response.body.contains("\"last_error_code\":\"guard.service_unavailable\""));
}

void TestBodyStreaming::whatAStreamingActorAnswersIsPassedOn()
{
    const auto responder = call();
    m_world->answer(
        ResponseStart{.status = 503, .headers = {{u"x-rivet-error"_s, u"guard.service_unavailable"_s}}});
    QCOMPARE(responder->response.status, 503);
}

QTEST_APPLESS_MAIN(TestBodyStreaming)
#include "tst_bodystreaming.moc"
