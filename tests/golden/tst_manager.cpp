// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"
#include "protocol/manager/query.h"
#include "tests/golden/vectors.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::manager;

/// Every recorded request and response of the manager API's routes.
class ManagerGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void everyResponseReadsAndIsWrittenToEqualJson_data();
    void everyResponseReadsAndIsWrittenToEqualJson();
    void everyErrorBodyReadsAndIsWrittenToEqualJson_data();
    void everyErrorBodyReadsAndIsWrittenToEqualJson();
    void requestBodiesAreTakenOrRefusedAsByTheEngine_data();
    void requestBodiesAreTakenOrRefusedAsByTheEngine();
    void queriesAreTakenOrRefusedAsByTheEngine_data();
    void queriesAreTakenOrRefusedAsByTheEngine();

private:
    template <class Predicate>
    static void addRows(const Predicate &isWanted);
};

namespace {

constexpr qint64 someInstant = 1795333709801;

/// The records have placeholders where values differ from run to run.
QJsonValue filled(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue item : value.toArray())
            array.append(filled(item));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            // A cursor is text even where it is made of a timestamp.
            if (member.key() != "cursor"_L1)
                member.value() = filled(member.value());
        }
        return object;
    }
    if (value == "<ts-ms>"_L1)
        return someInstant;
    if (value.toString().startsWith("<base64"_L1))
        return u"c29tZXRoaW5n"_s;
    return value;
}

struct Route {
    QString method;
    QString path;
    QByteArray query;
};

Route routeOf(const QJsonObject &record)
{
    const QString path = record["path"_L1].toString();
    return {.method = record["method"_L1].toString(),
            .path = path.section(u'?', 0, 0),
            .query = path.section(u'?', 1).toUtf8()};
}

bool isKv(const QString &path)
{
    return path.startsWith("/actors/"_L1) && path.contains("/kv/keys/"_L1);
}

bool isOneOf(const QString &path, const QStringList &paths)
{
    return paths.contains(path);
}

/// A response body's type, as a function that reads and writes it; none for routes that we do not have.
using RoundTrip = Result<QJsonObject> (*)(const QJsonObject &);

template <class T>
Result<QJsonObject> roundTrip(const QJsonObject &body)
{
    return fromJson<T>(body).transform([](const T &value) { return toJson(value); });
}

RoundTrip responseOf(const Route &route)
{
    const QString &path = route.path;
    if (route.method == "POST"_L1)
        return path == "/actors"_L1       ? roundTrip<ActorsCreateResponse>
               : path == "/namespaces"_L1 ? roundTrip<NamespacesCreateResponse>
                                          : nullptr;
    if (route.method == "PUT"_L1)
        return path == "/actors"_L1                     ? roundTrip<ActorsUpsertResponse>
               : path.startsWith("/runner-configs/"_L1) ? roundTrip<RunnerConfigsUpsertResponse>
                                                        : nullptr;
    if (route.method == "DELETE"_L1)
        return roundTrip<Empty>;
    if (route.method != "GET"_L1)
        return nullptr;
    if (isKv(path))
        return roundTrip<KvValue>;
    static const std::map<QString, RoundTrip> routes{
        {u"/health"_s, roundTrip<Health>},
        {u"/health/fanout"_s, roundTrip<HealthFanoutResponse>},
        {u"/metadata"_s, roundTrip<Metadata>},
        {u"/datacenters"_s, roundTrip<DatacentersListResponse>},
        {u"/namespaces"_s, roundTrip<NamespacesListResponse>},
        {u"/actors"_s, roundTrip<ActorsListResponse>},
        {u"/actors/names"_s, roundTrip<ActorsNamesResponse>},
        {u"/runners"_s, roundTrip<RunnersListResponse>},
        {u"/runners/names"_s, roundTrip<RunnersNamesResponse>},
        {u"/envoys"_s, roundTrip<EnvoysListResponse>},
        {u"/runner-configs"_s, roundTrip<RunnerConfigsListResponse>},
    };
    const auto found = routes.find(path);
    return found == routes.end() ? nullptr : found->second;
}

/// Whether a request was refused because its body or its query did not parse.
std::optional<QString> refusalOf(const QJsonObject &record, QLatin1StringView what)
{
    const QString reason = record["response"_L1]["body"_L1]["metadata"_L1]["reason"_L1].toString();
    return reason.startsWith(what) ? std::optional(reason) : std::nullopt;
}

constexpr auto bodyRefusal = "Failed to deserialize the JSON body"_L1;
constexpr auto queryRefusal = "Failed to deserialize query string"_L1;

/// The real engine adds where in the text it stopped, which we do not know.
QString withoutPlace(const QString &reason)
{
    return reason.section(u" at line "_s, 0, 0);
}

template <class T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

std::optional<Error> readRequest(const Route &route, const QJsonObject &body)
{
    if (route.path == "/namespaces"_L1)
        return errorOf(fromJson<NamespacesCreateRequest>(body));
    if (route.path.startsWith("/runner-configs/"_L1))
        return errorOf(fromJson<RunnerConfigsUpsertRequest>(body));
    return route.method == "PUT"_L1 ? errorOf(fromJson<ActorsUpsertRequest>(body))
                                    : errorOf(fromJson<ActorsCreateRequest>(body));
}

