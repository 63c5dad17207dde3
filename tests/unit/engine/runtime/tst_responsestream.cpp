// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actor.h"
#include "engine/runtime/actorcontext.h"
#include "engine/runtime/http/responsestream.h"
#include "engine/runtime/http/streamedreply.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::RequestId;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;

/// Streams what its callers say. It falls asleep at once, but not before it is told to let go.
class Streamer : public Actor {
    Q_OBJECT

public:
    static ActorOptions options()
    {
        ActorOptions options;
        options.sleepTimeout = std::chrono::milliseconds(1);
        return options;
    }

    Result<> onWake() override
    {
        m_keepAwake.emplace(context().keepAwake());
        return {};
    }
    Result<HttpResponse> onRequest(const HttpRequest &request) override
    {
        if (request.path == "/length"_L1)
            return HttpResponse{.body = QByteArray::number(request.body.size())};
        if (request.path == "/again"_L1)
            return HttpResponse{.stream = m_stream};
        auto stream = std::make_shared<ResponseStream>();
        if (request.path == "/dropped"_L1)
            return HttpResponse{.stream = stream};
        if (request.path == "/finished"_L1) {
            stream->write("all of it");
            stream->finish();
            return HttpResponse{.body = "first ", .stream = stream};
        }
        m_stream = stream;
        stream->onClosed([this] { ++m_closedCount; });
        stream->onRoom([this] { ++m_roomCount; });
        if (request.path == "/aborted"_L1)
            stream->abort(u"not today"_s);
        return HttpResponse{.status = 201, .headers = {{u"x-kind"_s, u"stream"_s}}, .stream = stream};
    }

    Q_INVOKABLE void letGo() { m_keepAwake.reset(); }
    Q_INVOKABLE bool write(const QString &text) { return m_stream->write(text.toUtf8()); }
    Q_INVOKABLE bool writeBytes(int count) { return m_stream->write(QByteArray(count, 'y')); }
    /// Gives how many pieces of so many bytes were taken before one was refused.
    Q_INVOKABLE int flood(int bytes)
    {
        int count = 0;
        while (m_stream->write(QByteArray(bytes, 'x')))
            ++count;
        return count;
    }
    Q_INVOKABLE void finish() { m_stream->finish(); }
    Q_INVOKABLE void abort(const QString &reason) { m_stream->abort(reason); }
    Q_INVOKABLE void drop() { m_stream.reset(); }
    Q_INVOKABLE bool isOpen() const { return m_stream->isOpen(); }
    Q_INVOKABLE int closedCount() const { return m_closedCount; }
    Q_INVOKABLE int roomCount() const { return m_roomCount; }
    Q_INVOKABLE int queued() const { return static_cast<int>(m_stream->queuedBytes()); }
    Q_INVOKABLE void throwWhenClosed()
    {
        m_stream->onClosed([] { throw std::runtime_error("a bad goodbye"); });
    }

private:
    std::optional<KeepAwake> m_keepAwake;
    std::shared_ptr<ResponseStream> m_stream;
    int m_closedCount = 0;
    int m_roomCount = 0;
};

class ResponseStreamTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    // Through a gateway that streams.
    void piecesGoOutAsTheyAreWritten();
    void whatIsWrittenBeforehandGoesOutInOrder();
    void largePiecesAreCutIntoChunks();
    void theWindowHoldsTheActorBack();
    void aWindowThatClaimsTooMuchIsNotBelieved();
    void windowUpdatesAfterTheEndAreIgnored();
    void anActorMayCutItsAnswer();
    void anActorMayGiveUpBeforeItBegins();
    void aStreamThatNobodyKeepsIsCut();
    void aStreamServesOneAnswer();
    void aClientThatGoesIsToldToTheActor();
    void theActorStaysAwakeUntilTheEnd();
    void aSleepCutsTheAnswer();
    void aThrowingHandlerIsLogged();

    // Through one that does not.
    void aWholeAnswerIsGathered();
    void aGatheredAnswerIsBounded();

    // Requests in pieces.
    void aLargeBodyInChunksIsPutTogether();
    void anAnswerMayStreamAfterABodyInChunks();
    void aBodyOverTheLimitIsRefused();

private:
    RequestId get(const QString &path, bool streams = true);
    void update(const RequestId &id, std::uint64_t consumed)
    {
        m_engine->tunnel(id, 1, v8::ResponseBodyWindowUpdate{.consumedBytes = consumed});
    }
    /// What was said to the gateway about a request, in order.
    std::vector<v8::ToRivetTunnelKind> heard(const RequestId &id) const;
    std::optional<v8::ResponseStart> startOf(const RequestId &id) const;
    QByteArray bodyOf(const RequestId &id) const;
    bool isFinished(const RequestId &id) const;
    std::optional<v8::AbortReason> abortOf(const RequestId &id) const;
    QCborValue call(const QString &action, const QCborArray &arguments = {})
    {
        return m_engine->call(m_id, action, arguments).value_or(QCborValue());
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
    std::uint8_t m_requestCount = 0;
};

