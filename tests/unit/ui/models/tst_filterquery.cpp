// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterlanguage.h"
#include "ui/models/filterlimits.h"
#include "ui/models/filtermatcher.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <map>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

enum Field { Status, Name, Key, Count, Age, Bytes, Made, Live, Broken };

FilterFields fields()
{
    return FilterFields({
        {.name = u"status"_s,
         .kind = FilterKind::Enum,
         .values = {u"running"_s, u"sleeping"_s, u"crashed"_s}},
        {.name = u"name"_s, .aliases = {u"type"_s}, .isSearched = true},
        {.name = u"key"_s, .isSearched = true, .isOptional = true},
        {.name = u"count"_s, .kind = FilterKind::Number, .isOptional = true},
        {.name = u"age"_s, .kind = FilterKind::Duration},
        {.name = u"size"_s, .kind = FilterKind::Size},
        {.name = u"made"_s, .kind = FilterKind::Time},
        {.name = u"live"_s, .kind = FilterKind::Flag},
        {.name = u"broken"_s, .kind = FilterKind::Flag},
    });
}

class Row : public FilterRow {
public:
    std::map<int, QString> texts;
    std::map<int, double> numbers;
    std::map<int, bool> flags;

    QString text(int field) const override
    {
        const auto found = texts.find(field);
        return found == texts.end() ? QString() : found->second;
    }
    std::optional<double> number(int field, qint64) const override
    {
        const auto found = numbers.find(field);
        return found == numbers.end() ? std::nullopt : std::optional(found->second);
    }
    bool flag(int field) const override
    {
        const auto found = flags.find(field);
        return found != flags.end() && found->second;
    }
};

/// Filters that the row below matches, and that it does not.
constexpr const char *matching[] = {"",
                                    "status:running",
                                    "status:RUNNING",
                                    "status:crashed,running",
                                    "name~room",
                                    "type:chatroom",
                                    "key:\"tenant:eu, 7\"",
                                    "key:tenant*",
                                    "name:*room",
                                    "room tenant",
                                    "\"eu, 7\"",
                                    "/^chat[A-Z]/",
                                    "/TENANT/i",
                                    "key~/eu|us/",
                                    "~chrm",
                                    "~ROOM",
                                    "~chatroom",
                                    "-~mr",
                                    "is:live",
                                    "-is:broken",
                                    "is:broken,live",
                                    "has:key",
                                    "-status:crashed",
                                    "-crashed",
                                    "count:10",
                                    "count>9",
                                    "count>=10",
                                    "count<=10",
                                    "count<10.5",
                                    "count:9,10",
                                    "age>1h",
                                    "age>=2h",
                                    "age<2h1ms",
                                    "age<3d",
                                    "size:1k",
                                    "size:1024",
                                    "size<1.5KiB",
                                    "made:2026-11-27",
                                    "made>2026-11-26",
                                    "made<2026-11-28",
                                    "made:today",
                                    "made>=today",
                                    "made>yesterday",
                                    "made<now",
                                    "made:2026-11-27T09:30",
                                    "made>2026-11-27T09:30:04"};
constexpr const char *failing[] = {"status:sleeping",
                                   "-status:running",
                                   "name~rooms",
                                   "name:chat",
                                   "key:\"tenant*\"",
                                   "room nothing",
                                   "/TENANT/",
                                   "~rmch",
                                   "~rooms",
                                   "~a7",
                                   "-is:live",
                                   "is:broken",
                                   "-has:key",
                                   "count>10",
                                   "count<10",
                                   "age>2h",
                                   "age<2h",
                                   "size>1k",
                                   "made:2026-11-26",
                                   "made>2026-11-27",
                                   "made<2026-11-27",
                                   "made:yesterday",
                                   "made>now",
                                   "made>2026-11-27T09:30",
                                   "-room"};

qint64 noon()
{
    return QDateTime(QDate(2026, 11, 27), QTime(12, 0)).toMSecsSinceEpoch();
}