std::optional<Error> readQueryOf(const Route &route)
{
    if (route.method != "GET"_L1)
        return errorOf(readQuery<NamespaceQuery>(route.query));
    if (route.path == "/namespaces"_L1)
        return errorOf(readQuery<NamespacesListQuery>(route.query));
    if (route.path == "/actors"_L1)
        return errorOf(readQuery<ActorsListQuery>(route.query));
    if (route.path == "/actors/names"_L1)
        return errorOf(readQuery<ActorsNamesQuery>(route.query));
    if (route.path == "/runners"_L1)
        return errorOf(readQuery<RunnersListQuery>(route.query));
    if (route.path == "/runners/names"_L1)
        return errorOf(readQuery<RunnersNamesQuery>(route.query));
    if (route.path == "/envoys"_L1)
        return errorOf(readQuery<EnvoysListQuery>(route.query));
    return errorOf(readQuery<RunnerConfigsListQuery>(route.query));
}

} // namespace

template <class Predicate>
void ManagerGoldenTest::addRows(const Predicate &isWanted)
{
    QTest::addColumn<QJsonObject>("record");
    int count = 0;
    for (const QJsonValue value : golden::load(u"engine-api.json"_s)) {
        const QJsonObject record = value.toObject();
        if (isWanted(record, routeOf(record)))
            QTest::addRow("%d %s", count++, qPrintable(record["name"_L1].toString())) << record;
    }
}

void ManagerGoldenTest::everyResponseReadsAndIsWrittenToEqualJson_data()
{
    addRows([](const QJsonObject &record, const Route &route) {
        return record["status"_L1] == 200 && record["response"_L1]["body"_L1].isObject() && responseOf(route);
    });
}

void ManagerGoldenTest::everyResponseReadsAndIsWrittenToEqualJson()
{
    QFETCH(const QJsonObject, record);
    const QJsonObject body = filled(record["response"_L1]["body"_L1]).toObject();
    const auto written = responseOf(routeOf(record))(body);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    QCOMPARE(*written, body);
}

void ManagerGoldenTest::everyErrorBodyReadsAndIsWrittenToEqualJson_data()
{
    addRows([](const QJsonObject &record, const Route &) {
        return record["response"_L1]["body"_L1].toObject().contains("group"_L1);
    });
}

void ManagerGoldenTest::everyErrorBodyReadsAndIsWrittenToEqualJson()
{
    QFETCH(const QJsonObject, record);
    const QJsonObject body = record["response"_L1]["body"_L1].toObject();
    const auto read = fromJson<ErrorBody>(body);
    QVERIFY(read);
    QCOMPARE(toJson(*read), body);
    const Error error = errorFromBody(*read);
    QCOMPARE(error.wireName(), QString(body["group"_L1].toString() + u'.' + body["code"_L1].toString()));
    QCOMPARE(error.message, body["message"_L1].toString());
}

void ManagerGoldenTest::requestBodiesAreTakenOrRefusedAsByTheEngine_data()
{
    addRows([](const QJsonObject &record, const Route &route) {
        const bool isBody = record["request"_L1]["body"_L1].isObject() &&
                            (route.method == "POST"_L1 || route.method == "PUT"_L1);
        return isBody && (isOneOf(route.path, {u"/namespaces"_s, u"/actors"_s}) ||
                          (route.method == "PUT"_L1 && route.path.startsWith("/runner-configs/"_L1)));
    });
}

void ManagerGoldenTest::requestBodiesAreTakenOrRefusedAsByTheEngine()
{
    QFETCH(const QJsonObject, record);
    const auto error = readRequest(routeOf(record), record["request"_L1]["body"_L1].toObject());
    const auto refusal = refusalOf(record, bodyRefusal);
    QCOMPARE(error.has_value(), refusal.has_value());
    if (!error)
        return;
    QCOMPARE(error->code, ErrorCode::ApiBadRequest);
    QCOMPARE(error->metadata[u"reason"_s].toString(), withoutPlace(*refusal));
}

void ManagerGoldenTest::queriesAreTakenOrRefusedAsByTheEngine_data()
{
    addRows([](const QJsonObject &record, const Route &route) {
        const QStringList paths{u"/namespaces"_s,    u"/actors"_s, u"/actors/names"_s,  u"/runners"_s,
                                u"/runners/names"_s, u"/envoys"_s, u"/runner-configs"_s};
        const bool takesQuery =
            route.method == "GET"_L1 || (route.path == "/actors"_L1 && !route.method.isEmpty());
        const bool isOther = route.method == "OPTIONS"_L1 || route.method == "PATCH"_L1;
        // Ids are checked where they are used; without a token the engine looks no further.
        const bool isUsed = record["status"_L1] != 403 &&
                            !refusalOf(record, queryRefusal).value_or(QString()).contains("_id["_L1);
        return paths.contains(route.path) && takesQuery && !isOther && isUsed;
    });
}

void ManagerGoldenTest::queriesAreTakenOrRefusedAsByTheEngine()
{
    QFETCH(const QJsonObject, record);
    const auto error = readQueryOf(routeOf(record));
    const auto refusal = refusalOf(record, queryRefusal);
    QVERIFY2(error.has_value() == refusal.has_value(), error ? qPrintable(error->message) : "taken");
    if (!error)
        return;
    QCOMPARE(error->metadata[u"reason"_s].toString(), *refusal);
    QCOMPARE(error->message, QString(u"Request is invalid: " + *refusal));
}

QTEST_GUILESS_MAIN(ManagerGoldenTest)
#include "tst_manager.moc"