void ResponseStreamTest::init()
{
    ActorRegistry registry;
    registry.add<Streamer>(u"streamer"_s);
    m_engine = std::make_unique<ScriptedEngine>(std::move(registry));
    m_engine->startActor(m_id, {.name = u"streamer"_s});
}

RequestId ResponseStreamTest::get(const QString &path, bool streams)
{
    const RequestId id{9, 9, 9, ++m_requestCount};
    m_engine->tunnel(
        id, 0,
        v8::RequestStart{
            .actorId = m_id, .method = u"GET"_s, .path = u"/request"_s % path, .responseStream = streams});
    return id;
}

std::vector<v8::ToRivetTunnelKind> ResponseStreamTest::heard(const RequestId &id) const
{
    std::vector<v8::ToRivetTunnelKind> kinds;
    for (const v8::ToRivetTunnelMessage &message : m_engine->received<v8::ToRivetTunnelMessage>())
        if (message.messageId.requestId == id)
            kinds.push_back(message.messageKind);
    return kinds;
}

std::optional<v8::ResponseStart> ResponseStreamTest::startOf(const RequestId &id) const
{
    for (const v8::ToRivetTunnelKind &kind : heard(id))
        if (const auto *start = std::get_if<v8::ResponseStart>(&kind))
            return *start;
    return std::nullopt;
}

QByteArray ResponseStreamTest::bodyOf(const RequestId &id) const
{
    QByteArray body;
    for (const v8::ToRivetTunnelKind &kind : heard(id))
        if (const auto *chunk = std::get_if<v8::ResponseChunk>(&kind))
            body += chunk->body;
    return body;
}

bool ResponseStreamTest::isFinished(const RequestId &id) const
{
    const auto kinds = heard(id);
    const auto *last = kinds.empty() ? nullptr : std::get_if<v8::ResponseChunk>(&kinds.back());
    return last && last->finish;
}

std::optional<v8::AbortReason> ResponseStreamTest::abortOf(const RequestId &id) const
{
    for (const v8::ToRivetTunnelKind &kind : heard(id))
        if (const auto *abort = std::get_if<v8::ResponseAbort>(&kind))
            return abort->reason;
    return std::nullopt;
}

// --- Through a gateway that streams ---

void ResponseStreamTest::piecesGoOutAsTheyAreWritten()
{
    const RequestId id = get(u"/"_s);
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    QCOMPARE(startOf(id)->status, 201);
    QCOMPARE(startOf(id)->headers.at(u"x-kind"_s), u"stream"_s);
    QVERIFY(startOf(id)->stream && !startOf(id)->body);
    QCOMPARE(call(u"write"_s, {u"one"_s}), QCborValue(true));
    QCOMPARE(bodyOf(id), "one"_ba);
    QVERIFY(!isFinished(id));
    call(u"write"_s, {u" two"_s});
    call(u"finish"_s);
    QCOMPARE(bodyOf(id), "one two"_ba);
    QVERIFY(isFinished(id));
    QCOMPARE(call(u"write"_s, {u"late"_s}), QCborValue(false));
    QCOMPARE(call(u"closedCount"_s), QCborValue(0));
}

void ResponseStreamTest::whatIsWrittenBeforehandGoesOutInOrder()
{
    const RequestId id = get(u"/finished"_s);
    QVERIFY(m_engine->waitUntil([&] { return isFinished(id); }));
    QCOMPARE(bodyOf(id), "first all of it"_ba);
}

