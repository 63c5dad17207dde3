// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/corewrites.h"
#include "engine/host/datastore.h"
#include "engine/store/workerstore.h"
#include "protocol/base/limits.h"
#include "tests/support/manualloop.h"
#include "tests/unit/engine/store/answers.h"

#include <QtTest/QTest>

#include <atomic>
#include <map>

using namespace rove;
using namespace rove::host;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What was committed, in order, and a switch that lets commits fail.
struct Disk {
    std::atomic<bool> isFull = false;
    QByteArrayList committed; ///< Keys; looked at while the store is idle.
};

/// Keeps nothing but the order of what was put.
class BrittleMedium final : public store::Medium {
public:
    explicit BrittleMedium(Disk &disk)
        : m_disk(disk)
    {}

    Result<> begin() override { return {}; }
    Result<> apply(const Mutation &mutation) override
    {
        m_pending.append(std::get<Put>(mutation).key);
        return {};
    }
    Result<> get(const std::vector<QByteArray> &, std::vector<store::Entry> &) override { return {}; }
    Result<> list(const store::Range &, std::vector<store::Entry> &) override { return {}; }
    Result<std::uint64_t> measure(const store::Range &) override { return std::uint64_t(0); }
    Result<> commit() override
    {
        if (m_disk.isFull)
            return failure(ErrorCode::StoreFailed, u"full"_s);
        m_disk.committed += std::exchange(m_pending, {});
        return {};
    }
    void rollBack() override { m_pending.clear(); }

private:
    Disk &m_disk;
    QByteArrayList m_pending;
};

} // namespace

/// The order in which the core's writes and those of actors become durable, while the disk fails.
class CoreWritesTest : public QObject {
    Q_OBJECT

    struct World {
        World()
        {
            writes.setStored([this](core::WriteId id) { stored.append(int(id)); });
        }

        void write(int id, const QByteArray &key) { writes.write(core::WriteId(id), {Put{key, {}}}); }
        /// Puts the outcome among `outcomes` when it is told, and then does what is to be done then.
        void writeData(const QByteArray &key, std::function<void()> then = {})
        {
            data.write({Put{key, {}}}, [this, key, then = std::move(then)](const Result<> &result) {
                outcomes.append(key + (result ? " kept" : " failed"));
                if (then)
                    then();
            });
        }
        /// Until all that was asked for has its answer.
        void settle()
        {
            bool isAnswered = false;
            store.get({}, [&](const auto &) { isAnswered = true; });
            answers.runUntil([&] { return isAnswered; });
        }
        /// Lets the core try again.
        void pass()
        {
            loop.advance(1s);
            settle();
        }

        test::ManualLoop loop;
        store::Answers answers;
        Disk disk;
        store::WorkerStore store{std::make_unique<BrittleMedium>(disk), answers.post()};
        CoreWrites writes{loop, store};
        DataStore data{store, writes};
        QList<int> stored;
        QByteArrayList outcomes;
    };

private slots:
    void repeatsWhatFailedInOrder()
    {
        World world;
        world.write(1, "one");
        world.settle();
        world.disk.isFull = true;
        world.write(2, "two");
        world.write(3, "three");
        world.settle();
        world.pass(); // Again without success.
        world.write(4, "four");
        QCOMPARE(world.stored, (QList<int>{1}));
        QVERIFY(world.writes.areBehind());
        world.disk.isFull = false;
        world.pass();
        QCOMPARE(world.stored, (QList<int>{1, 2, 3, 4}));
        QCOMPARE(world.disk.committed, (QByteArrayList{"one", "two", "three", "four"}));
        QVERIFY(!world.writes.areBehind());
        QVERIFY(world.writes.failureCount() >= 2);
    }

    void dataWaitsForNothingWhileAllIsWell()
    {
        World world;
        world.write(1, "core");
        world.writeData("data");
        world.settle();
        QCOMPARE(world.outcomes, (QByteArrayList{"data kept"}));
        QCOMPARE(world.disk.committed, (QByteArrayList{"core", "data"}));
    }

    void dataIsNotDurableBeforeAnEarlierWriteOfTheCore()
    {
        World world;
        world.disk.isFull = true;
        world.write(1, "core");
        world.settle();
        world.disk.isFull = false;
        world.writeData("early"); // The disk would take it.
        world.settle();
        QCOMPARE(world.outcomes, (QByteArrayList{"early failed"}));
        QCOMPARE(world.disk.committed, QByteArrayList());
        world.pass();
        world.writeData("late");
        world.settle();
        QCOMPARE(world.outcomes, (QByteArrayList{"early failed", "late kept"}));
        QCOMPARE(world.disk.committed, (QByteArrayList{"core", "late"}));
    }

    /// Who hears of a failure first may ask for more before the core has heard that its write failed too.
    void nothingOvertakesAWriteWhoseFailureIsStillToBeTold()
    {
        World world;
        world.disk.isFull = true;
        world.writeData("first", [&world] {
            world.disk.isFull = false;
            QVERIFY(world.writes.areBehind());
            world.writeData("second");
            world.write(2, "core two");
        });
        world.write(1, "core one");
        world.settle();
        world.settle();
        QCOMPARE(world.outcomes, (QByteArrayList{"first failed", "second failed"}));
        QCOMPARE(world.disk.committed, QByteArrayList());
        world.pass();
        QCOMPARE(world.stored, (QList<int>{1, 2}));
        QCOMPARE(world.disk.committed, (QByteArrayList{"core one", "core two"}));
    }

    /// Refusals for want of room in the queue come in the middle of a group that is kept.
    void goesOnAfterWritesThatOnlyMayHaveFailed()
    {
        World world;
        const QByteArray large(limits::storeQueueBytesMax / 2 + 1, 'x');
        world.data.write({Put{"large", large}}, [](const auto &) {});
        world.write(1, "core one");
        world.data.write({Put{"too large", large}}, [](const auto &) {});
        world.data.write({Put{"much too large", large}}, [](const auto &) {});
        world.write(2, "core two");
        world.settle();
        for (int i = 0; i < 3 && world.stored.size() < 2; ++i)
            world.pass();
        QCOMPARE(world.stored, (QList<int>{1, 2}));
        QCOMPARE(world.disk.committed.last(), "core two");
    }
};

QTEST_APPLESS_MAIN(CoreWritesTest)
#include "tst_corewrites.moc"
