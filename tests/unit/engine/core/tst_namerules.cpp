// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/namerules.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::core {

/// The rules for namespace names (spec/engine-api.md 1.7).
class NameRulesTest : public QObject {
    Q_OBJECT

private slots:
    void judgesNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fault");
        QTest::newRow("shortest") << u"a"_s << u""_s;
        QTest::newRow("longest") << u"a"_s.repeated(64) << u""_s;
        QTest::newRow("all kinds of characters") << u"az-09"_s << u""_s;
        QTest::newRow("digits only") << u"42"_s << u""_s;
        QTest::newRow("empty") << u""_s << u"name too short"_s;
        QTest::newRow("too long") << u"a"_s.repeated(65) << u"name too long"_s;
        QTest::newRow("upper case and underscore") << u"Bad_Name"_s << u"invalid name"_s;
        QTest::newRow("double dash") << u"a--b"_s << u"invalid name"_s;
        QTest::newRow("dash in front") << u"-a"_s << u"invalid name"_s;
        QTest::newRow("dash at the end") << u"a-"_s << u"invalid name"_s;
        QTest::newRow("dash alone") << u"-"_s << u"invalid name"_s;
        QTest::newRow("letter that is not ASCII") << u"ä"_s << u"invalid name"_s;
        QTest::newRow("digit that is not ASCII") << u"\u0663"_s << u"invalid name"_s;
    }
    void judgesNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, fault);
        QCOMPARE(namespaceNameFault(name).value_or(QString()), fault);
    }

    void judgesDisplayNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fault");
        QTest::newRow("ordinary") << u"My Production"_s << u""_s;
        QTest::newRow("any letters") << u"Größe 42 / #1"_s << u""_s;
        QTest::newRow("longest") << u"x"_s.repeated(128) << u""_s;
        QTest::newRow("longest, of two units each") << u"\U0001F600"_s.repeated(128) << u""_s;
        QTest::newRow("empty") << u""_s << u"display name too short"_s;
        QTest::newRow("too long") << u"x"_s.repeated(129) << u"display name too long"_s;
        QTest::newRow("space in front") << u" x"_s << u"invalid display name"_s;
        QTest::newRow("space at the end") << u"x "_s << u"invalid display name"_s;
        QTest::newRow("two spaces") << u"a  b"_s << u"invalid display name"_s;
        QTest::newRow("tab") << u"a\tb"_s << u"invalid display name"_s;
        QTest::newRow("newline") << u"a\nb"_s << u"invalid display name"_s;
        QTest::newRow("space that does not break") << u"a\u00a0b"_s << u"invalid display name"_s;
    }
    void judgesDisplayNames()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, fault);
        QCOMPARE(displayNameFault(name).value_or(QString()), fault);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::NameRulesTest)
#include "tst_namerules.moc"
