// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::manager;

/// What the recorded bodies do not show: older servers, and what is refused.
class ManagerJsonTest : public QObject {
    Q_OBJECT

private slots:
    void nullsAreExplicit();
    void requestsThatDoNotFitAreRefused_data();
    void requestsThatDoNotFitAreRefused();
    void responsesMayHaveMoreFields();
    void responsesOfOlderServersMayHaveFewer();
    void responsesThatDoNotFitAreRefused_data();
    void responsesThatDoNotFitAreRefused();
    void bodiesThatAreNoJsonAreRefused();
    void poolSettingsHaveDefaults();
    void aPoolIsOfOneKind();
    void errorsAndBodiesBelongTogether();
    void anErrorOfAnActorsProcessReads();
    void crashPoliciesHaveNames();
};

namespace {

QByteArray actorText(const QByteArray &more = {})
{
    return R"({"actor_id":"a","name":"counter","namespace_id":"n",)"
           R"("runner_name_selector":"default","create_ts":5)" +
           more + '}';
}

QByteArray listText(const QByteArray &actor)
{
    return R"({"actors":[)" + actor + "]}";
}

} // namespace

void ManagerJsonTest::nullsAreExplicit()
{
    const QJsonObject json = toJson(Actor{});
    for (const QLatin1StringView name :
         {"key"_L1, "start_ts"_L1, "pending_allocation_ts"_L1, "connectable_ts"_L1, "sleep_ts"_L1,
          "reschedule_ts"_L1, "destroy_ts"_L1})
        QVERIFY2(json.value(name).isNull(), name.data());
    QVERIFY(!json.contains("error"_L1));
    QCOMPARE(writeBody(DatacentersListResponse{}), R"({"datacenters":[],"pagination":{"cursor":null}})"_ba);
    QCOMPARE(writeBody(Empty{}), "{}"_ba);
}

void ManagerJsonTest::requestsThatDoNotFitAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto body = [](QByteArray text) { return text.replace('\'', '"'); };
    const QString prefix = u"Failed to deserialize the JSON body into the target type: "_s;
    QTest::newRow("a field missing") << body("{'name':'c','runner_name_selector':'d'}")
                                     << QString(prefix + u"missing field `crash_policy`");
    QTest::newRow("an unknown field")
        << body("{'name':'c','runner_name_selector':'d','crash_policy':'sleep','zzz':1}")
        << QString(prefix +
                   u"zzz: unknown field `zzz`, expected one of `datacenter`, `name`, `key`, `input`, "
                   u"`runner_name_selector`, `crash_policy`");
    QTest::newRow("another type") << body("{'name':5}")
                                  << QString(prefix + u"name: invalid type: number `5`, expected a string");
    QTest::newRow("an unknown policy")
        << body("{'name':'c','runner_name_selector':'d','crash_policy':'explode'}")
        << QString(prefix +
                   u"crash_policy: unknown variant `explode`, expected one of `restart`, `sleep`, `destroy`");
    QTest::newRow("no object") << "[]"_ba << QString(prefix + u"invalid type: sequence, expected a map");
}

void ManagerJsonTest::requestsThatDoNotFitAreRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, reason);
    const auto read = readBody<ActorsCreateRequest>(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ApiBadRequest);
    QCOMPARE(read.error().metadata[u"reason"_s].toString(), reason);
    QCOMPARE(read.error().message, QString(u"Request is invalid: " + reason));
}

void ManagerJsonTest::responsesMayHaveMoreFields()
{
    const auto read = readBody<Actor>(actorText(R"(,"future":{"a":1},"pagination":5)"));
    QVERIFY(read);
    QCOMPARE(read->actorId, u"a"_s);
}

void ManagerJsonTest::responsesOfOlderServersMayHaveFewer()
{
    const auto list = readBody<ActorsListResponse>(listText(actorText()));
    QVERIFY(list);
    QCOMPARE(list->actors.size(), 1U);
    QCOMPARE(list->actors[0].createTs, Instant(std::chrono::milliseconds(5)));
    QVERIFY(!list->actors[0].sleepTs && !list->actors[0].key && !list->pagination.cursor);
}

