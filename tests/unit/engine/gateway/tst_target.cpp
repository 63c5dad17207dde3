// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/target.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace Qt::StringLiterals;

/// Paths of the gateway, as Rivet's engine read them (spec/client-gateway.md 5.2, recorded samples).
class TestTarget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directPathsNameAnActor_data();
    void directPathsNameAnActor();
    void otherPathsAreNotForTheGateway_data();
    void otherPathsAreNotForTheGateway();
    void queryPathsNameTypeAndKey();
    void anEncodedCommaSeparatesKeyPartsToo();
    void ownParametersAreRemovedAndTheRestIsKept();
    void theNewerSpellingOfThePoolWins();
    void badPathsGetTheMeasuredError_data();
    void badPathsGetTheMeasuredError();
};

namespace {

const auto actorId = u"lzs11hmdql8i11v3pgon12sviqbl00"_s;

QByteArray getPath(const QByteArray &rest)
{
    return "/gateway/counter/action/get?rvt-namespace=default&rvt-method=get" + rest;
}

QByteArray createPath(const QByteArray &rest)
{
    return "/gateway/counter/connect?rvt-namespace=default&rvt-method=getOrCreate" + rest;
}

QueryTarget queryOf(const QByteArray &path)
{
    const auto target = parseGatewayTarget(path);
    if (!target || !*target || !std::holds_alternative<QueryTarget>((*target)->actor))
        qFatal("%s is no query path", path.constData());
    return std::get<QueryTarget>((*target)->actor);
}

} // namespace

void TestTarget::directPathsNameAnActor_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("forwarded");
    const QByteArray id = actorId.toLatin1();
    QTest::newRow("plain") << QByteArray("/gateway/" + id + "/health") << "/health"_ba;
    QTest::newRow("token") << QByteArray("/gateway/" + id + "@tok/connect") << "/connect"_ba;
    QTest::newRow("no rest") << QByteArray("/gateway/" + id) << "/"_ba;
    QTest::newRow("trailing slash and query")
        << QByteArray("/gateway/" + id + "/request/?a=1&&b=%2F") << "/request/?a=1&&b=%2F"_ba;
    QTest::newRow("fragment") << QByteArray("/gateway/" + id + "/request/x#part") << "/request/x"_ba;
    QTest::newRow("encoded id") << "/gateway/%6Czs11hmdql8i11v3pgon12sviqbl00/health"_ba << "/health"_ba;
}

void TestTarget::directPathsNameAnActor()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, forwarded);
    const auto target = parseGatewayTarget(path);
    QVERIFY(target && *target);
    QCOMPARE(std::get<DirectTarget>((*target)->actor).actorId.toString(), actorId);
    QCOMPARE((*target)->path, forwarded);
}

void TestTarget::otherPathsAreNotForTheGateway_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("no id") << "/gateway/"_ba;
    QTest::newRow("empty id before a token") << "/gateway/@token/health"_ba;
    QTest::newRow("empty token") << QByteArray("/gateway/" + actorId.toLatin1() + "@/health");
    QTest::newRow("double slash") << QByteArray("/gateway//" + actorId.toLatin1() + "/health");
    QTest::newRow("double slash later") << QByteArray("/gateway/" + actorId.toLatin1() + "/a//b");
    QTest::newRow("another path") << "/actors"_ba;
}

void TestTarget::otherPathsAreNotForTheGateway()
{
    QFETCH(const QByteArray, path);
    const auto target = parseGatewayTarget(path);
    QVERIFY(target.has_value());
    QVERIFY(!target->has_value());
}

void TestTarget::queryPathsNameTypeAndKey()
{
    const QueryTarget target = queryOf(createPath(
        "&rvt-runner=default&rvt-key=a,b+c,&rvt-input=gQU&rvt-region=default&rvt-crash-policy=restart"
        "&rvt-token=secret&rvt-skip-ready-wait=true"));
    QCOMPARE(target.name, u"counter"_s);
    QCOMPARE(target.namespaceName, u"default"_s);
    QCOMPARE(target.method, QueryMethod::GetOrCreate);
    QCOMPARE(target.key, QStringList({u"a"_s, u"b c"_s, QString()}));
    QCOMPARE(target.pool, u"default"_s);
    QCOMPARE(target.input, "\x81\x05"_ba);
    QCOMPARE(target.region, u"default"_s);
    QCOMPARE(target.crashPolicy, core::CrashPolicy::Restart);
}

