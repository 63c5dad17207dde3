// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lifecycle.h"

#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using manager::Actor;
using manager::Instant;
using Kind = LifecycleMark::Kind;

namespace {

const Instant t0(1'764'223'200'000ms);

QList<Kind> kinds(const QList<LifecycleMark> &marks)
{
    QList<Kind> list;
    for (const LifecycleMark &mark : marks)
        list.append(mark.kind);
    return list;
}

} // namespace

class TestLifecycle : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatARecordRemembers()
    {
        const Actor actor{.createTs = t0, .startTs = t0 + 1s, .connectableTs = t0 + 9s, .sleepTs = t0 + 5s};
        QCOMPARE(kinds(lifecycleOf(actor)), (QList{Kind::Created, Kind::Woke, Kind::Slept, Kind::Woke}));
    }

    void tellsACrashWithItsMessage()
    {
        const Actor actor{.createTs = t0,
                          .sleepTs = t0 + 5s,
                          .error = QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}}};
        const QList<LifecycleMark> marks = lifecycleOf(actor);
        QCOMPARE(kinds(marks), (QList{Kind::Created, Kind::Slept, Kind::Crashed}));
        QVERIFY(marks.last().detail.contains(u"boom"));
    }

    void tellsWhatIsNewBetweenTwoRecords()
    {
        Actor before{.createTs = t0, .startTs = t0, .connectableTs = t0};
        Actor after = before;
        QVERIFY(lifecycleBetween(before, after).isEmpty());
        after.sleepTs = t0 + 3s;
        after.connectableTs.reset();
        QCOMPARE(kinds(lifecycleBetween(before, after)), QList{Kind::Slept});
        // Slept and woke between two looks.
        after.connectableTs = t0 + 4s;
        QCOMPARE(kinds(lifecycleBetween(before, after)), (QList{Kind::Slept, Kind::Woke}));
        after.sleepTs.reset();
        QCOMPARE(kinds(lifecycleBetween(before, after)), QList{Kind::Restarted});
        after = before;
        after.datacenter = u"far"_s;
        QCOMPARE(kinds(lifecycleBetween(before, after)), QList{Kind::Moved});
        after = before;
        after.destroyTs = t0 + 9s;
        QCOMPARE(kinds(lifecycleBetween(before, after)), QList{Kind::Destroyed});
        after = before;
        after.rescheduleTs = t0 + 20s;
        after.pendingAllocationTs = t0 + 1s;
        QCOMPARE(kinds(lifecycleBetween(before, after)), (QList{Kind::Waited, Kind::Rescheduled}));
    }

    void mergesEachMomentOnce()
    {
        const Actor actor{.createTs = t0, .startTs = t0 + 1s, .connectableTs = t0 + 9s};
        const QList<LifecycleMark> seen{{.kind = Kind::Slept, .at = t0 + 5s},
                                        {.kind = Kind::Rescheduled, .at = t0 + 8s},
                                        {.kind = Kind::Restarted, .at = t0 + 9s}};
        QCOMPARE(kinds(mergedLifecycle(actor, seen)),
                 (QList{Kind::Created, Kind::Woke, Kind::Slept, Kind::Restarted}));
        QVERIFY(mergedLifecycle(std::nullopt, {}).isEmpty());
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestLifecycle)
#include "tst_lifecycle.moc"
