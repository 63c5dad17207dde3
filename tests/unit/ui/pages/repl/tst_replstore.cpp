// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/replstore.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestReplStore : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void comesBackWithTheNextProgram()
    {
        {
            ReplStore store(m_folder->path());
            store.addHistory(u"1 + 1"_s);
            store.addHistory(u"await actor.send()"_s);
            QVERIFY(store.setSnippet(u"twice"_s, u"x * 2"_s));
            store.setEnterRuns(false);
        }
        const ReplStore store(m_folder->path());
        QCOMPARE(store.history(), (QStringList{u"1 + 1"_s, u"await actor.send()"_s}));
        QCOMPARE(store.snippets().at(u"twice"_s), u"x * 2"_s);
        QVERIFY(!store.doesEnterRun());
    }

    void writesByItself()
    {
        ReplStore store(m_folder->path());
        store.addHistory(u"1"_s);
        QTRY_VERIFY(QFile::exists(historyPath()));
    }

    void letsNobodyElseReadIt()
    {
        ReplStore store(m_folder->path());
        store.addHistory(u"secret"_s);
        store.save();
        const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(!(QFileInfo(historyPath()).permissions() & others));
    }

    void findsByWordsNewestFirst()
    {
        ReplStore store(m_folder->path());
        for (const QString &input : {u"actor.send('a')"_s, u"state"_s, u"actor.send('b')"_s, u"state"_s})
            store.addHistory(input);
        QCOMPARE(store.search(u"SEND actor"_s), (QStringList{u"actor.send('b')"_s, u"actor.send('a')"_s}));
        QCOMPARE(store.search({}).size(), 3);
        QVERIFY(store.search(u"nothing"_s).isEmpty());
    }

    void leavesOutRepetitionsAndWhatIsTooLong()
    {
        ReplStore store(m_folder->path());
        store.addHistory(u"1"_s);
        store.addHistory(u" 1 "_s);
        store.addHistory(u"  "_s);
        store.addHistory(QString(repllimits::historyEntryCharactersMax + 1, u'x'));
        QCOMPARE(store.history(), QStringList{u"1"_s});
    }

    void isBounded()
    {
        ReplStore store(m_folder->path());
        for (int i = 0; i < repllimits::historyEntryCountMax + 5; ++i)
            store.addHistory(QString::number(i));
        QCOMPARE(store.history().size(), repllimits::historyEntryCountMax);
        QCOMPARE(store.history().first(), u"5"_s);
        for (int i = 0; i < 40; ++i)
            store.addHistory(QString(repllimits::historyEntryCharactersMax - 2, u'x') % QString::number(i));
        QVERIFY(store.history().size() <= repllimits::historyCharactersMax / 1000);
        for (int i = 0; i < repllimits::snippetCountMax; ++i)
            QVERIFY(store.setSnippet(QString::number(i), u"x"_s));
        QVERIFY(!store.setSnippet(u"one more"_s, u"x"_s));
        QVERIFY(store.setSnippet(u"1"_s, u"y"_s));
        QVERIFY(!store.setSnippet(u" "_s, u"y"_s));
    }

    void clearsTheFileAtOnce()
    {
        ReplStore store(m_folder->path());
        store.addHistory(u"secret"_s);
        store.save();
        QVERIFY(QFile::exists(historyPath()));
        store.clearHistory();
        QVERIFY(!QFile::exists(historyPath()));
        QVERIFY(store.history().isEmpty());
        store.save();
        QVERIFY(!QFile::exists(historyPath()));
    }

    void keepsNothingWhereThatIsWanted()
    {
        ReplStore store(m_folder->path());
        store.addHistory(u"secret"_s);
        store.save();
        store.setHistoryKept(false);
        QVERIFY(!QFile::exists(historyPath()));
        store.addHistory(u"another"_s);
        store.save();
        QVERIFY(!QFile::exists(historyPath()));
        QCOMPARE(store.history().size(), 2);
        QVERIFY(ReplStore(m_folder->path()).history().isEmpty());
        QVERIFY(!ReplStore(m_folder->path()).isHistoryKept());
    }

    void bearsFilesThatAreNotIts()
    {
        QFile file(historyPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\":1,\"inputs\":[1,null,\"good\",{}]}");
        file.close();
        QCOMPARE(ReplStore(m_folder->path()).history(), QStringList{u"good"_s});
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no json");
        file.close();
        QVERIFY(ReplStore(m_folder->path()).history().isEmpty());
    }

    void saysThatItCannotWrite()
    {
        ReplStore store(m_folder->path() % u"/missing/folder"_s);
        QSignalSpy failed(&store, &ReplStore::failed);
        store.addHistory(u"1"_s);
        store.save();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(store.history().size(), 1);
    }

private:
    [[nodiscard]] QString historyPath() const { return m_folder->filePath(u"repl-history.json"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestReplStore)
#include "tst_replstore.moc"
