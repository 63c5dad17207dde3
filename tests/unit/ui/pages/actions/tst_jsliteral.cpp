// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/pages/actions/jsliteral.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestJsLiteral : public QObject {
    Q_OBJECT
private slots:
    void saysAValueAsSource_data()
    {
        QTest::addColumn<QCborValue>("value");
        QTest::addColumn<QString>("source");
        QTest::newRow("number") << QCborValue(5) << u"5"_s;
        QTest::newRow("text") << QCborValue(u"a \"b\"\n"_s) << u"\"a \\\"b\\\"\\n\""_s;
        QTest::newRow("null") << QCborValue(nullptr) << u"null"_s;
        QTest::newRow("undefined") << QCborValue(QCborValue::Undefined) << u"undefined"_s;
        QTest::newRow("bigint") << *cbor::fromBigInt(u"12") << u"12n"_s;
        QTest::newRow("bytes") << QCborValue(QByteArray("\1\xff")) << u"new Uint8Array([1, 255])"_s;
        QTest::newRow("date") << QCborValue(QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC))
                              << u"new Date(\"1970-01-01T00:00:00.000Z\")"_s;
        QTest::newRow("array") << QCborValue(QCborArray{1, QCborArray()}) << u"[1, []]"_s;
        QTest::newRow("object") << QCborValue(QCborMap{{u"a"_s, 1}, {u"b c"_s, QCborMap()}})
                                << u"{ a: 1, \"b c\": {} }"_s;
        QTest::newRow("prototype key")
            << QCborValue(QCborMap{{u"__proto__"_s, 1}}) << u"{ [\"__proto__\"]: 1 }"_s;
        QTest::newRow("map") << QCborValue(cbor::mapTag, QCborMap{{1, u"x"_s}}) << u"new Map([[1, \"x\"]])"_s;
        QTest::newRow("set") << QCborValue(cbor::setTag, QCborArray{1}) << u"new Set([1])"_s;
    }

    void saysAValueAsSource()
    {
        QFETCH(QCborValue, value);
        QFETCH(QString, source);
        QCOMPARE(jsLiteral(value), source);
    }

    void callsAnActionByWhateverName()
    {
        QCOMPARE(jsActionCall(u"send"_s, {u"ada"_s, 1}), u"await actor.send(\"ada\", 1)"_s);
        QCOMPARE(jsActionCall(u"do it"_s, {}), u"await actor[\"do it\"]()"_s);
    }
};

} // namespace rove::ui

QTEST_APPLESS_MAIN(rove::ui::TestJsLiteral)
#include "tst_jsliteral.moc"
