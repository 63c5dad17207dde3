// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/store/answers.h"
#include "tests/unit/engine/store/places.h"

#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::store {

/// What every store promises, tried on each: order, ranges, atomic batches, snapshots.
class StoreTest : public QObject {
    Q_OBJECT

    static constexpr std::array kinds{"memory", "filesystem", "rocksdb", "postgres"};

    /// An empty one of the kind that the row is about.
    std::unique_ptr<Store> open(Answers &answers)
    {
        const QByteArray kind = QByteArray(QTest::currentDataTag()).split(':').front();
        m_place = m_places.make(kind);
        return openPlace(m_place, answers.post()).value();
    }

    static void addStores()
    {
        QTest::addColumn<int>("unused");
        for (const char *kind : kinds)
            QTest::newRow(kind) << 0;
    }

    static std::vector<Entry> entries(std::initializer_list<const char *> keys)
    {
        std::vector<Entry> all;
        for (const char *key : keys)
            all.push_back({key, QByteArray(key).toUpper()});
        return all;
    }

    static Batch puts(std::initializer_list<const char *> keys)
    {
        Batch batch;
        for (const Entry &entry : entries(keys))
            batch.push_back(Put{entry.key, entry.value});
        return batch;
    }

    Places m_places;
    QString m_place;

private slots:
    void initTestCase() { QCOMPARE(m_places.startPostgres(), QString()); }

    void findsTheEndOfAPrefix()
    {
        QCOMPARE(endOfPrefix("ab"), QByteArray("ac"));
        QCOMPARE(endOfPrefix(QByteArray("a\xff\xff")), QByteArray("b"));
        QCOMPARE(endOfPrefix(QByteArray("a\x7f")), QByteArray("a\x80"));
        QCOMPARE(endOfPrefix(QByteArray("\xff\xff")), QByteArray());
        QCOMPARE(endOfPrefix(QByteArray()), QByteArray());
    }

    void getsInTheOrderAsked_data() { addStores(); }
    void getsInTheOrderAsked()
    {
        Answers answers;
        const auto store = open(answers);
        QVERIFY(answers.write(*store, puts({"a", "b", "c"})));
        QCOMPARE(answers.get(*store, {"c", "missing", "a", "c"}).value(), entries({"c", "a", "c"}));
        QCOMPARE(answers.get(*store, {}).value(), std::vector<Entry>());
    }

