// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filesystemstore.h"
#include "engine/store/sqlite.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/store/answers.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

/// Child process: writes batches of three entries numbered upwards and prints each number when it is
/// acknowledged.
int writeForEver(const QString &folder)
{
    Answers answers;
    const auto store = FilesystemStore::open(folder, answers.post()).value();
    int acknowledged = 0;
    for (int next = 0;; ++next) {
        const QByteArray number = QByteArray::number(next);
        store->write({Put{"a" + number, number}, Put{"b" + number, number}, Put{"newest", number}},
                     [&acknowledged](const Result<> &written) {
                         if (written)
                             std::printf("%d\n", acknowledged++);
                         std::fflush(stdout);
                     });
        // Some stay under way at each moment, so that the kill meets groups.
        answers.runUntil([&] { return next - acknowledged < 16; });
    }
}

/// Child process: tries to open the folder and prints how that went.
int tryToOpen(const QString &folder)
{
    Answers answers;
    const auto opened = FilesystemStore::open(folder, answers.post());
    std::printf("%s\n",
                opened ? "opened" : qPrintable(opened.error().wireName() + u": "_s + opened.error().message));
    return 0;
}

/// Child process: a disk that is full at one megabyte. Prints "failed" when a write fails, and "works" when
/// the store takes writes again after there is room.
int fillDisk(const QString &folder)
{
    std::signal(SIGXFSZ, SIG_IGN);
    Answers answers;
    const auto store = FilesystemStore::open(folder, answers.post()).value();
    const auto setRoom = [](rlim_t bytes) {
        const rlimit limit{bytes, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
    };
    setRoom(1'000'000);
    Result<> written;
    int count = 0;
    for (; written && count < 100; ++count)
        written = answers.write(*store, {Put{QByteArray::number(count), QByteArray(50'000, 'x')}});
    if (written || written.error().code != ErrorCode::StoreFailed)
        return 1;
    std::printf("failed\n");

    // The last one is small enough. It has to fail with the others, as it was asked for before anybody knew.
    std::vector<bool> together;
    for (const int size : {500'000, 500'000, 1})
        store->write({Put{"together", QByteArray(size, 'x')}},
                     [&](const Result<> &result) { together.push_back(result.has_value()); });
    answers.runUntil([&] { return together.size() == 3; });
    if (std::ranges::contains(together, true))
        return 3;
    setRoom(RLIM_INFINITY);
    if (!answers.write(*store, {Put{"after", "y"}}))
        return 2;
    const auto found = answers.list(*store, {}).value();
    std::printf("%s\n", found.size() == static_cast<std::size_t>(count) ? "works" : "lost");
    return 0;
}

} // namespace

/// The store on disk: its file, its lock, and what a kill leaves.
class FilesystemStoreTest : public QObject {
    Q_OBJECT

    Result<std::unique_ptr<Store>> open()
    {
        return FilesystemStore::open(m_folder->path(), m_answers.post());
    }

    QString filePath() const { return m_folder->filePath(u"rove.sqlite"_s); }

    void overwriteFile(const QByteArray &content)
    {
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QStringList runChild(const QString &mode)
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {mode, m_folder->path()});
        if (!child.waitForFinished(60'000))
            return {u"did not end"_s};
        return QString::fromUtf8(child.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

    Answers m_answers;
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsItsEntriesWhenOpenedAgain()
    {
        {
            const auto store = open().value();
            QVERIFY(m_answers.write(*store, {Put{"a", "1"}, Put{"b", "2"}}));
        }
        const auto store = open().value();
        QCOMPARE(m_answers.list(*store, {}).value(), (std::vector<Entry>{{"a", "1"}, {"b", "2"}}));
    }

    void makesItsFolder()
    {
        const QString deep = m_folder->filePath(u"x/y/z"_s);
        QVERIFY(FilesystemStore::open(deep, m_answers.post()));
        QVERIFY(QFile::exists(deep + u"/rove.sqlite"_s));
    }

    void saysIfTheFolderCannotBeMade()
    {
        overwriteFile("");
        const auto opened = FilesystemStore::open(filePath() + u"/below-a-file"_s, m_answers.post());
        QCOMPARE(opened.error().code, ErrorCode::IoFailed);
    }

    void saysIfTheFileCannotBeOpened()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"rove.sqlite"_s));
        QCOMPARE(open().error().code, ErrorCode::IoFailed);
    }

    void refusesASecondOpenInTheSameProcess()
    {
        auto store = open().value();
        const auto second = open();
        QCOMPARE(second.error().code, ErrorCode::StoreLocked);
        QVERIFY(m_answers.write(*store, {Put{"a", "1"}})); // The attempt has not disturbed it.
        store.reset();
        QVERIFY(open());
    }

    void refusesASecondProcessWithOneLine()
    {
        const auto store = open().value();
        QCOMPARE(runChild(u"--try-to-open"_s),
                 QStringList{u"store.locked: Another engine uses this data folder."_s});
    }

    void keepsEveryAcknowledgedWriteThroughAKill_data()
    {
        QTest::addColumn<int>("killAfter");
        for (const int count : {1, 50, 400})
            QTest::addRow("after %d", count) << count;
    }
    void keepsEveryAcknowledgedWriteThroughAKill()
    {
        QFETCH(const int, killAfter);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--write-for-ever"_s, m_folder->path()});
        QByteArray output;
        while (output.count('\n') < killAfter) {
            QVERIFY(child.waitForReadyRead(60'000));
            output += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished(60'000));
        output += child.readAllStandardOutput();
        const int acknowledged = static_cast<int>(output.count('\n'));

        const auto store = open().value();
        const int stored = m_answers.get(*store, {"newest"}).value().front().value.toInt() + 1;
        QVERIFY(stored >= acknowledged);
        // Whole batches up to the newest, and nothing of later ones.
        for (const QByteArray kind : {"a", "b"}) {
            std::vector<QByteArray> keys;
            for (int i = 0; i < stored; ++i)
                keys.push_back(kind + QByteArray::number(i));
            QCOMPARE(m_answers.get(*store, keys).value().size(), keys.size());
            QCOMPARE(m_answers.list(*store, {kind, endOfPrefix(kind)}).value().size(), keys.size());
        }
    }

    void failsWritesWhileTheDiskIsFull()
    {
        QCOMPARE(runChild(u"--fill-disk"_s), (QStringList{u"failed"_s, u"works"_s}));
    }

    void refusesANewerSchema()
    {
        QVERIFY(open());
        {
            Database database = Database::open(filePath()).value();
            QVERIFY(database.execute("PRAGMA user_version = 2"));
        }
        QCOMPARE(open().error().code, ErrorCode::StoreTooNew);
    }

    void refusesADatabaseOfAnotherProgram()
    {
        {
            Database database = Database::open(filePath()).value();
            QVERIFY(database.execute("CREATE TABLE songs (title TEXT)"));
        }
        QCOMPARE(open().error().code, ErrorCode::StoreFailed);
    }

    void refusesADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("This is not a database. ").repeated(1000);
        QTest::newRow("header of a database, then nothing") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("noise") << QByteArray("\x93\x1f\x07\xee", 4).repeated(4096);
    }
    void refusesADamagedFile()
    {
        QFETCH(const QByteArray, content);
        overwriteFile(content);
        const auto opened = open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::StoreFailed);
        QVERIFY(!opened.error().message.contains(u'\n'));
    }

    void answersReadsOfADamagedPageWithAnError()
    {
        {
            const auto store = open().value();
            for (int i = 0; i < 200; ++i)
                QVERIFY(m_answers.write(*store, {Put{QByteArray::number(i), QByteArray(3000, 'x')}}));
        }
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 4096; at < file.size(); at += 4096) {
            QVERIFY(file.seek(at));
            file.write(QByteArray(512, '\xff'));
        }
        file.close();
        const auto store = open().value();
        const auto found = m_answers.list(*store, {});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::StoreFailed);
    }

    void refusesWhatDoesNotFitItsQueue()
    {
        auto store = open().value();
        const QByteArray large(64 * limits::mebi, 'x');
        std::vector<bool> written;
        for (int i = 0; i < 10; ++i)
            store->write({Put{"large", large}},
                         [&](const Result<> &result) { written.push_back(result.has_value()); });
        store->write({Put{"small", "x"}},
                     [&](const Result<> &result) { written.push_back(result.has_value()); });
        m_answers.runUntil([&] { return written.size() == 11; });
        // What is durable is a beginning: the small one, which fits, is refused with those before it.
        QVERIFY(written.front());
        QVERIFY(!written.back());
        QVERIFY(std::ranges::is_sorted(written, std::greater()));
        QVERIFY(m_answers.write(*store, {Put{"small", "x"}}));
    }
};

} // namespace rove::store

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write-for-ever")
        return rove::store::writeForEver(arguments.value(2));
    if (arguments.value(1) == u"--try-to-open")
        return rove::store::tryToOpen(arguments.value(2));
    if (arguments.value(1) == u"--fill-disk")
        return rove::store::fillDisk(arguments.value(2));
    rove::store::FilesystemStoreTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_filesystemstore.moc"
