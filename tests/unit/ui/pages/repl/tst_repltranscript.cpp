// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/repltranscript.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Kind = ReplEntry::Kind;

class TestReplTranscript : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_transcript = std::make_unique<ReplTranscript>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_transcript.get());
        // What is unfolded is the test's to say.
        m_tester->setUseFetchMore(false);
    }

    void cleanup()
    {
        m_tester.reset();
        m_transcript.reset();
    }

    void unfoldsAResult()
    {
        m_transcript->append({result(
            QCborMap{{u"list"_s, QCborArray{1, 2}}, {u"map"_s, QCborValue(cbor::mapTag, QCborMap{{1, 2}})}},
            u"$3"_s)});
        const QModelIndex entry = m_transcript->index(0, 0);
        QVERIFY(m_transcript->hasChildren(entry));
        m_transcript->fetchMore(entry);
        QCOMPARE(m_transcript->rowCount(entry), 2);
        const QModelIndex list = m_transcript->index(0, 0, entry);
        QCOMPARE(list.data(ReplTranscript::LabelRole).toString(), u"list"_s);
        QCOMPARE(list.data(ReplTranscript::ScriptPathRole).toString(), u"$3.list"_s);
        m_transcript->fetchMore(list);
        QCOMPARE(m_transcript->index(1, 0, list).data(ReplTranscript::ScriptPathRole).toString(),
                 u"$3.list[1]"_s);
        const QModelIndex map = m_transcript->index(1, 0, entry);
        m_transcript->fetchMore(map);
        QVERIFY(m_transcript->index(0, 0, map).data(ReplTranscript::ScriptPathRole).toString().isEmpty());
    }

    void makesRowsOfALargeValueAFewAtATime()
    {
        QCborArray many;
        for (int i = 0; i < 3 * repllimits::childBatch; ++i)
            many.append(i);
        m_transcript->append({result(many, u"$1"_s)});
        const QModelIndex entry = m_transcript->index(0, 0);
        m_transcript->fetchMore(entry);
        QCOMPARE(m_transcript->rowCount(entry), repllimits::childBatch);
        QVERIFY(m_transcript->canFetchMore(entry));
        m_transcript->fetchMore(entry);
        m_transcript->fetchMore(entry);
        QCOMPARE(m_transcript->rowCount(entry), 3 * repllimits::childBatch);
        QVERIFY(!m_transcript->canFetchMore(entry));
    }

    void forgetsTheOldestEntries()
    {
        QList<ReplEntry> entries;
        for (int i = 0; i < repllimits::entryCountMax + 10; ++i)
            entries.append({.kind = Kind::Input, .run = i, .text = QString::number(i)});
        m_transcript->append(entries);
        QCOMPARE(m_transcript->entryCount(), repllimits::entryCountMax);
        QCOMPARE(m_transcript->entryAt(m_transcript->index(0, 0))->run, 10);
        m_transcript->finishInput(12, ReplEntry::State::Done, std::chrono::microseconds(5));
        QCOMPARE(m_transcript->entryAt(m_transcript->index(2, 0))->state, ReplEntry::State::Done);
    }

    void forgetsByBytesToo()
    {
        const QString large(16 * 1024 * 1024, u'x');
        for (int i = 0; i < 6; ++i)
            m_transcript->append({{.kind = Kind::Error, .run = i, .text = large}});
        QVERIFY(m_transcript->entryCount() < 4);
        QVERIFY(m_transcript->entryCount() > 0);
    }

    void keepsPersistentIndexesRightWhenItForgets()
    {
        m_transcript->append({result(QCborArray{1}, u"$1"_s), result(QCborArray{2}, u"$2"_s)});
        const QPersistentModelIndex second = m_transcript->index(1, 0);
        QList<ReplEntry> entries;
        for (int i = 0; i < repllimits::entryCountMax - 1; ++i)
            entries.append({.kind = Kind::Note, .text = u"x"_s});
        m_transcript->append(entries);
        QVERIFY(second.isValid());
        QCOMPARE(second.row(), 0);
        m_transcript->fetchMore(second);
        QCOMPARE(m_transcript->index(0, 0, second).parent(), QModelIndex(second));
    }

    void knowsWhatIsSaved()
    {
        m_transcript->append({result(QCborValue(1), u"$1"_s), result(QCborValue(2), u"$2"_s)});
        QCOMPARE(m_transcript->savedNames(), (QStringList{u"$1"_s, u"$2"_s}));
        QCOMPARE(m_transcript->saved(u"$_"_s).value(), QCborValue(2));
        m_transcript->forgetSaved(u"$1"_s);
        QVERIFY(!m_transcript->saved(u"$1"_s));
        m_transcript->forgetSaved();
        QVERIFY(m_transcript->savedNames().isEmpty());
    }

    void remembersWhatIsUnfolded()
    {
        m_transcript->append({result(QCborMap{{u"a"_s, QCborArray{1}}}, u"$1"_s)});
        const QModelIndex entry = m_transcript->index(0, 0);
        m_transcript->fetchMore(entry);
        m_transcript->setExpanded(entry, true);
        m_transcript->setExpanded(m_transcript->index(0, 0, entry), true);
        QCOMPARE(m_transcript->expandedIndexes().size(), 2);
        m_transcript->setExpanded(entry, false);
        QVERIFY(m_transcript->expandedIndexes().isEmpty());
    }

    void saysEntriesInWords()
    {
        ReplEntry printed{.kind = Kind::Console,
                          .printed = {u"a"_s, 1, QCborMap{{u"b"_s, u"c"_s}}},
                          .level = ConsoleLine::Level::Warning};
        QCOMPARE(plainText(printed), u"a 1 {b: \"c\"}"_s);
        m_transcript->append({printed});
        QCOMPARE(m_transcript->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Printed warning: a 1 {b: \"c\"}"_s);
    }

    void describesWhatCannotBeCopied()
    {
        const QCborValue function(script::shownTag, u"ƒ f()"_s);
        const QCborValue value = QCborMap{{u"f"_s, function}, {u"n"_s, QCborArray{1, function}}};
        QCOMPARE(withoutShownTags(value),
                 QCborValue(QCborMap{{u"f"_s, u"ƒ f()"_s}, {u"n"_s, QCborArray{1, u"ƒ f()"_s}}}));
        m_transcript->append({result(function, u"$1"_s)});
        QVERIFY(!m_transcript->hasChildren(m_transcript->index(0, 0)));
    }

private:
    static ReplEntry result(const QCborValue &value, const QString &name)
    {
        return {.kind = Kind::Result, .run = 1, .value = value, .savedAs = name};
    }

    std::unique_ptr<ReplTranscript> m_transcript;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestReplTranscript)
#include "tst_repltranscript.moc"