    void listsRanges_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<std::size_t>("countMax");
        QTest::addColumn<bool>("isDescending");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *title, const char *first, const char *end, std::size_t countMax,
                            bool isDescending, const char *expected) {
            for (const char *store : kinds)
                QTest::addRow("%s: %s", store, title) << QByteArray(first) << QByteArray(end) << countMax
                                                      << isDescending << QByteArray(expected);
        };
        row("everything", "", "", SIZE_MAX, false, "a b ba c");
        row("everything, backwards", "", "", SIZE_MAX, true, "c ba b a");
        row("first is inside, end is not", "b", "c", SIZE_MAX, false, "b ba");
        row("bounds that are no keys", "aa", "bb", SIZE_MAX, false, "b ba");
        row("without an end", "b", "", SIZE_MAX, false, "b ba c");
        row("the first two", "", "", 2, false, "a b");
        row("the last two", "", "", 2, true, "c ba");
        row("the last one below an end", "", "c", 1, true, "ba");
        row("none asked for", "", "", 0, false, "");
        row("empty range", "b", "b", SIZE_MAX, false, "");
        row("range the wrong way round", "c", "a", SIZE_MAX, false, "");
        row("behind everything", "d", "", SIZE_MAX, true, "");
    }
    void listsRanges()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, end);
        QFETCH(const std::size_t, countMax);
        QFETCH(const bool, isDescending);
        QFETCH(const QByteArray, expected);
        Answers answers;
        const auto store = open(answers);
        QVERIFY(answers.write(*store, puts({"ba", "c", "a", "b"})));
        const auto direction = isDescending ? Direction::Descending : Direction::Ascending;
        const auto found = answers.list(*store, {first, end, countMax, direction}).value();
        QByteArrayList keys;
        for (const Entry &entry : found)
            keys += entry.key;
        QCOMPARE(keys.join(' '), expected);
    }

    void ordersByUnsignedBytes_data() { addStores(); }
    void ordersByUnsignedBytes()
    {
        Answers answers;
        const auto store = open(answers);
        const std::vector<QByteArray> keys{
            QByteArray(),          QByteArray("\0", 1), QByteArray("\0\0", 2),   QByteArray("\x01"),
            QByteArray("\x7f"),    QByteArray("\x80"),  QByteArray("\x80\0", 2), QByteArray("\xff"),
            QByteArray("\xff\xff")};
        Batch batch;
        for (auto key = keys.rbegin(); key != keys.rend(); ++key)
            batch.push_back(Put{*key, *key});
        QVERIFY(answers.write(*store, batch));
        const auto found = answers.list(*store, {}).value();
        QCOMPARE(found.size(), keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i)
            QCOMPARE(found[i], (Entry{keys[i], keys[i]}));
        QCOMPARE(answers.get(*store, {QByteArray("\0", 1)}).value().size(), 1u);
    }

    void keepsEmptyAndLargeValues_data() { addStores(); }
    void keepsEmptyAndLargeValues()
    {
        Answers answers;
        const auto store = open(answers);
        const QByteArray large(5'000'000, '\xab');
        QVERIFY(answers.write(*store, {Put{"empty", ""}, Put{"null", QByteArray()}, Put{"large", large}}));
        const auto found = answers.get(*store, {"empty", "null", "large"}).value();
        QCOMPARE(found.size(), 3u);
        QVERIFY(found[0].value.isEmpty() && found[1].value.isEmpty());
        QCOMPARE(found[2].value, large);
    }

    void appliesABatchInOrder_data() { addStores(); }
    void appliesABatchInOrder()
    {
        Answers answers;
        const auto store = open(answers);
        QVERIFY(
            answers.write(*store, {Put{"a", "1"}, Put{"a", "2"}, Put{"b", "1"}, Remove{"b"}, Remove{"never"},
                                   Put{"c1", ""}, Put{"c2", ""}, RemoveRange{"c", "d"}, Put{"c2", "again"}}));
        QCOMPARE(answers.list(*store, {}).value(), (std::vector<Entry>{{"a", "2"}, {"c2", "again"}}));
    }

    void removesRanges_data() { addStores(); }
    void removesRanges()
    {
        Answers answers;
        const auto store = open(answers);
        QVERIFY(answers.write(*store, puts({"a", "b", "ba", "c", "d"})));
        QVERIFY(answers.write(*store, {RemoveRange{"b", "c"}}));
        QCOMPARE(answers.list(*store, {}).value(), entries({"a", "c", "d"}));
        QVERIFY(answers.write(*store, {RemoveRange{"d", "a"}}));
        QCOMPARE(answers.list(*store, {}).value(), entries({"a", "c", "d"}));
        QVERIFY(answers.write(*store, {RemoveRange{"c", {}}}));
        QCOMPARE(answers.list(*store, {}).value(), entries({"a"}));
        QVERIFY(answers.write(*store, {RemoveRange{{}, {}}}));
        QCOMPARE(answers.list(*store, {}).value(), std::vector<Entry>());
    }

    void measuresRanges_data() { addStores(); }
    void measuresRanges()
    {
        Answers answers;
        const auto store = open(answers);
        // Some megabytes that no compression makes smaller.
        QRandomGenerator random(1);
        Batch batch;
        for (char letter = 'b'; letter < 'h'; ++letter) {
            QByteArray noise(1'000'000, Qt::Uninitialized);
            random.generate(reinterpret_cast<quint32 *>(noise.begin()),
                            reinterpret_cast<quint32 *>(noise.end()));
            batch.push_back(Put{QByteArray(1, letter), noise});
        }
        QVERIFY(answers.write(*store, batch));
        // It may be an estimate.
        const auto isAbout = [](std::uint64_t bytes, std::uint64_t expected) {
            return bytes >= expected / 2 && bytes <= expected * 2;
        };
        const std::uint64_t all = answers.measure(*store, {}).value();
        QVERIFY2(isAbout(all, 6'000'000), QByteArray::number(quint64{all}));
        const std::uint64_t some = answers.measure(*store, {.first = "c", .end = "f"}).value();
        QVERIFY2(isAbout(some, 3'000'000), QByteArray::number(quint64{some}));
        QCOMPARE(answers.measure(*store, {.first = "x", .end = "z"}).value(), 0u);
        QCOMPARE(answers.measure(*store, {.first = "f", .end = "c"}).value(), 0u);
    }

    void answersInTheOrderOfTheCalls_data() { addStores(); }
    void answersInTheOrderOfTheCalls()
    {
        Answers answers;
        const auto store = open(answers);
        std::vector<int> order;
        std::vector<QByteArray> seen;
        constexpr int count = 300;
        for (int i = 0; i < count; ++i) {
            store->write({Put{"key", QByteArray::number(i)}},
                         [&order, i](const Result<> &) { order.push_back(2 * i); });
            store->get({"key"}, [&, i](const Result<std::vector<Entry>> &found) {
                order.push_back(2 * i + 1);
                seen.push_back(found.value().front().value);
            });
        }
        answers.runUntil([&] { return order.size() == 2 * count; });
        QVERIFY(std::ranges::is_sorted(order));
        for (int i = 0; i < count; ++i) // Each read saw the write before it, and not the one after.
            QCOMPARE(seen[static_cast<std::size_t>(i)], QByteArray::number(i));
    }

    void holdsTenThousandEntries_data() { addStores(); }
    void holdsTenThousandEntries()
    {
        Answers answers;
        const auto store = open(answers);
        std::size_t written = 0;
        for (int i = 0; i < 10'000; ++i)
            store->write({Put{"k" + QByteArray::number(i).rightJustified(5, '0'), QByteArray::number(i)}},
                         [&](const Result<> &result) { written += result.has_value(); });
        answers.runUntil([&] { return written == 10'000; });
        const auto all = answers.list(*store, {"k", endOfPrefix("k")}).value();
        QCOMPARE(all.size(), 10'000u);
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].value, QByteArray::number(i));
        QVERIFY(answers.write(*store, {RemoveRange{"k00100", "k09900"}}));
        QCOMPARE(answers.list(*store, {}).value().size(), 200u);
    }

    void readsWhatTheSameGroupWroteBefore_data() { addStores(); }
    void readsWhatTheSameGroupWroteBefore()
    {
        Answers answers;
        const auto store = open(answers);
        QVERIFY(answers.write(*store, puts({"a", "b", "c"})));
        // All of these are asked for at once, so that they may share a transaction.
        std::vector<std::vector<Entry>> seen;
        const auto list = [&] {
            store->list({}, [&](const Result<std::vector<Entry>> &found) { seen.push_back(found.value()); });
        };
        store->write({RemoveRange{"a", "c"}, Put{"d", "D"}}, [](const Result<> &) {});
        list();
        store->write({Put{"b", "B"}, Remove{"c"}}, [](const Result<> &) {});
        list();
        answers.runUntil([&] { return seen.size() == 2; });
        QCOMPARE(seen[0], entries({"c", "d"}));
        QCOMPARE(seen[1], entries({"b", "d"}));
    }

    void restoresASnapshotTakenWhileItWrites_data() { addStores(); }
    void restoresASnapshotTakenWhileItWrites()
    {
        Answers answers;
        const auto store = open(answers);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"copy"_s);
        int written = 0;
        std::optional<Result<>> copied;
        for (int i = 0; i < 1000; ++i) {
            store->write({Put{QByteArray::number(i).rightJustified(4, '0'), QByteArray::number(i)}},
                         [&](const Result<> &result) { written += result.has_value(); });
            if (i == 699)
                store->snapshot(file, [&](const Result<> &result) { copied = result; });
        }
        answers.runUntil([&] { return written == 1000 && copied.has_value(); });
        QVERIFY(copied->has_value());
        QVERIFY(!QFile::exists(file + u".partial"_s));

        // Into each kind, whatever kind it came from: all from before, nothing from after.
        for (const char *kind : kinds) {
            const auto other = openPlace(m_places.make(kind), answers.post()).value();
            QVERIFY(answers.restore(*other, file));
            const auto all = answers.list(*other, {}).value();
            QCOMPARE(all.size(), 700u);
            QCOMPARE(all.back(), (Entry{"0699", "699"}));
            QCOMPARE(answers.restore(*other, file).error().code, ErrorCode::StoreFailed); // Not empty.
            QCOMPARE(answers.list(*other, {}).value().size(), 700u);
        }
    }

    void goesOnWhenASnapshotCannotBeWritten_data() { addStores(); }
    void goesOnWhenASnapshotCannotBeWritten()
    {
        Answers answers;
        const auto store = open(answers);
        QVERIFY(answers.write(*store, puts({"a"})));
        const QTemporaryDir folder;
        QCOMPARE(answers.snapshot(*store, folder.filePath(u"none/copy"_s)).error().code, ErrorCode::IoFailed);
        QCOMPARE(answers.snapshot(*store, folder.path()).error().code, ErrorCode::IoFailed);
        QCOMPARE(answers.restore(*store, folder.filePath(u"missing"_s)).error().code, ErrorCode::IoFailed);
        QVERIFY(answers.write(*store, puts({"b"})));
        QCOMPARE(answers.list(*store, {}).value(), entries({"a", "b"}));
    }

    void finishesWhatWasAskedForWhenItIsDestroyed_data() { addStores(); }
    void finishesWhatWasAskedForWhenItIsDestroyed()
    {
        Answers answers;
        auto store = open(answers);
        int written = 0;
        for (int i = 0; i < 100; ++i)
            store->write({Put{QByteArray::number(i), "x"}},
                         [&](const Result<> &result) { written += result.has_value(); });
        store.reset();
        answers.runPosted();
        QCOMPARE(written, 100);
    }
};

} // namespace rove::store

QTEST_GUILESS_MAIN(rove::store::StoreTest)
#include "tst_store.moc"
