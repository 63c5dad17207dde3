// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/id.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;

class IdTest : public QObject {
    Q_OBJECT

private slots:
    void textAndPartsBelongTogether_data();
    void textAndPartsBelongTogether();
    void upperCaseIsFolded();
    void anythingElseIsRefused_data();
    void anythingElseIsRefused();
    void aDefaultMadeIdIsNull();
    void idsOrderByTheirBytes();
};

/// The vectors of spec/engine-api.md 2.1.
void IdTest::textAndPartsBelongTogether_data()
{
    QTest::addColumn<QUuid>("uuid");
    QTest::addColumn<ushort>("label");
    QTest::addColumn<QString>("text");
    const QUuid zero;
    const QUuid ones(0xffffffff, 0xffff, 0xffff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    const QUuid mixed(u"00112233-4455-4677-8899-aabbccddeeff"_s);
    const QUuid live(u"6ea28b9f-0639-40de-adbf-353f2bc57b72"_s);
    QTest::newRow("zero, 0") << zero << ushort(0) << u"100000000000000000000000000000"_s;
    QTest::newRow("zero, 1") << zero << ushort(1) << u"tlf0xcg1buacno4zofgpr7isbeal00"_s;
    QTest::newRow("zero, 2") << zero << ushort(2) << u"l7v0upw2moload9ydvwejf0lnsk610"_s;
    QTest::newRow("mixed, 3") << mixed << ushort(3) << u"5n81y3lm7nxstacbgisdu819q6yr10"_s;
    QTest::newRow("mixed, 0xabcd") << mixed << ushort(0xabcd) << u"9yvthmzfdbkji4jk9jlfudxcdiimd3"_s;
    QTest::newRow("ones, 0xffff") << ones << ushort(0xffff) << u"1oy2rubcii3hz9btllv019jpuvxd74"_s;
    QTest::newRow("a live one") << live << ushort(1) << u"lzs11hmdql8i11v3pgon12sviqbl00"_s;
}

void IdTest::textAndPartsBelongTogether()
{
    QFETCH(const QUuid, uuid);
    QFETCH(const ushort, label);
    QFETCH(const QString, text);
    const auto made = ActorId::fromUuid(uuid, label);
    QCOMPARE(made.toString(), text);
    const auto parsed = ActorId::parse(text);
    QVERIFY(parsed);
    QVERIFY(*parsed == made);
    QCOMPARE(parsed->uuid(), uuid);
    QCOMPARE(parsed->datacenterLabel(), label);
}

void IdTest::upperCaseIsFolded()
{
    const auto id = ActorId::parse(u"LZS11HMDQL8I11V3PGON12SVIQBL00");
    QVERIFY(id);
    QCOMPARE(id->toString(), u"lzs11hmdql8i11v3pgon12sviqbl00"_s);
}

void IdTest::anythingElseIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("too short") << u"lzs11hmdql8i11v3pgon12sviqbl0"_s;
    QTest::newRow("too long") << u"lzs11hmdql8i11v3pgon12sviqbl000"_s;
    QTest::newRow("not a digit") << u"lzs11hmdql8i11v3pgon12sviqbl0-"_s;
    QTest::newRow("not ASCII") << u"lzs11hmdql8i11v3pgon12sviqbl0\u0660"_s;
    QTest::newRow("version 0") << u"000000000000000000000000000000"_s;
    QTest::newRow("version 2") << u"200000000000000000000000000000"_s;
    QTest::newRow("more than 19 bytes") << u"1oy2rubcii3hz9btllv019jpuvxdz9"_s;
    QTest::newRow("more than 20 bytes") << QString(30, u'z');
}

void IdTest::anythingElseIsRefused()
{
    QFETCH(const QString, text);
    const auto id = ActorId::parse(text);
    QVERIFY(!id);
    QCOMPARE(id.error().code, ErrorCode::IdInvalid);
}

void IdTest::aDefaultMadeIdIsNull()
{
    QVERIFY(ActorId().isNull());
    QVERIFY(!ActorId::fromUuid({}, 0).isNull());
}

void IdTest::idsOrderByTheirBytes()
{
    const auto lower = ActorId::fromUuid(QUuid(u"00112233-4455-4677-8899-aabbccddeeff"_s), 0xffff);
    const auto higher = ActorId::fromUuid(QUuid(u"00112233-4455-4677-8899-aabbccddef00"_s), 0);
    QVERIFY(lower < higher);
    QVERIFY(qHash(lower) == qHash(ActorId(lower)));
}

QTEST_GUILESS_MAIN(IdTest)
#include "tst_id.moc"
