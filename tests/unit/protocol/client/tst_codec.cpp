// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/client/codec.h"

#include <QtTest/QtTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::client;

/// What the recorded messages do not show: what each peer is spared, and what is refused.
class ClientCodecTest : public QObject {
    Q_OBJECT

private slots:
    void namesAndEncodingsBelongTogether();
    void userAgentsTellTheVersion_data();
    void userAgentsTellTheVersion();
    void idsAreBigInts();
    void idsMayComeAsNumbers();
    void anErrorSaysThatItBelongsToNoAction();
    void olderPeersAreNotToldTheActor();
    void olderPeersGetNativeValues();
    void aClientsCborIsNotUnwrapped();
    void jsonForOlderPeersHasNullForUndefined();
    void aNullResponseOfAQueueIsAResponse();
    void hugeNumbersSurvive();
    void versionsBeforeThreeHaveNoQueue();
    void badMessagesAreRefused_data();
    void badMessagesAreRefused();
    void badUserValuesAreNotSent();
    void argumentsAreAnArrayOrOneValue_data();
    void argumentsAreAnArrayOrOneValue();
};

namespace {

template <class Message>
QByteArray json(const Message &message, int version = versionMax)
{
    return encode(message, Encoding::Json, version).value_or("failed"_ba);
}

template <class Message>
QByteArray hex(const Message &message, Encoding encoding, int version = versionMax)
{
    return encode(message, encoding, version).value_or("failed"_ba).toHex();
}

QByteArray compat(const QCborValue &value)
{
    return cbor::encodeCompat(value);
}

v4::Error sampleError()
{
    return {.group = u"user"_s,
            .code = u"c"_s,
            .message = u"m"_s,
            .metadata = compat(QCborMap{{u"a"_s, 1}}),
            .actionId = bare::Uint{4},
            .actor = v4::ActorSpecifier{.actorId = u"id"_s, .generation = {1}, .key = u"k"_s}};
}

} // namespace

void ClientCodecTest::namesAndEncodingsBelongTogether()
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor, Encoding::Bare})
        QCOMPARE(encodingFromName(encodingName(encoding)), encoding);
    QVERIFY(!encodingFromName("xml"));
    QVERIFY(!encodingFromName("JSON"));
    QCOMPARE(contentType(Encoding::Json), "application/json"_ba);
    QCOMPARE(contentType(Encoding::Bare), "application/octet-stream"_ba);
}

void ClientCodecTest::userAgentsTellTheVersion_data()
{
    QTest::addColumn<QByteArray>("userAgent");
    QTest::addColumn<int>("version");
    QTest::newRow("2.0") << "RivetKit/2.0.33"_ba << 2;
    QTest::newRow("2.1") << "RivetKit/2.1.0 (x)"_ba << 3;
    QTest::newRow("2.2") << "RivetKit/2.2.1"_ba << 3;
    QTest::newRow("2.3") << "RivetKit/2.3.19"_ba << 4;
    QTest::newRow("2.10") << "RivetKit/2.10.0"_ba << 4;
    QTest::newRow("another") << "curl/8"_ba << 4;
    QTest::newRow("none") << ""_ba << 4;
}

void ClientCodecTest::userAgentsTellTheVersion()
{
    QFETCH(const QByteArray, userAgent);
    QFETCH(const int, version);
    QCOMPARE(versionFromUserAgent(userAgent), version);
}

void ClientCodecTest::idsAreBigInts()
{
    const v4::ToClient response = v4::ActionResponse{.id = {5}, .output = compat(1)};
    QCOMPARE(json(response),
             R"({"body":{"tag":"ActionResponse","val":{"id":["$BigInt","5"],"output":1}}})"_ba);
    QVERIFY(hex(response, Encoding::Cbor).contains("6269641b0000000000000005"));
}

void ClientCodecTest::idsMayComeAsNumbers()
{
    const auto read = decode<v4::ToServer>(
        R"({"body":{"tag":"ActionRequest","val":{"id":7,"name":"n","args":[]}}})", Encoding::Json);
    QVERIFY(read);
    QCOMPARE(std::get<v4::ActionRequest>(read->message).id.value, 7U);
    QVERIFY(!decode<v4::ToServer>(R"({"body":{"tag":"ActionRequest","val":{"id":-7,"name":"n","args":[]}}})",
                                  Encoding::Json));
}

