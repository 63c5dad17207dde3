// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/consolesource.h"
#include "ui/pages/repl/jsscan.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestJsScan : public QObject {
    Q_OBJECT
private slots:
    void knowsWhatIsFinished_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("isComplete");
        QTest::newRow("expression") << u"1 + 1"_s << true;
        QTest::newRow("call") << u"await actor.send('a', {b: [1]})"_s << true;
        QTest::newRow("open brace") << u"for (;;) {"_s << false;
        QTest::newRow("open bracket") << u"f(1,"_s << false;
        QTest::newRow("operator") << u"1 +"_s << false;
        QTest::newRow("increment") << u"i++"_s << true;
        QTest::newRow("dot") << u"actor."_s << false;
        QTest::newRow("arrow") << u"x =>"_s << false;
        QTest::newRow("await") << u"await"_s << false;
        QTest::newRow("open string") << u"'abc"_s << false;
        QTest::newRow("bracket in string") << u"'('"_s << true;
        QTest::newRow("escaped quote") << u"'a\\''"_s << true;
        QTest::newRow("open template") << u"`a ${b"_s << false;
        QTest::newRow("template") << u"`a ${`${1}`} }`"_s << true;
        QTest::newRow("open template after code") << u"`a ${1} b"_s << false;
        QTest::newRow("brackets in a regular expression") << u"/[(/]{/.test(x)"_s << true;
        QTest::newRow("division") << u"a / b / (c)"_s << true;
        QTest::newRow("open comment") << u"1 /* ("_s << false;
        QTest::newRow("comment") << u"1 // ("_s << true;
        QTest::newRow("too many closed") << u"f())"_s << true;
        QTest::newRow("nothing") << u""_s << true;
    }

    void knowsWhatIsFinished()
    {
        QFETCH(QString, source);
        QFETCH(bool, isComplete);
        QCOMPARE(isCompleteJs(source), isComplete);
    }

    void letsNamesBeDeclaredAgain_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("declared");
        QTest::newRow("let") << u"let a = 1"_s << u"var a = 1"_s << QStringList{u"a"_s};
        QTest::newRow("bare let") << u"let a, b = 2, c;"_s << u"var a = undefined, b = 2, c = undefined;"_s
                                  << QStringList{u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("const") << u"const x = await f()"_s << u"var   x = await f()"_s << QStringList{u"x"_s};
        QTest::newRow("class") << u"class A extends B { m() {} }\n1"_s
                               << u"var A=class A extends B { m() {} };\n1"_s << QStringList{u"A"_s};
        QTest::newRow("pattern") << u"const {a, b: {c}, ...d} = o; e"_s << u"var   {a, b: {c}, ...d} = o; e"_s
                                 << QStringList{u"a"_s, u"c"_s, u"d"_s};
        QTest::newRow("array pattern")
            << u"let [a, , b = 2] = o"_s << u"var [a, , b = 2] = o"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("function") << u"async function f() { let x }"_s << u"async function f() { let x }"_s
                                  << QStringList{u"f"_s};
        QTest::newRow("inner ones stay") << u"for (const x of y) { let z = 1 }"_s
                                         << u"for (const x of y) { let z = 1 }"_s << QStringList();
        QTest::newRow("second statement") << u"f(); let a = 1; const b = 2"_s
                                          << u"f(); var a = 1; var   b = 2"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("new line") << u"let a = 1\nlet b = a"_s << u"var a = 1\nvar b = a"_s
                                  << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("a name") << u"let = 5"_s << u"let = 5"_s << QStringList();
        QTest::newRow("text") << u"'let a = 1'"_s << u"'let a = 1'"_s << QStringList();
        QTest::newRow("comment between")
            << u"let /* x */ a"_s << u"var /* x */ a = undefined"_s << QStringList{u"a"_s};
        QTest::newRow("class expression") << u"x = class A {}"_s << u"x = class A {}"_s << QStringList();
    }

    void letsNamesBeDeclaredAgain()
    {
        QFETCH(QString, input);
        QFETCH(QString, source);
        QFETCH(QStringList, declared);
        const ConsoleSource result = toConsoleSource(input);
        QCOMPARE(result.source, source);
        QCOMPARE(result.declared, declared);
    }

    void takesWhatLooksLikeAnObjectForOne()
    {
        QCOMPARE(asObjectLiteral(u" {a: 1}; "_s), u"({a: 1})"_s);
        QVERIFY(asObjectLiteral(u"f({})"_s).isNull());
    }

    void findsTheChainBeforeTheCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("chain");
        QTest::newRow("name") << u"f(sta"_s << u"sta"_s;
        QTest::newRow("member") << u"x = state.users.na"_s << u"state.users.na"_s;
        QTest::newRow("dot") << u"actor."_s << u"actor."_s;
        QTest::newRow("position") << u"1 + state.users[0].na"_s << u"state.users[0].na"_s;
        QTest::newRow("optional") << u"$1?.a"_s << u"$1?.a"_s;
        QTest::newRow("call before") << u"f().a"_s << u".a"_s;
        QTest::newRow("space") << u"a "_s << u""_s;
        QTest::newRow("keyword before") << u"await actor.se"_s << u"actor.se"_s;
    }

    void findsTheChainBeforeTheCursor()
    {
        QFETCH(QString, text);
        QFETCH(QString, chain);
        QCOMPARE(chainBefore(text, text.size()), chain);
    }

    void findsTheCallAroundTheCursor()
    {
        const QString text = u"await actor.send('a', {b: [1, 2]}, "_s;
        const JsCall call = callAround(text, text.size());
        QCOMPARE(call.callee, u"actor.send"_s);
        QCOMPARE(call.argument, 2);
        QVERIFY(callAround(u"f(1) + "_s, 7).callee.isEmpty());
        QCOMPARE(callAround(u"f(g(1), "_s, 8).callee, u"f"_s);
    }

    void readsAnythingWithoutHarm()
    {
        // Every beginning of something nasty, and noise.
        const QString nasty = u"`${`${'\\"_s % u"'}`}` /[\\]/ 0x1e+5 \"\\\n\" }})] \U0001F600 #x .5..5 ?.["_s;
        for (qsizetype i = 0; i <= nasty.size(); ++i) {
            const JsScan scan = scanJs(QStringView(nasty).first(i));
            qsizetype end = 0;
            for (const JsToken &token : scan.tokens) {
                QVERIFY(token.start >= end && token.size > 0);
                end = token.start + token.size;
            }
            QVERIFY(end <= i);
            QVERIFY(toConsoleSource(nasty.first(i)).source.size() >= i);
            QVERIFY(chainBefore(nasty, i).size() <= i);
            QVERIFY(callAround(nasty, i).argument >= 0);
        }
    }
};

} // namespace rove::ui

QTEST_APPLESS_MAIN(rove::ui::TestJsScan)
#include "tst_jsscan.moc"