void TestTarget::anEncodedCommaSeparatesKeyPartsToo()
{
    QCOMPARE(queryOf(getPath("&rvt-key=a%2Cb")).key, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(queryOf(getPath("&rvt-key=,")).key, QStringList({QString(), QString()}));
    QCOMPARE(queryOf(getPath("&rvt-key=")).key, QStringList());
    QCOMPARE(queryOf(getPath("")).key, QStringList());
}

void TestTarget::ownParametersAreRemovedAndTheRestIsKept()
{
    const auto target =
        parseGatewayTarget("/gateway/counter/request/x?z=%2F&rvt-namespace=default&&a=1&rvt-method=get&flag");
    QVERIFY(target && *target);
    QCOMPARE((*target)->path, "/request/x?z=%2F&a=1&flag"_ba);
}

void TestTarget::theNewerSpellingOfThePoolWins()
{
    QCOMPARE(queryOf(createPath("&rvt-runner=old&rvt-pool=new")).pool, u"new"_s);
}

void TestTarget::badPathsGetTheMeasuredError_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &path, const QString &wireName,
                        const QString &message) { QTest::newRow(name) << path << wireName << message; };
    row("malformed id", "/gateway/x/health", u"core.internal_error"_s, u"An internal error occurred"_s);
    row("no namespace", "/gateway/counter/x?rvt-method=get", u"guard.query_invalid_params"_s,
        u"invalid query gateway params: missing field `namespace`"_s);
    row("no method", "/gateway/counter/x?rvt-namespace=default", u"guard.query_invalid_params"_s,
        u"invalid query gateway params: missing field `method`"_s);
    row("bad method", "/gateway/counter/x?rvt-namespace=default&rvt-method=zzz",
        u"guard.query_invalid_params"_s,
        u"invalid query gateway params: unknown method: zzz, expected get or getOrCreate"_s);
    row("repeated", getPath("&rvt-method=get"), u"guard.query_duplicate_param"_s,
        u"duplicate query gateway param: rvt-method"_s);
    row("unknown", getPath("&rvt-foo=1"), u"guard.query_invalid_params"_s, QString());
    row("disallowed", getPath("&rvt-region=default"), u"guard.query_get_disallowed_params"_s,
        u"query gateway method=get does not allow rvt-input, rvt-region, rvt-crash-policy, or "
        "rvt-pool params"_s);
    row("token syntax", "/gateway/counter@tok/x?rvt-namespace=default&rvt-method=get",
        u"guard.query_path_token_syntax"_s, u"query gateway paths must not use @token syntax"_s);
    row("empty name", "/gateway/?rvt-namespace=default&rvt-method=get", u"guard.query_empty_actor_name"_s,
        QString());
    row("no pool", createPath("&rvt-key=k"), u"guard.query_missing_pool"_s,
        u"query gateway method=getOrCreate requires rvt-pool param"_s);
    row("bad input", createPath("&rvt-pool=default&rvt-input=!!"), u"guard.query_invalid_base64_input"_s,
        u"invalid base64url in query gateway input"_s);
    row("input is no CBOR", createPath("&rvt-pool=default&rvt-input=_w"), u"guard.query_invalid_cbor_input"_s,
        QString());
    row("bad crash policy", createPath("&rvt-pool=default&rvt-crash-policy=explode"),
        u"guard.query_invalid_params"_s, QString());
    row("bad skip", getPath("&rvt-skip-ready-wait=maybe"), u"guard.query_invalid_params"_s, QString());
    row("no UTF-8", getPath("&rvt-key=%ff"), u"guard.query_invalid_percent_encoding"_s, QString());
}

void TestTarget::badPathsGetTheMeasuredError()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QString, name);
    QFETCH(const QString, message);
    const auto target = parseGatewayTarget(path);
    QVERIFY(!target.has_value());
    QCOMPARE(target.error().wireName(), name);
    if (!message.isEmpty())
        QCOMPARE(target.error().message, message);
}

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"