void ClientCodecTest::anErrorSaysThatItBelongsToNoAction()
{
    const v4::ToClient error = v4::Error{
        .group = u"g"_s, .code = u"c"_s, .message = u"m"_s, .metadata = {}, .actionId = {}, .actor = {}};
    QCOMPARE(json(error),
             R"({"body":{"tag":"Error","val":{"actionId":null,"code":"c","group":"g","message":"m"}}})"_ba);
}

void ClientCodecTest::olderPeersAreNotToldTheActor()
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor, Encoding::Bare}) {
        for (int version = versionMin; version <= versionMax; ++version) {
            const auto bytes = encode(v4::ToClient(sampleError()), encoding, version);
            QVERIFY(bytes);
            const auto read = decode<v4::ToClient>(*bytes, encoding);
            QVERIFY(read);
            const auto &error = std::get<v4::Error>(read->message);
            QCOMPARE(error.actor.has_value(), version == versionMax);
            QCOMPARE(error.metadata, sampleError().metadata);
            QCOMPARE(error.actionId, sampleError().actionId);
        }
    }
}

void ClientCodecTest::olderPeersGetNativeValues()
{
    const v4::HttpActionResponse response{.output = compat(QCborValue())};
    QCOMPARE(hex(response, Encoding::Bare, 3), "030001f7"_ba);
    QCOMPARE(hex(response, Encoding::Cbor, 3), "a1666f7574707574f7"_ba);
    QCOMPARE(hex(response, Encoding::Bare, 4), "04000d826a24556e646566696e656400"_ba);
    QCOMPARE(hex(response, Encoding::Cbor, 4), "a1666f7574707574826a24556e646566696e656400"_ba);
    const auto read = decode<v4::HttpActionResponse>(QByteArray::fromHex("030001f7"), Encoding::Bare);
    QVERIFY(read);
    QCOMPARE(read->message.output, response.output);
}

void ClientCodecTest::aClientsCborIsNotUnwrapped()
{
    // ["$BigInt", "5"] in a client's CBOR is the user's own array.
    const auto read = decode<v4::HttpActionRequest>(
        QByteArray::fromHex("a164617267738182672442 6967496e746135"), Encoding::Cbor);
    QVERIFY(read);
    const auto arguments = decodeArguments(read->message.args);
    QVERIFY(arguments);
    QCOMPARE(arguments->size(), 1);
    QCOMPARE(arguments->first().toArray(), QCborArray({u"$BigInt"_s, u"5"_s}));
    const auto written = encode(read->message, Encoding::Cbor);
    QVERIFY(written);
    QCOMPARE(written->toHex(), "a1646172677381826724426967496e746135"_ba);
}

void ClientCodecTest::jsonForOlderPeersHasNullForUndefined()
{
    const v4::HttpActionResponse response{.output = compat(QCborArray{QCborValue()})};
    QCOMPARE(json(response), R"({"output":[["$Undefined",0]]})"_ba);
    QCOMPARE(json(response, 3), R"({"output":[null]})"_ba);
    const v4::HttpActionRequest request{.args = compat(QCborArray{QCborValue()})};
    QCOMPARE(json(request, 3), R"({"args":[["$Undefined",0]]})"_ba);
}

void ClientCodecTest::aNullResponseOfAQueueIsAResponse()
{
    const auto read =
        decode<v4::HttpQueueSendResponse>(R"({"status":"completed","response":null})", Encoding::Json);
    QVERIFY(read);
    QCOMPARE(read->message.response, compat(nullptr));
    const auto none = decode<v4::HttpQueueSendResponse>(R"({"status":"completed"})", Encoding::Json);
    QVERIFY(none);
    QVERIFY(!none->message.response);
}

void ClientCodecTest::hugeNumbersSurvive()
{
    constexpr auto huge = std::numeric_limits<std::uint64_t>::max();
    const v4::HttpQueueSendRequest request{.body = compat(1), .name = {}, .wait = {}, .timeout = huge};
    v4::Error error = sampleError();
    error.actionId = bare::Uint{huge};
    error.actor->generation = {huge};
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor, Encoding::Bare}) {
        const auto readRequest = decode<v4::HttpQueueSendRequest>(*encode(request, encoding), encoding);
        QVERIFY(readRequest);
        QCOMPARE(readRequest->message.timeout, huge);
        const auto readError = decode<v4::ToClient>(*encode(v4::ToClient(error), encoding), encoding);
        QVERIFY(readError);
        QCOMPARE(std::get<v4::Error>(readError->message).actionId, error.actionId);
        QCOMPARE(std::get<v4::Error>(readError->message).actor->generation.value, huge);
    }
}