Row row()
{
    Row row;
    row.texts = {{Status, u"running"_s}, {Name, u"chatRoom"_s}, {Key, u"tenant:eu, 7"_s}};
    row.numbers = {{Count, 10},
                   {Age, 2 * 3.6e6},
                   {Bytes, 1024},
                   {Made, QDateTime(QDate(2026, 11, 27), QTime(9, 30, 5)).toMSecsSinceEpoch()}};
    row.flags = {{Live, true}};
    return row;
}

} // namespace

class TestFilterQuery : public QObject {
    Q_OBJECT
private slots:
    void saysWhichRowsItMeans_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isMatch");
        const auto yes = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << true; };
        const auto no = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << false; };
        for (const char *text : matching)
            yes(text);
        for (const char *text : failing)
            no(text);
    }

    void saysWhichRowsItMeans()
    {
        QFETCH(QString, text);
        const FilterQuery query = FilterQuery::parse(text, fields());
        QVERIFY2(query.isValid(), query.isValid() ? "" : qPrintable(query.problems().front().text));
        QTEST(FilterMatcher(query, fields(), noon()).matches(row()), "isMatch");
    }

    void aMissingValueIsNeitherMoreNorLess()
    {
        Row bare;
        const auto matches = [&bare](const QString &text) {
            return FilterMatcher(FilterQuery::parse(text, fields()), fields(), noon()).matches(bare);
        };
        QVERIFY(!matches(u"count>0"_s));
        QVERIFY(!matches(u"count<100"_s));
        QVERIFY(matches(u"-count<100"_s));
        QVERIFY(matches(u"-has:count -has:key"_s));
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("hint");
        QTest::newRow("unknown field") << u"room foo:bar"_s << 5 << 3 << u"status, name"_s;
        QTest::newRow("unknown word") << u"status:running,flying"_s << 15 << 6 << u"sleeping"_s;
        QTest::newRow("text is not ordered") << u"name>a"_s << 0 << 6 << u"name~part"_s;
        QTest::newRow("number has no parts") << u"count~1"_s << 0 << 7 << u"count>10"_s;
        QTest::newRow("no duration") << u"age>soon"_s << 4 << 4 << u"2h"_s;
        QTest::newRow("no date") << u"made>2026-13-40"_s << 5 << 10 << u"2026-01-31"_s;
        QTest::newRow("open quotes") << u"a \"b c"_s << 2 << 4 << u"closing"_s;
        QTest::newRow("bad pattern") << u"/a(/"_s << 0 << 4 << u"regular expression"_s;
        QTest::newRow("bounds are ours") << u"/(*LIMIT_MATCH=99)a/"_s << 0 << 20 << u"regular expression"_s;
        QTest::newRow("no letters") << u"a ~ b"_s << 2 << 1 << u"~gnrl"_s;
        QTest::newRow("no value") << u"key: x"_s << 0 << 4 << u"missing"_s;
        QTest::newRow("lone minus") << u"a - b"_s << 2 << 1 << u"-status:running"_s;
        QTest::newRow("unknown flag") << u"is:odd"_s << 3 << 3 << u"live, broken"_s;
        QTest::newRow("always there") << u"has:name"_s << 4 << 4 << u"key, count"_s;
        QTest::newRow("flags take a colon") << u"is>live"_s << 0 << 7 << u"is:name"_s;
        QTest::newRow("glued") << u"\"a\"b"_s << 0 << 4 << u"space"_s;
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, hint);
        const FilterQuery query = FilterQuery::parse(text, fields());
        QCOMPARE(query.problems().size(), size_t(1));
        const FilterProblem &problem = query.problems().front();
        QTEST(int(problem.range.start), "start");
        QTEST(int(problem.range.length), "length");
        QVERIFY2(problem.text.contains(hint), qPrintable(problem.text));
    }

    void isWrittenInOneWay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("spaces") << u"  a   b "_s << u"a b"_s;
        QTest::newRow("names") << u"TYPE:x STATUS:running IS:LIVE"_s << u"name:x status:running is:live"_s;
        QTest::newRow("quotes not needed") << u"\"a\" key:\"b\""_s << u"a key:b"_s;
        QTest::newRow("quotes needed") << u"\"a b\" \"-a\" \"key:a\" key:\"a,b\" key:\"a*\" key:\"\\\"\""_s
                                       << u"\"a b\" \"-a\" \"key:a\" key:\"a,b\" key:\"a*\" key:\"\\\"\""_s;
        QTest::newRow("wild") << u"key:a*"_s << u"key:a*"_s;
        QTest::newRow("pattern") << u"-/a\\/b\\d/i key~/x/"_s << u"-/a\\/b\\d/i key~/x/"_s;
        QTest::newRow("letters") << u"-~gnrl ~\"x"_s << u"-~gnrl ~\"x"_s;
        QTest::newRow("no letters but a tilde") << u"\"~gnrl\""_s << u"\"~gnrl\""_s;
        QTest::newRow("a path is text") << u"/usr/lib"_s << u"/usr/lib"_s;
        QTest::newRow("a URL is text") << u"\"http://x\""_s << u"\"http://x\""_s;
    }

    void isWrittenInOneWay()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const FilterQuery query = FilterQuery::parse(text, fields());
        QVERIFY2(query.isValid(), query.isValid() ? "" : qPrintable(query.problems().front().text));
        QCOMPARE(query.toText(fields()), canonical);
        QCOMPARE(FilterQuery::parse(canonical, fields()).toText(fields()), canonical);
    }

    void anyTextIsReadWithoutHarm()
    {
        static const QStringList pieces{u"status:"_s, u"key"_s,  u"~"_s,  u">"_s,    u"<="_s,    u"-"_s,
                                        u"\""_s,      u"/"_s,    u"\\"_s, u","_s,    u" "_s,     u"running"_s,
                                        u"is:"_s,     u"has:"_s, u"2h"_s, u"*"_s,    u"(a+)+"_s, u"\u202e"_s,
                                        u"\0"_s,      u"é"_s,    u"😀"_s, u"age>"_s, u":"_s,     u"i"_s};
        QRandomGenerator random(7);
        const Row sample = row();
        for (int round = 0; round < 20000; ++round) {
            QString text;
            for (int i = random.bounded(14); i > 0; --i)
                text += pieces.at(random.bounded(int(pieces.size())));
            const FilterQuery query = FilterQuery::parse(text, fields());
            const auto isInside = [&text](const FilterRange &range) {
                return range.start >= 0 && range.length >= 0 && range.end() <= text.size();
            };
            for (const FilterTerm &term : query.terms())
                QVERIFY2(isInside(term.range), qPrintable(text));
            for (const FilterProblem &problem : query.problems())
                QVERIFY2(isInside(problem.range) && !problem.text.isEmpty(), qPrintable(text));
            if (!query.isValid())
                continue;
            const QString written = query.toText(fields());
            const FilterQuery again = FilterQuery::parse(written, fields());
            QVERIFY2(again.isValid(), qPrintable(text + u" => "_s + written));
            QCOMPARE(again.toText(fields()), written);
            QCOMPARE(FilterMatcher(again, fields(), noon()).matches(sample),
                     FilterMatcher(query, fields(), noon()).matches(sample));
            (void) FilterLanguage(fields()).suggestions(text, random.bounded(int(text.size()) + 1));
        }
    }

    void lengthsAreBounded()
    {
        const auto isValid = [](const QString &text) { return FilterQuery::parse(text, fields()).isValid(); };
        QVERIFY(isValid(QString(filterlimits::textLengthMax, u'a')));
        QVERIFY(!isValid(QString(filterlimits::textLengthMax + 1, u'a')));
        QVERIFY(isValid(u"a "_s.repeated(filterlimits::termCountMax)));
        QVERIFY(!isValid(u"a "_s.repeated(filterlimits::termCountMax + 1)));
        QVERIFY(isValid(QString(u"key:a" % u",a"_s.repeated(filterlimits::valueCountMax - 1))));
        QVERIFY(!isValid(QString(u"key:a" % u",a"_s.repeated(filterlimits::valueCountMax))));
        QVERIFY(!isValid(QString(u'/' % QString(filterlimits::patternLengthMax + 1, u'a') % u'/')));
    }

    void aMaliciousPatternGivesUp()
    {
        Row slow = row();
        slow.texts[Key] = QString(5000, u'a');
        const FilterMatcher matcher(FilterQuery::parse(u"/(a+)+$b/"_s, fields()), fields(), noon());
        // Unbounded, one row would take longer than the universe has lasted.
        for (int i = 0; i < 100; ++i)
            QVERIFY(!matcher.matches(slow));
    }

    void offersFieldsThenValues()
    {
        const FilterLanguage language(fields(), [](int field) {
            return field == Name ? QStringList{u"chatRoom"_s, u"my room"_s} : QStringList();
        });
        const auto offered = [&language](const QString &text) {
            QStringList words;
            for (const FilterSuggestion &suggestion : language.suggestions(text, text.size())) {
                QString whole = text;
                words.append(whole.replace(suggestion.start, suggestion.length, suggestion.text));
            }
            return words;
        };
        QVERIFY(offered(u""_s).contains(u"status:"_s));
        QVERIFY(offered(u""_s).contains(u"is:"_s));
        QCOMPARE(offered(u"sta"_s), QStringList{u"status:"_s});
        QCOMPARE(offered(u"x -ag"_s), QStringList{u"x -age>"_s});
        QCOMPARE(offered(u"status:r"_s), (QStringList{u"status:running"_s, u"status:crashed"_s}));
        QCOMPARE(offered(u"-status:running,sl"_s), QStringList{u"-status:running,sleeping"_s});
        QCOMPARE(offered(u"name:"_s), (QStringList{u"name:chatRoom"_s, u"name:\"my room\""_s}));
        QCOMPARE(offered(u"is:l"_s), QStringList{u"is:live"_s});
        QCOMPARE(offered(u"has:"_s), (QStringList{u"has:key"_s, u"has:count"_s}));
        QCOMPARE(offered(u"made>to"_s), QStringList{u"made>today"_s});
        QCOMPARE(offered(u"nothing:"_s), QStringList());
        QCOMPARE(offered(u"\"in quotes st"_s), QStringList());
    }

    void showsWhereTermsAre()
    {
        const FilterLanguage language(fields());
        const std::vector<FilterSpan> spans = language.spans(u"-status:running word foo:1"_s);
        QCOMPARE(spans.size(), size_t(3));
        QCOMPARE(spans[0].length, 15);
        QCOMPARE(spans[0].nameLength, 8);
        QVERIFY(spans[0].isNegated);
        QCOMPARE(spans[1].start, 16);
        QCOMPARE(spans[1].nameLength, 0);
        QVERIFY(spans[2].isWrong);
        QVERIFY(language.problem(u"foo:1"_s).contains(u"foo"_s));
        QVERIFY(language.problem(u"name:1"_s).isEmpty());
    }

    void aTermIsAddedOnceAndItsContraryTaken()
    {
        const auto with = [](const QString &text, bool isNegated) {
            return withFilterTerm(text, fields(), Name, u"my room"_s, isNegated);
        };
        QCOMPARE(with(u"room"_s, false), u"room name:\"my room\""_s);
        QCOMPARE(with(u"name:\"my room\" room"_s, false), u"room name:\"my room\""_s);
        QCOMPARE(with(u"name:\"my room\""_s, true), u"-name:\"my room\""_s);
    }

    void knowsWhenTimeMatters()
    {
        const auto depends = [](const QString &text) {
            return FilterMatcher(FilterQuery::parse(text, fields()), fields(), noon()).dependsOnTime();
        };
        QVERIFY(depends(u"age>2h"_s));
        QVERIFY(!depends(u"status:running count>1"_s));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestFilterQuery)
#include "tst_filterquery.moc"
