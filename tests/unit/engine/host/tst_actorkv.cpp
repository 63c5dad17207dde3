// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/actorkv.h"
#include "engine/store/memorystore.h"
#include "protocol/base/limits.h"
#include "tests/support/manualloop.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::host;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;

/// Results as measured on Rivet's engine (spec/runner-envoy.md 5.1).
class TestActorKv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void getReturnsOnlyExistingKeysInTheOrderAsked();
    void listsByPrefixAndRangeInByteOrder();
    void rangesIncludeTheirEndUnlessToldOtherwise();
    void limitsAndReverseCutTheList();
    void oneActorDoesNotSeeAnother();
    void deleteAndDropRemove();
    void operationsOverTheirLimitsAreRefused_data();
    void operationsOverTheirLimitsAreRefused();
    void aRefusedPutStoresNothing();
    void valuesAreReadWithTheirTime();
    void anActorKeepsNoMoreThanItsQuota();
    void theQuotaCountsWhatWasStoredBefore();

private:
    KvResponseData run(KvRequestData request);
    KvResponseData run(ActorId actorId, KvRequestData request);
    void put(const QByteArray &key, const QByteArray &value);
    std::vector<QByteArray> list(KvListQuery query, std::optional<bool> reverse = {},
                                 std::optional<std::uint64_t> limit = {});

    struct World {
        test::ManualLoop loop;
        store::MemoryStore store{[this](net::Task task) { loop.post(std::move(task)); }};
        ActorKv kv{loop, store};
    };
    std::unique_ptr<World> m_world;
    const ActorId m_actorId = ActorId::fromUuid(QUuid::createUuid(), 1);
};

void TestActorKv::init()
{
    m_world = std::make_unique<World>();
}

KvResponseData TestActorKv::run(ActorId actorId, KvRequestData request)
{
    std::optional<KvResponseData> response;
    m_world->kv.handle(actorId, std::move(request), [&](KvResponseData data) { response = std::move(data); });
    m_world->loop.runTasks();
    if (!response)
        qFatal("No answer.");
    return *response;
}

KvResponseData TestActorKv::run(KvRequestData request)
{
    return run(m_actorId, std::move(request));
}

void TestActorKv::put(const QByteArray &key, const QByteArray &value)
{
    QVERIFY(std::holds_alternative<KvPutResponse>(run(KvPutRequest{.keys = {key}, .values = {value}})));
}

std::vector<QByteArray> TestActorKv::list(KvListQuery query, std::optional<bool> reverse,
                                          std::optional<std::uint64_t> limit)
{
    return std::get<KvListResponse>(
               run(KvListRequest{.query = std::move(query), .reverse = reverse, .limit = limit}))
        .keys;
}

void TestActorKv::getReturnsOnlyExistingKeysInTheOrderAsked()
{
    put("a"_ba, "1"_ba);
    put("b"_ba, ""_ba);
    const auto response = std::get<KvGetResponse>(run(KvGetRequest{{"b"_ba, "missing"_ba, "a"_ba, "b"_ba}}));
    QCOMPARE(response.keys, (std::vector{"b"_ba, "a"_ba}));
    QCOMPARE(response.values, (std::vector{""_ba, "1"_ba}));
    QCOMPARE(response.metadata[0].version, "2.3.19"_ba);
    QCOMPARE(response.metadata[0].updateTs, m_world->loop.now().time_since_epoch().count());
}

void TestActorKv::listsByPrefixAndRangeInByteOrder()
{
    for (const auto &key : {"b\xff"_ba, "b"_ba, "a"_ba, "c"_ba, ""_ba})
        put(key, "v"_ba);
    QCOMPARE(list(KvListAllQuery{}), (std::vector{""_ba, "a"_ba, "b"_ba, "b\xff"_ba, "c"_ba}));
    QCOMPARE(list(KvListPrefixQuery{"b"_ba}), (std::vector{"b"_ba, "b\xff"_ba}));
    QCOMPARE(list(KvListPrefixQuery{""_ba}).size(), 5u);
}