void ResponseStreamTest::largePiecesAreCutIntoChunks()
{
    const RequestId id = get(u"/"_s);
    call(u"writeBytes"_s, {200'000});
    QCOMPARE(bodyOf(id).size(), 200'000);
    for (const v8::ToRivetTunnelKind &kind : heard(id))
        if (const auto *chunk = std::get_if<v8::ResponseChunk>(&kind))
            QVERIFY(chunk->body.size() <= StreamedReply::chunkBytesMax);
}

void ResponseStreamTest::theWindowHoldsTheActorBack()
{
    const RequestId id = get(u"/"_s);
    constexpr int piece = 100'000;
    const qint64 taken = call(u"flood"_s, {piece}).toInteger();
    constexpr auto window = static_cast<qsizetype>(StreamedReply::windowBytes);
    QCOMPARE(bodyOf(id).size(), window);
    // What went out, and a full queue, and the piece that filled it.
    QVERIFY(taken * piece >= window + ResponsePipe::queuedBytesMax);
    QVERIFY(taken * piece < window + ResponsePipe::queuedBytesMax + piece);
    QCOMPARE(call(u"roomCount"_s), QCborValue(0));

    update(id, 300'000);
    QVERIFY(m_engine->waitUntil([&] { return bodyOf(id).size() == window + 300'000; }));
    QCOMPARE(call(u"roomCount"_s), QCborValue(1));
    QCOMPARE(call(u"write"_s, {u"more"_s}), QCborValue(true));
    call(u"finish"_s);
    QVERIFY(!isFinished(id));
    for (qsizetype seen = 0; !isFinished(id); seen = bodyOf(id).size()) {
        update(id, static_cast<std::uint64_t>(bodyOf(id).size()));
        QVERIFY(m_engine->waitUntil([&] { return bodyOf(id).size() > seen || isFinished(id); }));
    }
    QCOMPARE(bodyOf(id).size(), taken * piece + 4);
}

void ResponseStreamTest::aWindowThatClaimsTooMuchIsNotBelieved()
{
    const RequestId id = get(u"/"_s);
    call(u"write"_s, {u"abc"_s});
    update(id, std::uint64_t{1} << 60);
    update(id, 1); // And it never shrinks.
    call(u"flood"_s, {100'000});
    QCOMPARE(bodyOf(id).size(), static_cast<qsizetype>(StreamedReply::windowBytes) + 3);
}

void ResponseStreamTest::windowUpdatesAfterTheEndAreIgnored()
{
    const RequestId id = get(u"/finished"_s);
    QVERIFY(m_engine->waitUntil([&] { return isFinished(id); }));
    const std::size_t count = heard(id).size();
    update(id, 15);
    call(u"closedCount"_s);
    QCOMPARE(heard(id).size(), count);
}

void ResponseStreamTest::anActorMayCutItsAnswer()
{
    const RequestId id = get(u"/"_s);
    call(u"write"_s, {u"half"_s});
    call(u"abort"_s, {u"no more"_s});
    QVERIFY(m_engine->waitUntil([&] { return abortOf(id).has_value(); }));
    QCOMPARE(abortOf(id)->kind, v8::AbortKind::HandlerError);
    QCOMPARE(abortOf(id)->detail, u"no more"_s);
    QVERIFY(!isFinished(id));
}

void ResponseStreamTest::anActorMayGiveUpBeforeItBegins()
{
    const RequestId id = get(u"/aborted"_s);
    QVERIFY(m_engine->waitUntil([&] { return abortOf(id).has_value(); }));
    QVERIFY(!startOf(id));
}

void ResponseStreamTest::aStreamThatNobodyKeepsIsCut()
{
    const RequestId id = get(u"/dropped"_s);
    QVERIFY(m_engine->waitUntil([&] { return abortOf(id).has_value(); }));
    const RequestId later = get(u"/"_s);
    call(u"write"_s, {u"half"_s});
    call(u"drop"_s);
    QVERIFY(m_engine->waitUntil([&] { return abortOf(later).has_value(); }));
}

void ResponseStreamTest::aStreamServesOneAnswer()
{
    const RequestId first = get(u"/"_s);
    const RequestId second = get(u"/again"_s);
    QVERIFY(m_engine->waitUntil([&] { return startOf(second).has_value(); }));
    QCOMPARE(startOf(second)->status, 500);
    call(u"write"_s, {u"still"_s});
    QCOMPARE(bodyOf(first), "still"_ba);
}

void ResponseStreamTest::aClientThatGoesIsToldToTheActor()
{
    const RequestId id = get(u"/"_s);
    call(u"write"_s, {u"half"_s});
    m_engine->tunnel(id, 1, v8::RequestAbort{.actorId = m_id, .reason = {.kind = v8::AbortKind::Cancelled}});
    QCOMPARE(call(u"closedCount"_s), QCborValue(1));
    QCOMPARE(call(u"isOpen"_s), QCborValue(false));
    QCOMPARE(call(u"write"_s, {u"more"_s}), QCborValue(false));
    QCOMPARE(bodyOf(id), "half"_ba);
    QVERIFY(!abortOf(id));
}

void ResponseStreamTest::theActorStaysAwakeUntilTheEnd()
{
    const RequestId id = get(u"/"_s);
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    call(u"letGo"_s);
    // An idle one would have asked by now.
    for (int i = 0; i < 30; ++i)
        call(u"write"_s, {u"one"_s});
    QVERIFY(!m_engine->hasIntent<v8::ActorIntentSleep>(m_id));
    m_engine->tunnel(id, 1, v8::RequestAbort{.actorId = m_id});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
}

void ResponseStreamTest::aSleepCutsTheAnswer()
{
    const RequestId id = get(u"/"_s);
    call(u"write"_s, {u"half"_s});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(abortOf(id)->detail, u"actor.stopped"_s);
    QCOMPARE(m_engine->stopped(m_id)->code, v8::StopCode::Ok);
}

void ResponseStreamTest::aThrowingHandlerIsLogged()
{
    const RequestId id = get(u"/"_s);
    call(u"throwWhenClosed"_s);
    m_engine->tunnel(id, 1, v8::RequestAbort{.actorId = m_id});
    QCOMPARE(call(u"isOpen"_s), QCborValue(false));
    QVERIFY(m_engine->logText().contains(u"a bad goodbye"_s));
}

// --- Through one that does not ---

void ResponseStreamTest::aWholeAnswerIsGathered()
{
    const RequestId id = get(u"/"_s, false);
    call(u"write"_s, {u"one"_s});
    QVERIFY(heard(id).empty());
    call(u"write"_s, {u" two"_s});
    call(u"finish"_s);
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    QCOMPARE(startOf(id)->body, "one two"_ba);
    QCOMPARE(startOf(id)->status, 201);
    QVERIFY(!startOf(id)->stream);
    QCOMPARE(heard(id).size(), 1u);
}

void ResponseStreamTest::aGatheredAnswerIsBounded()
{
    const RequestId id = get(u"/"_s, false);
    const qint64 taken = call(u"flood"_s, {1'000'000}).toInteger();
    QCOMPARE(taken, limits::tunnelPayloadBytesMax / 1'000'000 + 1);
    QCOMPARE(startOf(id)->status, 500);
    QCOMPARE(startOf(id)->headers.at(u"x-rivet-error"_s), u"envoy.fetch_failed"_s);
    QCOMPARE(call(u"closedCount"_s), QCborValue(1));
}

// --- Requests in pieces ---

void ResponseStreamTest::aLargeBodyInChunksIsPutTogether()
{
    const RequestId id{8, 8, 8, 1};
    m_engine->tunnel(id, 0,
                     v8::RequestStart{.actorId = m_id,
                                      .method = u"POST"_s,
                                      .path = u"/request/length"_s,
                                      .stream = true,
                                      .responseStream = true});
    constexpr int chunkCount = 128; // 8 MiB
    for (std::uint16_t i = 1; i <= chunkCount; ++i)
        m_engine->tunnel(id, i,
                         v8::RequestChunk{.body = QByteArray(64 * 1024, 'x'), .finish = i == chunkCount});
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    QCOMPARE(startOf(id)->body, QByteArray::number(chunkCount * 64 * 1024));
    QVERIFY(!startOf(id)->stream);
    const auto kinds = heard(id);
    const auto *last = std::get_if<v8::RequestBodyWindowUpdate>(&kinds.at(kinds.size() - 2));
    QVERIFY(last && last->consumedBytes == chunkCount * 64 * 1024);
}

void ResponseStreamTest::anAnswerMayStreamAfterABodyInChunks()
{
    const RequestId id{8, 8, 8, 2};
    m_engine->tunnel(id, 0,
                     v8::RequestStart{.actorId = m_id,
                                      .method = u"POST"_s,
                                      .path = u"/request/"_s,
                                      .stream = true,
                                      .responseStream = true});
    m_engine->tunnel(id, 1, v8::RequestChunk{.body = "hello", .finish = true});
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    call(u"flood"_s, {100'000});
    const qsizetype before = bodyOf(id).size();
    m_engine->tunnel(id, 2, v8::ResponseBodyWindowUpdate{.consumedBytes = 1000});
    QVERIFY(m_engine->waitUntil([&] { return bodyOf(id).size() == before + 1000; }));
}

void ResponseStreamTest::aBodyOverTheLimitIsRefused()
{
    const RequestId id{8, 8, 8, 3};
    m_engine->tunnel(id, 0,
                     v8::RequestStart{.actorId = m_id,
                                      .method = u"POST"_s,
                                      .path = u"/request/length"_s,
                                      .stream = true,
                                      .responseStream = true});
    for (std::uint16_t i = 1; i <= 21; ++i)
        m_engine->tunnel(id, i, v8::RequestChunk{.body = QByteArray(1024 * 1024, 'x'), .finish = i == 21});
    QVERIFY(m_engine->waitUntil([&] { return startOf(id).has_value(); }));
    QCOMPARE(startOf(id)->status, 400);
}

QTEST_GUILESS_MAIN(ResponseStreamTest)
#include "tst_responsestream.moc"