void ClientCodecTest::versionsBeforeThreeHaveNoQueue()
{
    const v4::HttpQueueSendRequest request{.body = compat(1), .name = {}, .wait = true, .timeout = 2000};
    QVERIFY(encode(request, Encoding::Bare, 3));
    const auto refused = encode(request, Encoding::Bare, 2);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ActorSendFailed);
    QVERIFY(decode<v4::HttpQueueSendRequest>(QByteArray::fromHex("0300010100000 0").replace(" ", ""),
                                             Encoding::Bare));
    QVERIFY(!decode<v4::HttpQueueSendRequest>(QByteArray::fromHex("02000101000000"), Encoding::Bare));
}

void ClientCodecTest::badMessagesAreRefused_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    const auto bare = [](const char *name, const char *hex) {
        QTest::newRow(name) << Encoding::Bare << QByteArray::fromHex(hex);
    };
    bare("nothing", "");
    bare("half a version", "04");
    bare("version 0", "0000010000");
    bare("version 5", "050001016101");
    bare("no tag", "0400");
    bare("unknown tag", "040002");
    bare("cut", "0400010361");
    bare("bytes left over", "04000101610100");
    bare("a subscription that is neither", "040001016102");
    const auto json = [](const char *name, const char *text) {
        QTest::newRow(name) << Encoding::Json << QByteArray(text);
    };
    json("no JSON", "{");
    json("an array", "[]");
    json("no body", "{}");
    json("a body of text", R"({"body":"x"})");
    json("no value", R"({"body":{"tag":"SubscriptionRequest"}})");
    json("an unknown message", R"({"body":{"tag":"Reboot","val":{}}})");
    json("a field missing", R"({"body":{"tag":"SubscriptionRequest","val":{"eventName":"e"}}})");
    json("a field of another type",
         R"({"body":{"tag":"SubscriptionRequest","val":{"eventName":1,"subscribe":true}}})");
    json("an id of text", R"({"body":{"tag":"ActionRequest","val":{"id":"1","name":"n","args":[]}}})");
    QTest::newRow("no CBOR") << Encoding::Cbor << "\xff"_ba;
    QTest::newRow("a number") << Encoding::Cbor << "\1"_ba;
    QTest::newRow("CBOR left over") << Encoding::Cbor << "\xa0\xa0"_ba;
}

void ClientCodecTest::badMessagesAreRefused()
{
    QFETCH(const Encoding, encoding);
    QFETCH(const QByteArray, bytes);
    const auto read = decode<v4::ToServer>(bytes, encoding);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ActorInvalidRequest);
    QVERIFY(!read.error().message.isEmpty());
}

void ClientCodecTest::badUserValuesAreNotSent()
{
    for (const QByteArray &value : {""_ba, "\xff"_ba, cbor::encode(QCborArray{u"$Foo"_s, 1})}) {
        const v4::HttpActionResponse response{.output = value};
        QVERIFY(!encode(response, Encoding::Json));
        QVERIFY(!encode(response, Encoding::Bare, 3));
        QCOMPARE(encode(response, Encoding::Json).error().code, ErrorCode::ActorSendFailed);
    }
}

void ClientCodecTest::argumentsAreAnArrayOrOneValue_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QCborArray>("arguments");
    QTest::newRow("array") << compat(QCborArray{1, 2}) << QCborArray{1, 2};
    QTest::newRow("nothing") << ""_ba << QCborArray{};
    QTest::newRow("null") << compat(nullptr) << QCborArray{};
    QTest::newRow("undefined") << compat(QCborValue()) << QCborArray{};
    QTest::newRow("number") << compat(5) << QCborArray{5};
    QTest::newRow("map") << compat(QCborMap{{u"a"_s, 1}}) << QCborArray{QCborMap{{u"a"_s, 1}}};
    QTest::newRow("BigInt") << compat(*cbor::fromBigInt(u"5")) << QCborArray{*cbor::fromBigInt(u"5")};
}

void ClientCodecTest::argumentsAreAnArrayOrOneValue()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QCborArray, arguments);
    const auto read = decodeArguments(value);
    QVERIFY(read);
    QCOMPARE(*read, arguments);
    QVERIFY(!decodeArguments("\xff"));
}

QTEST_GUILESS_MAIN(ClientCodecTest)
#include "tst_codec.moc"