void TestActorKv::rangesIncludeTheirEndUnlessToldOtherwise()
{
    for (const auto &key : {"a"_ba, "b"_ba, "c"_ba})
        put(key, "v"_ba);
    QCOMPARE(list(KvListRangeQuery{.start = "a"_ba, .end = "b"_ba, .exclusive = false}),
             (std::vector{"a"_ba, "b"_ba}));
    QCOMPARE(list(KvListRangeQuery{.start = "a"_ba, .end = "b"_ba, .exclusive = true}),
             (std::vector{"a"_ba}));
    QVERIFY(list(KvListRangeQuery{.start = "c"_ba, .end = "a"_ba, .exclusive = false}).empty());
}

void TestActorKv::limitsAndReverseCutTheList()
{
    for (const auto &key : {"a"_ba, "b"_ba, "c"_ba})
        put(key, "v"_ba);
    QCOMPARE(list(KvListAllQuery{}, true, 2), (std::vector{"c"_ba, "b"_ba}));
    QVERIFY(list(KvListAllQuery{}, false, 0).empty());
}

void TestActorKv::oneActorDoesNotSeeAnother()
{
    put("a"_ba, "1"_ba);
    const ActorId other = ActorId::fromUuid(QUuid::createUuid(), 1);
    QVERIFY(std::get<KvGetResponse>(run(other, KvGetRequest{{"a"_ba}})).keys.empty());
    run(other, KvDropRequest{});
    QCOMPARE(list(KvListAllQuery{}).size(), 1u);
}

void TestActorKv::deleteAndDropRemove()
{
    for (const auto &key : {"a"_ba, "b"_ba, "c"_ba, "d"_ba})
        put(key, "v"_ba);
    QVERIFY(std::holds_alternative<KvDeleteResponse>(run(KvDeleteRequest{{"a"_ba, "missing"_ba}})));
    QVERIFY(
        std::holds_alternative<KvDeleteResponse>(run(KvDeleteRangeRequest{.start = "b"_ba, .end = "c"_ba})));
    QCOMPARE(list(KvListAllQuery{}), (std::vector{"c"_ba, "d"_ba}));
    QVERIFY(std::holds_alternative<KvDropResponse>(run(KvDropRequest{})));
    QVERIFY(list(KvListAllQuery{}).empty());
}

void TestActorKv::operationsOverTheirLimitsAreRefused_data()
{
    QTest::addColumn<KvRequestData>("request");
    QTest::addColumn<QString>("message");
    const std::vector<QByteArray> manyKeys(limits::kvKeysPerOperationMax + 1, "k"_ba);
    const QByteArray longKey(limits::kvKeyBytesMax + 1, 'k');
    const QByteArray longValue(limits::kvValueBytesMax + 1, 'v');
    const std::vector<QByteArray> bigValues(8, QByteArray(limits::kvValueBytesMax, 'v'));
    const std::vector<QByteArray> bigKeys{"1"_ba, "2"_ba, "3"_ba, "4"_ba, "5"_ba, "6"_ba, "7"_ba, "8"_ba};
    const auto row = [](const char *name, KvRequestData request, const QString &message) {
        QTest::newRow(name) << std::move(request) << message;
    };
    row("get too many", KvGetRequest{manyKeys}, u"a maximum of 128 keys is allowed"_s);
    row("get too long", KvGetRequest{{longKey}}, u"key is too long (max 2048 bytes)"_s);
    row("delete too many", KvDeleteRequest{manyKeys}, u"a maximum of 128 keys is allowed"_s);
    row("list too long", KvListRequest{.query = KvListPrefixQuery{longKey}},
        u"key is too long (max 2048 bytes)"_s);
    row("put too long", KvPutRequest{.keys = {longKey}, .values = {""_ba}}, u"transaction failed"_s);
    row("put too big", KvPutRequest{.keys = {"k"_ba}, .values = {longValue}}, u"transaction failed"_s);
    row("put too big in all", KvPutRequest{.keys = bigKeys, .values = bigValues}, u"transaction failed"_s);
    row("put uneven", KvPutRequest{.keys = {"k"_ba}, .values = {}}, u"transaction failed"_s);
}

