// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "protocol/manager/query.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::manager;

class ManagerQueryTest : public QObject {
    Q_OBJECT

private slots:
    void formTextIsDecoded_data();
    void formTextIsDecoded();
    void whatIsWrittenReadsBack();
    void listsComeInTwoStyles();
    void badQueriesAreRefused_data();
    void badQueriesAreRefused();
    void theNumberOfParametersIsBounded();
};

void ManagerQueryTest::formTextIsDecoded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("decoded");
    QTest::newRow("plain") << "abc"_ba << u"abc"_s;
    QTest::newRow("plus") << "a+b"_ba << u"a b"_s;
    QTest::newRow("an escaped plus") << "a%2Bb"_ba << u"a+b"_s;
    QTest::newRow("UTF-8") << "%c3%A9"_ba << u"\u00e9"_s;
    QTest::newRow("no escape") << "%zz"_ba << u"%zz"_s;
    QTest::newRow("half an escape") << "a%4"_ba << u"a%4"_s;
    QTest::newRow("only the sign") << "%"_ba << u"%"_s;
    QTest::newRow("a null byte") << "%00"_ba << QString(1, QChar(0));
}

void ManagerQueryTest::formTextIsDecoded()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, decoded);
    QCOMPARE(formDecoded(text), decoded);
    QCOMPARE(formDecoded(percentEncoded(decoded)), decoded);
    QVERIFY(!formDecoded("%ff"));
}

void ManagerQueryTest::whatIsWrittenReadsBack()
{
    const ActorsListQuery query{.namespaceName = u"my space"_s,
                                .name = u"a&b=c"_s,
                                .key = u"a/b\\/c/\\0"_s,
                                .actorIds = {u"one"_s, u"two"_s},
                                .legacyActorIds = {u"three"_s, u"four"_s},
                                .includeDestroyed = true,
                                .limit = 5,
                                .cursor = u"17"_s};
    const QByteArray text = writeQuery(query);
    QCOMPARE(text, "namespace=my%20space&name=a%26b%3Dc&key=a%2Fb%5C%2Fc%2F%5C0&actor_ids=three%2Cfour"
                   "&actor_id=one&actor_id=two&include_destroyed=true&limit=5&cursor=17"_ba);
    const auto read = readQuery<ActorsListQuery>(text);
    QVERIFY(read);
    QCOMPARE(read->namespaceName, query.namespaceName);
    QCOMPARE(read->name, query.name);
    QCOMPARE(read->key, query.key);
    QCOMPARE(read->actorIds, query.actorIds);
    QCOMPARE(read->legacyActorIds, query.legacyActorIds);
    QCOMPARE(read->includeDestroyed, query.includeDestroyed);
    QCOMPARE(read->limit, query.limit);
    QCOMPARE(read->cursor, query.cursor);
}

void ManagerQueryTest::listsComeInTwoStyles()
{
    const auto read = readQuery<RunnerConfigsListQuery>(
        "namespace=n&runner_name=a&runner_names=b,c&runner_name=d&&variant=normal");
    QVERIFY(read);
    QCOMPARE(read->runnerNames, QStringList({u"b"_s, u"c"_s, u"a"_s, u"d"_s}));
    QCOMPARE(read->variant, PoolVariant::Normal);
    QCOMPARE(writeQuery(*read),
             "namespace=n&variant=normal&runner_name=b&runner_name=c&runner_name=a&runner_name=d"_ba);
}

void ManagerQueryTest::badQueriesAreRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << "name=a"_ba << u"missing field `namespace`"_s;
    QTest::newRow("unknown")
        << "namespace=a&foo=1"_ba
        << u"foo: unknown field `foo`, expected one of `namespace`, `name`, `envoy_key`, "
           u"`limit`, `cursor`"_s;
    QTest::newRow("twice") << "namespace=a&namespace=b"_ba << u"duplicate field `namespace`"_s;
    QTest::newRow("a negative number")
        << "namespace=a&limit=-1"_ba << u"limit: invalid digit found in string"_s;
    QTest::newRow("no number") << "namespace=a&limit="_ba << u"limit: invalid digit found in string"_s;
    QTest::newRow("a number too large")
        << "namespace=a&limit=99999999999999999999"_ba << u"limit: invalid digit found in string"_s;
    QTest::newRow("not UTF-8") << "namespace=%ff"_ba << u"invalid UTF-8"_s;
}

void ManagerQueryTest::badQueriesAreRefused()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QString, reason);
    const auto read = readQuery<EnvoysListQuery>(query);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ApiBadRequest);
    QCOMPARE(read.error().metadata[u"reason"_s].toString(),
             QString(u"Failed to deserialize query string: " + reason));
    QVERIFY(!readQuery<RunnersListQuery>("namespace=a&include_stopped=yes"));
    QVERIFY(!readQuery<RunnerConfigsListQuery>("namespace=a&variant=zzz"));
}

void ManagerQueryTest::theNumberOfParametersIsBounded()
{
    QByteArray query = "namespace=a";
    for (int i = 1; i < limits::queryParameterCountMax; ++i)
        query += "&envoy_key=k";
    QVERIFY(readQuery<EnvoysListQuery>(query));
    query += "&envoy_key=k";
    QVERIFY(!readQuery<EnvoysListQuery>(query));
}

QTEST_GUILESS_MAIN(ManagerQueryTest)
#include "tst_query.moc"
