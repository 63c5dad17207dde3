// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deeplink.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestDeepLink : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("plain") << u"room"_s << u"general"_s;
        QTest::newRow("parts") << u"room"_s << u"a/b\\/c/\\0"_s;
        QTest::newRow("query characters") << u"room&x=1"_s << u"a&section=b#c?d=%20+ "_s;
        QTest::newRow("unicode") << u"комната"_s << u"чат/😀"_s;
        QTest::newRow("quotes") << u"a'\"b"_s << u"$(rm -rf /)`x`"_s;
        QTest::newRow("empty key") << u"room"_s << u""_s;
    }

    void comesBackAsItWas()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        const DeepLink link{.endpoint = u"https://engine.example:6420/api"_s,
                            .namespaceName = u"prod"_s,
                            .name = name,
                            .key = key,
                            .section = u"state"_s};
        const Result<DeepLink> read = DeepLink::parse(link.toText());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(*read, link);
    }

    void namesAnActorByItsId()
    {
        const auto link =
            DeepLink::parse(u"rove://open?endpoint=http://127.0.0.1:6420&namespace=default&actor=abc-1"_s);
        QVERIFY(link);
        QCOMPARE(link->actorId, u"abc-1"_s);
        QCOMPARE(link->endpoint, u"http://127.0.0.1:6420"_s);
        QVERIFY(!link->key);
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QString>("text");
        const QString good = u"rove://open?endpoint=http://h:1&namespace=n"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("scheme") << u"http://open?endpoint=http://h:1&namespace=n"_s;
        QTest::newRow("verb") << u"rove://run?endpoint=http://h:1&namespace=n"_s;
        QTest::newRow("no namespace") << u"rove://open?endpoint=http://h:1"_s;
        QTest::newRow("no endpoint") << u"rove://open?namespace=n"_s;
        QTest::newRow("file endpoint") << u"rove://open?endpoint=file:///etc/passwd&namespace=n"_s;
        QTest::newRow("script endpoint") << u"rove://open?endpoint=javascript:alert(1)&namespace=n"_s;
        QTest::newRow("token") << u"rove://open?endpoint=http://ns:secret@h:1&namespace=n"_s;
        QTest::newRow("user") << u"rove://open?endpoint=http://ns@h:1&namespace=n"_s;
        QTest::newRow("token parameter") << QString(good % u"&token=secret"_s);
        QTest::newRow("unknown") << QString(good % u"&x=1"_s);
        QTest::newRow("twice") << QString(good % u"&namespace=m"_s);
        QTest::newRow("no value") << QString(good % u"&actor"_s);
        QTest::newRow("actor and name") << QString(good % u"&actor=a&name=b&key=c"_s);
        QTest::newRow("name alone") << QString(good % u"&name=b"_s);
        QTest::newRow("key alone") << QString(good % u"&key=b"_s);
        QTest::newRow("actor form") << QString(good % u"&actor=../x"_s);
        QTest::newRow("empty actor") << QString(good % u"&actor="_s);
        QTest::newRow("section form") << QString(good % u"&section=a/b"_s);
        QTest::newRow("bad escape") << QString(good % u"&actor=%zz"_s);
        QTest::newRow("not text") << QString(good % u"&name=%ff&key=a"_s);
        QTest::newRow("null") << QString(good % u"&name=%00&key=a"_s);
        QTest::newRow("raw space") << QString(good % u"&name=a b&key=a"_s);
        QTest::newRow("fragment") << QString(good % u"#x"_s);
        QTest::newRow("long key") << QString(good % u"&name=a&key="_s % QString(2000, u'k'));
        QTest::newRow("long link") << QString(good % u"&actor="_s % QString(10000, u'k'));
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QString, text);
        const Result<DeepLink> link = DeepLink::parse(text);
        QVERIFY(!link);
        QCOMPARE(link.error().code, ErrorCode::ValidationInvalidInput);
        QVERIFY(!link.error().message.contains(u"secret"_s));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestDeepLink)
#include "tst_deeplink.moc"
