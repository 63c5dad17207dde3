// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sqlite.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/store/answers.h"
#include "tests/unit/engine/store/places.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <rocksdb/db.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

/// Child process: writes batches of three entries numbered upwards and prints each number when it is
/// acknowledged.
int writeForEver(const QString &place)
{
    Answers answers;
    const auto store = openPlace(place, answers.post()).value();
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

/// Child process: tries to open the place and prints how that went.
int tryToOpen(const QString &place)
{
    Answers answers;
    const auto opened = openPlace(place, answers.post());
    std::printf("%s\n",
                opened ? "opened" : qPrintable(opened.error().wireName() + u": "_s + opened.error().message));
    return 0;
}

/// Child process: a disk that is full at one megabyte. Prints "failed" when a write fails, "reads" if what
/// was there can be read then, and "works" when the store takes writes again after there is room.
int fillDisk(const QString &place)
{
    std::signal(SIGXFSZ, SIG_IGN);
    Answers answers;
    const auto store = openPlace(place, answers.post()).value();
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
    if (answers.list(*store, {}).value().size() == static_cast<std::size_t>(count - 1))
        std::printf("reads\n");

    // The last one is small enough. It has to fail with the others, as it was asked for before anybody knew.
    std::vector<bool> together;
    for (const int size : {1'500'000, 1'500'000, 1})
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

/// What every store that outlives its process promises, tried on each: its lock, its version, and what a kill
/// or a full disk leaves.
class DurableStoreTest : public QObject {
    Q_OBJECT

    static void addStores()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"filesystem", "rocksdb", "postgres"})
            QTest::newRow(kind) << QByteArray(kind);
    }

    Result<std::unique_ptr<Store>> open() { return openPlace(m_place, m_answers.post()); }

    void makePlace()
    {
        QFETCH(const QByteArray, kind);
        m_place = m_places.make(kind);
    }

    [[nodiscard]] QString where() const { return m_place.section(u':', 1); }

    QStringList runChild(const QString &mode)
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {mode, m_place});
        if (!child.waitForFinished(60'000))
            return {u"did not end"_s};
        return QString::fromUtf8(child.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

    /// As a later version of Rove would.
    void raiseVersion()
    {
        QFETCH(const QByteArray, kind);
        if (kind == "filesystem") {
            Database database = Database::open(where() + u"/rove.sqlite"_s).value();
            QVERIFY(database.execute("PRAGMA user_version = 2"));
        } else if (kind == "rocksdb") {
            rocksdb::DB *opened = nullptr;
            std::vector<rocksdb::ColumnFamilyHandle *> families;
            QVERIFY(rocksdb::DB::Open({}, QString(where() + u"/rocksdb"_s).toStdString(),
                                      {{rocksdb::kDefaultColumnFamilyName, {}}, {"rove", {}}}, &families,
                                      &opened)
                        .ok());
            const std::unique_ptr<rocksdb::DB> database(opened);
            QVERIFY(database->Put({}, families.at(1), "version", "2").ok());
            for (rocksdb::ColumnFamilyHandle *family : families)
                database->DestroyColumnFamilyHandle(family);
        } else {
            QCOMPARE(m_places.postgres().run(where(), u"UPDATE rove_store SET version = 2"_s), "UPDATE 1");
        }
    }

    Answers m_answers;
    Places m_places;
    QString m_place;

private slots:
    void initTestCase() { QCOMPARE(m_places.startPostgres(), QString()); }

    void keepsItsEntriesWhenOpenedAgain_data() { addStores(); }
    void keepsItsEntriesWhenOpenedAgain()
    {
        makePlace();
        {
            const auto store = open().value();
            QVERIFY(m_answers.write(*store, {Put{"a", "1"}, Put{"b", "2"}}));
        }
        const auto store = open().value();
        QCOMPARE(m_answers.list(*store, {}).value(), (std::vector<Entry>{{"a", "1"}, {"b", "2"}}));
    }

    void refusesASecondOpenInTheSameProcess_data() { addStores(); }
    void refusesASecondOpenInTheSameProcess()
    {
        makePlace();
        auto store = open().value();
        const auto second = open();
        QCOMPARE(second.error().code, ErrorCode::StoreLocked);
        QVERIFY(m_answers.write(*store, {Put{"a", "1"}})); // The attempt has not disturbed it.
        store.reset();
        QVERIFY(open());
    }

    void refusesASecondProcessWithOneLineThatNamesThePlace_data() { addStores(); }
    void refusesASecondProcessWithOneLineThatNamesThePlace()
    {
        makePlace();
        const auto store = open().value();
        QFETCH(const QByteArray, kind);
        const QString named = kind == "postgres" ? u"the PostgreSQL database"_s : where();
        QCOMPARE(runChild(u"--try-to-open"_s),
                 QStringList{u"store.locked: Another engine uses %1."_s.arg(named)});
    }

    void keepsEveryAcknowledgedWriteThroughAKill_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("killAfter");
        for (const char *kind : {"filesystem", "rocksdb", "postgres"})
            for (const int count : {1, 50, 400})
                QTest::addRow("%s after %d", kind, count) << QByteArray(kind) << count;
    }
    void keepsEveryAcknowledgedWriteThroughAKill()
    {
        makePlace();
        QFETCH(const int, killAfter);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--write-for-ever"_s, m_place});
        QByteArray output;
        while (output.count('\n') < killAfter) {
            QVERIFY(child.waitForReadyRead(60'000));
            output += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished(60'000));
        output += child.readAllStandardOutput();
        const int acknowledged = static_cast<int>(output.count('\n'));

        Result<std::unique_ptr<Store>> opened = open();
        // A server may take a moment to notice that its client is gone.
        QTRY_VERIFY_WITH_TIMEOUT((opened || (opened = open())), 30'000);
        Store &store = **opened;
        const int stored = m_answers.get(store, {"newest"}).value().front().value.toInt() + 1;
        QVERIFY(stored >= acknowledged);
        // Whole batches up to the newest, and nothing of later ones.
        for (const QByteArray letter : {"a", "b"}) {
            std::vector<QByteArray> keys;
            for (int i = 0; i < stored; ++i)
                keys.push_back(letter + QByteArray::number(i));
            QCOMPARE(m_answers.get(store, keys).value().size(), keys.size());
            QCOMPARE(m_answers.list(store, {letter, endOfPrefix(letter)}).value().size(), keys.size());
        }
    }

    void failsWritesWhileTheDiskIsFullAndGoesOnReading_data()
    {
        // PostgreSQL's disk is another program's.
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"filesystem", "rocksdb"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void failsWritesWhileTheDiskIsFullAndGoesOnReading()
    {
        makePlace();
        QCOMPARE(runChild(u"--fill-disk"_s), (QStringList{u"failed"_s, u"reads"_s, u"works"_s}));
        const auto store = open().value();
        QCOMPARE(m_answers.get(*store, {"after"}).value().size(), 1u);
    }

    void refusesANewerSchema_data() { addStores(); }
    void refusesANewerSchema()
    {
        makePlace();
        QVERIFY(open());
        raiseVersion();
        const auto opened = open();
        QCOMPARE(opened.error().code, ErrorCode::StoreTooNew);
        QVERIFY(opened.error().message.contains(u"newer version of Rove"_s));
    }

    void refusesWhatDoesNotFitItsQueue_data() { addStores(); }
    void refusesWhatDoesNotFitItsQueue()
    {
        makePlace();
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

    void goesOnWhenPostgresComesBack()
    {
        m_place = m_places.make("postgres");
        const auto store = open().value();
        QVERIFY(m_answers.write(*store, {Put{"a", "1"}}));
        QCOMPARE(m_places.postgres().restart(), QString());
        // The first call meets the dead connection, or already the new one; it never half works.
        (void) m_answers.write(*store, {Put{"b", "2"}});
        QVERIFY(m_answers.write(*store, {Put{"c", "3"}}));
        const auto found = m_answers.list(*store, {}).value();
        QCOMPARE(found.front(), (Entry{"a", "1"}));
        QCOMPARE(found.back(), (Entry{"c", "3"}));
        QCOMPARE(open().error().code, ErrorCode::StoreLocked); // The new connection holds the lock.
    }

    void saysWhatPostgresSays()
    {
        Answers answers;
        const auto opened = openPlace(u"postgres:host=/nowhere user=rove password=secret"_s, answers.post());
        QCOMPARE(opened.error().code, ErrorCode::StoreFailed);
        QVERIFY(opened.error().message.startsWith(u"PostgreSQL: "_s));
        QVERIFY(!opened.error().message.contains(u"secret"_s));
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
    rove::store::DurableStoreTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_durablestore.moc"