void ManagerJsonTest::responsesThatDoNotFitAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("not JSON") << "<html>"_ba;
    QTest::newRow("no object") << "[]"_ba;
    QTest::newRow("something else") << "{}"_ba;
    QTest::newRow("an id of another type") << actorText().replace("\"a\"", "5");
    QTest::newRow("a timestamp of text") << actorText(R"(,"sleep_ts":"soon")");
    QTest::newRow("half a millisecond") << actorText(R"(,"sleep_ts":1.5)");
    QTest::newRow("an unknown policy") << actorText(R"(,"crash_policy":"explode")");
}

void ManagerJsonTest::responsesThatDoNotFitAreRefused()
{
    QFETCH(const QByteArray, text);
    const auto read = readBody<Actor>(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ClientProtocol);
    QVERIFY(!readBody<ActorsListResponse>(listText(text)));
    QVERIFY(!readBody<Datacenter>(R"({"label":65536,"name":"n","url":"u"})"));
    QVERIFY(!readBody<Datacenter>(R"({"label":-1,"name":"n","url":"u"})"));
    QVERIFY(!readBody<KvValue>(R"({"value":"%%","update_ts":1})"));
}

void ManagerJsonTest::bodiesThatAreNoJsonAreRefused()
{
    const auto read = readBody<NamespacesCreateRequest>("{bad");
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ApiBadRequest);
    QVERIFY(
        read.error().message.startsWith(u"Request is invalid: Failed to parse the request body as JSON: "));
}

void ManagerJsonTest::poolSettingsHaveDefaults()
{
    const auto read = readBody<RunnerConfigsUpsertRequest>(
        R"({"datacenters":{"default":{"serverless":{"url":"http://h/","request_lifespan":3600}}}})");
    QVERIFY(read);
    const auto &pool = std::get<ServerlessPool>(read->datacenters.at(u"default"_s).kind);
    QCOMPARE(pool.drainGracePeriod, 1800);
    QCOMPARE(pool.maxRunners, 1000);
    QVERIFY(!pool.maxConcurrentActors && pool.drainOnVersionUpgrade);
    const auto normal = readBody<RunnerConfigsUpsertRequest>(R"({"datacenters":{"default":{"normal":{}}}})");
    QVERIFY(normal);
    QCOMPARE(std::get<NormalPool>(normal->datacenters.at(u"default"_s).kind), NormalPool());
}

void ManagerJsonTest::aPoolIsOfOneKind()
{
    const auto refused = [](const QByteArray &config) {
        const QByteArray text = R"({"datacenters":{"default":)" + config + "}}";
        return !readBody<RunnerConfigsUpsertRequest>(text);
    };
    QVERIFY(refused("{}"));
    QVERIFY(refused(R"({"weird":{}})"));
    QVERIFY(refused(R"({"normal":{},"serverless":{"url":"u","request_lifespan":1}})"));
    QVERIFY(refused(R"({"normal":{"zzz":1}})"));
    QVERIFY(refused(R"({"serverless":{"url":"u"}})"));
    QVERIFY(!refused(R"({"normal":{},"metadata":null,"drain_on_version_upgrade":false})"));
}

void ManagerJsonTest::errorsAndBodiesBelongTogether()
{
    const Error error = Error::of(ErrorCode::ActorDuplicateKey, {{u"key"_s, u"k"_s}});
    const ErrorBody body = errorBody(error);
    QCOMPARE(writeBody(body), R"({"code":"duplicate_key","group":"actor",)"
                              R"("message":"Actor key already in use.","metadata":{"key":"k"}})"_ba);
    QVERIFY(errorFromBody(body) == error);
    QVERIFY(!toJson(errorBody(Error::of(ErrorCode::ApiNotFound))).contains("metadata"_L1));
}

void ManagerJsonTest::anErrorOfAnActorsProcessReads()
{
    const auto body = readBody<ErrorBody>(
        R"({"group":"user","code":"mine","message":"m","metadata":null,"actor":{"actorId":"a"}})");
    QVERIFY(body);
    const Error error = errorFromBody(*body);
    QCOMPARE(error.code, ErrorCode::UserError);
    QCOMPARE(error.wireName(), u"user.mine"_s);
    QVERIFY(error.metadata.isEmpty());
}

void ManagerJsonTest::crashPoliciesHaveNames()
{
    for (const CrashPolicy policy : {CrashPolicy::Restart, CrashPolicy::Sleep, CrashPolicy::Destroy})
        QCOMPARE(crashPolicyFromName(crashPolicyName(policy)), policy);
    QVERIFY(!crashPolicyFromName(u"Sleep"));
}

QTEST_GUILESS_MAIN(ManagerJsonTest)
#include "tst_json.moc"
