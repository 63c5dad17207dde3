// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlparameters.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;

/// Where SQLite's own numbers are claimed they are those of sqlite3_bind_parameter_name.
class SqlParametersTest : public QObject {
    Q_OBJECT

private slots:
    void namesStandAtTheirNumbers_data();
    void namesStandAtTheirNumbers();
    void aNumberBeyondSqlitesLimitIsRefused();
    void valuesGoToTheirPlaces();
    void anUnknownNameIsRefused();
};

void SqlParametersTest::namesStandAtTheirNumbers_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("none") << u"SELECT 1"_s << QStringList();
    QTest::newRow("every sign") << u"SELECT :a, @b, $c"_s << QStringList{u":a"_s, u"@b"_s, u"$c"_s};
    QTest::newRow("twice") << u"SELECT :a, :b, :a"_s << QStringList{u":a"_s, u":b"_s};
    QTest::newRow("signs differ") << u"SELECT :a, @a"_s << QStringList{u":a"_s, u"@a"_s};
    QTest::newRow("without a name") << u"SELECT ?, :a, ?"_s << QStringList{u""_s, u":a"_s, u""_s};
    QTest::newRow("numbered") << u"SELECT ?3, :a, ?1"_s << QStringList{u""_s, u""_s, u""_s, u":a"_s};
    QTest::newRow("text") << u"SELECT ':a''?', \":b\"\"\", `:c`, [:d], :e"_s << QStringList{u":e"_s};
    QTest::newRow("comments") << u"SELECT 1 -- :a\n, /* :b */ :c /* :d"_s << QStringList{u":c"_s};
    QTest::newRow("in a word") << u"SELECT a$b, :c"_s << QStringList{u":c"_s};
    QTest::newRow("open text") << u"SELECT ':a"_s << QStringList();
    QTest::newRow("letters") << u"SELECT :größe_1"_s << QStringList{u":größe_1"_s};
}

void SqlParametersTest::namesStandAtTheirNumbers()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, names);
    QCOMPARE(*parameterNames(sql), names);
}

void SqlParametersTest::aNumberBeyondSqlitesLimitIsRefused()
{
    for (const QString &sql : {u"SELECT ?32767"_s, u"SELECT ?0"_s, u"SELECT ?99999999999999999999"_s})
        QCOMPARE(parameterNames(sql).error().wireName(), u"sqlite.invalid_bind_parameter"_s);
    QCOMPARE(parameterNames(u"SELECT ?32766"_s)->size(), 32766);
}

void SqlParametersTest::valuesGoToTheirPlaces()
{
    const QCborMap parameters{{u"a"_s, 1}, {u"@b"_s, 2}};
    QCOMPARE(*parametersByPlace(u"SELECT :a, @b, $c, ?"_s, parameters), (QCborArray{1, 2, nullptr, nullptr}));
    // A name without its sign is meant for each.
    QCOMPARE(*parametersByPlace(u"SELECT :a, $a"_s, {{u"a"_s, 1}}), (QCborArray{1, 1}));
}

void SqlParametersTest::anUnknownNameIsRefused()
{
    const Error error = parametersByPlace(u"SELECT :a"_s, {{u"b"_s, 1}}).error();
    QCOMPARE(error.wireName(), u"sqlite.invalid_bind_parameter"_s);
    QVERIFY(error.message.contains(u" b: "_s));
}

QTEST_GUILESS_MAIN(SqlParametersTest)
#include "tst_sqlparameters.moc"
