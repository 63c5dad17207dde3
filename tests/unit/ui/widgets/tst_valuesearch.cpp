// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuesearch.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtTest/QtTest>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QCborMap room()
{
    return {{u"title"_s, u"General"_s},
            {u"messages"_s, QCborArray{QCborMap{{u"text"_s, u"hello"_s}, {u"title"_s, 12}}, u"general"_s}},
            {u"limits"_s, QCborMap{{u"rate"_s, 2.5}, {u"general"_s, nullptr}}},
            {u"blob"_s, QByteArray::fromHex("89504e47")}};
}

} // namespace

class TestValueSearch : public QObject {
    Q_OBJECT

private slots:
    void keysAndValuesAreFoundInOrder();
    void keysAlone();
    void valuesAlone();
    void aPathIsAHitWhereTheTextEnds();
    void caseMattersWhenAsked();
    void patternsAreFound();
    void aWrongPatternSaysWhy();
    void bytesAreFoundByTheirDigits();
    void hitsStopAtTheirBound();
    void aNewSearchForgetsTheOldOne();

private:
    QList<ValuePath> find(const QCborValue &value, const ValueQuery &query);

    ValueSearch m_search;
};

QList<ValuePath> TestValueSearch::find(const QCborValue &value, const ValueQuery &query)
{
    QSignalSpy finished(&m_search, &ValueSearch::finished);
    m_search.start(value, query, u"state"_s);
    if (m_search.isRunning() && !finished.wait(10'000))
        return {};
    return m_search.hits();
}

void TestValueSearch::keysAndValuesAreFoundInOrder()
{
    QCOMPARE(find(room(), {.text = u"general"_s}),
             (QList<ValuePath>{{u"title"_s}, {u"messages"_s, 1}, {u"limits"_s, u"general"_s}}));
    QVERIFY(!m_search.isBounded());
}

void TestValueSearch::keysAlone()
{
    QCOMPARE(find(room(), {.text = u"title"_s, .scope = ValueQuery::Scope::Keys}),
             (QList<ValuePath>{{u"title"_s}, {u"messages"_s, 0, u"title"_s}}));
}

void TestValueSearch::valuesAlone()
{
    QCOMPARE(find(room(), {.text = u"general"_s, .scope = ValueQuery::Scope::Values}),
             (QList<ValuePath>{{u"title"_s}, {u"messages"_s, 1}}));
    QCOMPARE(find(room(), {.text = u"2.5"_s, .scope = ValueQuery::Scope::Values}),
             (QList<ValuePath>{{u"limits"_s, u"rate"_s}}));
}

void TestValueSearch::aPathIsAHitWhereTheTextEnds()
{
    QCOMPARE(find(room(), {.text = u"messages[0]"_s, .scope = ValueQuery::Scope::Paths}),
             (QList<ValuePath>{{u"messages"_s, 0}}));
    QCOMPARE(find(room(), {.text = u"state.limits.r"_s, .scope = ValueQuery::Scope::Paths}),
             (QList<ValuePath>{{u"limits"_s, u"rate"_s}}));
    QCOMPARE(
        find(room(), {.text = u"\\[\\d\\]\\.title"_s, .scope = ValueQuery::Scope::Paths, .isPattern = true}),
        (QList<ValuePath>{{u"messages"_s, 0, u"title"_s}}));
}

void TestValueSearch::caseMattersWhenAsked()
{
    QCOMPARE(find(room(), {.text = u"General"_s, .caseSensitivity = Qt::CaseSensitive}),
             (QList<ValuePath>{{u"title"_s}}));
}

void TestValueSearch::patternsAreFound()
{
    QCOMPARE(find(room(), {.text = u"^h.*o$"_s, .isPattern = true}),
             (QList<ValuePath>{{u"messages"_s, 0, u"text"_s}}));
}

void TestValueSearch::aWrongPatternSaysWhy()
{
    const ValueQuery query{.text = u"("_s, .isPattern = true};
    QVERIFY(!query.error().isEmpty());
    m_search.start(room(), query);
    QVERIFY(!m_search.isRunning());
    QVERIFY(m_search.hits().isEmpty());
}

void TestValueSearch::bytesAreFoundByTheirDigits()
{
    QCOMPARE(find(room(), {.text = u"50 4E"_s}), (QList<ValuePath>{{u"blob"_s}}));
}

void TestValueSearch::hitsStopAtTheirBound()
{
    QCborArray many;
    for (qsizetype i = 0; i < ValueSearch::hitCountMax + 50; ++i)
        many.append(u"x"_s);
    QCOMPARE(find(many, {.text = u"x"_s}).size(), ValueSearch::hitCountMax);
    QVERIFY(m_search.isBounded());
}

void TestValueSearch::aNewSearchForgetsTheOldOne()
{
    QCborArray many;
    for (int i = 0; i < 200'000; ++i)
        many.append(u"some text"_s);
    m_search.start(many, {.text = u"nothing"_s});
    QCOMPARE(find(room(), {.text = u"hello"_s}).size(), 1);
    m_search.cancel();
    QVERIFY(m_search.hits().isEmpty());
}

QTEST_GUILESS_MAIN(TestValueSearch)
#include "tst_valuesearch.moc"
