// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actortype.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;

class ActorTypeTest : public QObject {
    Q_OBJECT

private slots:
    void propertiesAreTheStateInTheOrderOfTheirDeclaration();
    void invokablesAreTheActions();
    void signalsAreTheEventsButForChangeSignals();
    void missingArgumentsTakeTheirDefaults();
    void theLastParameterMayTakeTheRest();
    void wrongArgumentsAreUserErrors();
    void restoredStateMayBeOlder();
    void replacedStateMustBeWhole();

private:
    ActorType m_type = ActorType::of(Specimen::staticMetaObject);
};

void ActorTypeTest::propertiesAreTheStateInTheOrderOfTheirDeclaration()
{
    const Specimen specimen;
    const QCborMap expected{{u"count"_s, 0}, {u"label"_s, u""_s}, {u"notes"_s, QCborArray()}};
    QCOMPARE(m_type.readState(specimen), expected);
    QCOMPARE(m_type.readState(specimen).keys(), (QList<QCborValue>{u"count"_s, u"label"_s, u"notes"_s}));
    QVERIFY(m_type.hasState());
    QVERIFY(!ActorType::of(Stateless::staticMetaObject).hasState());
}

void ActorTypeTest::invokablesAreTheActions()
{
    QVERIFY(m_type.hasAction(u"add"_s));
    QVERIFY(!m_type.hasAction(u"doubled"_s));
    QVERIFY(!m_type.hasAction(u"deleteLater"_s));
    QVERIFY(!m_type.hasAction(u"said"_s));
    QVERIFY(m_type.actionNames().contains(u"userFailure"_s));
    QVERIFY(std::ranges::is_sorted(m_type.actionNames()));
    QCOMPARE(m_type.actionNames().count(u"add"_s), 1);
}

void ActorTypeTest::signalsAreTheEventsButForChangeSignals()
{
    QCOMPARE(m_type.events().size(), 1);
    QCOMPARE(m_type.events().front().name, u"said"_s);
    QCOMPARE(m_type.events().front().parameters.size(), 2);
    QCOMPARE(m_type.changeSignals().size(), 1);
}

void ActorTypeTest::missingArgumentsTakeTheirDefaults()
{
    Specimen specimen;
    QCOMPARE(m_type.call(specimen, u"add"_s, {}).outcome(), QCborValue(1));
    QCOMPARE(m_type.call(specimen, u"add"_s, {5}).outcome(), QCborValue(6));
    QVERIFY(m_type.call(specimen, u"say"_s, {u"x"_s}).outcome()->isUndefined());
}

void ActorTypeTest::theLastParameterMayTakeTheRest()
{
    Specimen specimen;
    QCborArray many;
    for (int i = 0; i < 20; ++i)
        many.append(i);
    QCOMPARE(m_type.call(specimen, u"rest"_s, {7}).outcome(), QCborValue(QCborArray{7}));
    QCOMPARE(m_type.call(specimen, u"rest"_s, {7, u"x"_s}).outcome(), QCborValue(QCborArray{7, u"x"_s}));
    QCOMPARE(m_type.call(specimen, u"rest"_s, many).outcome(), QCborValue(many));
    QCOMPARE(m_type.call(specimen, u"rest"_s, {}).outcome().error().message,
             u"Action `rest` does not take 0 arguments."_s);
    QCOMPARE(m_type.call(specimen, u"rest"_s, {u"x"_s}).outcome().error().message,
             u"argument 1 (first) must be an integer, but is a string"_s);
}

void ActorTypeTest::wrongArgumentsAreUserErrors()
{
    Specimen specimen;
    const auto errorOf = [&](const QString &action, const QCborArray &arguments) {
        return m_type.call(specimen, action, arguments).outcome().error();
    };
    QCOMPARE(errorOf(u"add"_s, {u"x"_s}).message, u"argument 1 (by) must be an integer, but is a string"_s);
    QCOMPARE(errorOf(u"add"_s, {1, 2}).message, u"Action `add` does not take 2 arguments."_s);
    QCOMPARE(errorOf(u"echo"_s, {}).message, u"Action `echo` does not take 0 arguments."_s);
    QCOMPARE(errorOf(u"addNote"_s, {QCborMap{{u"number"_s, u"x"_s}}}).message,
             u"argument 1 (note).number must be an integer, but is a string"_s);
    QCOMPARE(errorOf(u"none"_s, {}).wireName(), u"actor.action_not_found"_s);
    QCOMPARE(errorOf(u"none"_s, {}).message, u"Action `none` was not found."_s);
}

void ActorTypeTest::restoredStateMayBeOlder()
{
    Specimen specimen;
    const QCborMap old{{u"count"_s, 7},
                       {u"gone"_s, true},
                       {u"notes"_s, QCborArray{QCborMap{{u"text"_s, u"t"_s}, {u"gone"_s, 1}}}}};
    QVERIFY(m_type.restoreState(specimen, old));
    QCOMPARE(m_type.readState(specimen).value(u"count"_s), QCborValue(7));
    QCOMPARE(m_type.readState(specimen).value(u"notes"_s).toArray().size(), 1);
    const Result<> wrong = m_type.restoreState(specimen, {{u"count"_s, u"x"_s}});
    QCOMPARE(wrong.error().message, u"stored state.count must be an integer, but is a string"_s);
}

void ActorTypeTest::replacedStateMustBeWhole()
{
    Specimen specimen;
    const auto replace = [&](const QCborMap &state) { return m_type.replaceState(specimen, state); };
    const QCborMap whole{{u"label"_s, u"l"_s}, {u"notes"_s, QCborArray()}, {u"count"_s, 3}};
    QVERIFY(replace(whole));
    QCOMPARE(m_type.readState(specimen).value(u"count"_s), QCborValue(3));
    QCOMPARE(replace({{u"count"_s, 4}}).error().message, u"state.label is missing"_s);
    QCborMap extra = whole;
    extra.insert(u"other"_s, 1);
    extra.insert(u"count"_s, 5);
    QCOMPARE(replace(extra).error().message, u"state has no member other"_s);
    QCborMap wrong = whole;
    wrong.insert(u"label"_s, 1);
    wrong.insert(u"count"_s, 5);
    QCOMPARE(replace(wrong).error().message, u"state.label must be a string, but is an integer"_s);
    QCOMPARE(m_type.readState(specimen).value(u"count"_s), QCborValue(3));
}

QTEST_APPLESS_MAIN(ActorTypeTest)
#include "tst_actortype.moc"