void TestActorKv::operationsOverTheirLimitsAreRefused()
{
    QFETCH(const KvRequestData, request);
    QFETCH(const QString, message);
    QCOMPARE(std::get<KvErrorResponse>(run(request)).message, message);
}

void TestActorKv::aRefusedPutStoresNothing()
{
    run(KvPutRequest{.keys = {"a"_ba, "b"_ba},
                     .values = {"1"_ba, QByteArray(limits::kvValueBytesMax + 1, 'v')}});
    QVERIFY(list(KvListAllQuery{}).empty());
}

void TestActorKv::valuesAreReadWithTheirTime()
{
    put("a"_ba, "1"_ba);
    std::optional<gateway::KvValue> read;
    const auto keep = [&](const Result<std::optional<gateway::KvValue>> &result) { read = *result; };
    m_world->kv.readKv(m_actorId, "a"_ba, keep);
    m_world->loop.runTasks();
    QVERIFY(read.has_value());
    QCOMPARE(read->value, "1"_ba);
    QCOMPARE(read->updateTs, m_world->loop.now().time_since_epoch().count());
    m_world->kv.readKv(m_actorId, "b"_ba, keep);
    m_world->loop.runTasks();
    QVERIFY(!read.has_value());
}

void TestActorKv::anActorKeepsNoMoreThanItsQuota()
{
    ActorKv kv(m_world->loop, m_world->store, {.bytesMax = 100'000, .unmeasuredBytes = 20'000});
    const auto fill = [&](ActorId actorId) {
        int count = 0;
        const auto putOne = [&] {
            std::optional<KvResponseData> response;
            kv.handle(actorId,
                      KvPutRequest{.keys = {QByteArray::number(count)}, .values = {QByteArray(1'000, 'v')}},
                      [&](KvResponseData data) { response = std::move(data); });
            m_world->loop.runTasks();
            return std::holds_alternative<KvPutResponse>(*response);
        };
        while (count < 200 && putOne())
            ++count;
        return count;
    };
    const auto ask = [&](KvRequestData request) {
        kv.handle(m_actorId, std::move(request), [](const KvResponseData &) {});
        m_world->loop.runTasks();
    };
    // Each takes its value, its key of one or two digits, the actor's id and a time.
    const int count = fill(m_actorId);
    QVERIFY2(count >= 95 && count <= 100, QByteArray::number(count));
    QCOMPARE(fill(ActorId::fromUuid(QUuid::createUuid(), 1)), count); // Another one has room of its own.
    QCOMPARE(fill(m_actorId), 0);
    ask(KvDeleteRequest{{"0"_ba, "1"_ba, "2"_ba}});
    QCOMPARE(fill(m_actorId), 3);
    ask(KvDropRequest{});
    QCOMPARE(fill(m_actorId), count);
    // What replaces something counts in full only until the next look.
    ask(KvDropRequest{});
    for (int i = 0; i < 1'000; ++i) {
        std::optional<KvResponseData> response;
        kv.handle(m_actorId, KvPutRequest{.keys = {"same"_ba}, .values = {QByteArray(1'000, 'v')}},
                  [&](KvResponseData data) { response = std::move(data); });
        m_world->loop.runTasks();
        QVERIFY(std::holds_alternative<KvPutResponse>(*response));
    }
}

void TestActorKv::theQuotaCountsWhatWasStoredBefore()
{
    for (int i = 0; i < 100; ++i)
        put(QByteArray::number(i), QByteArray(1'000, 'v'));
    ActorKv kv(m_world->loop, m_world->store, {.bytesMax = 100'000, .unmeasuredBytes = 5'000});
    int count = 0;
    bool isKept = true;
    for (; isKept && count < 10; ++count) {
        kv.handle(m_actorId, KvPutRequest{.keys = {"new"_ba}, .values = {QByteArray(1'000, 'v')}},
                  [&](const KvResponseData &data) { isKept = std::holds_alternative<KvPutResponse>(data); });
        m_world->loop.runTasks();
    }
    QVERIFY2(count <= 5, QByteArray::number(count)); // What goes unmeasured, and no more.
}

QTEST_APPLESS_MAIN(TestActorKv)
#include "tst_actorkv.moc"
