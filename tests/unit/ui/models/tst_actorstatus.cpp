// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorstatus.h"

#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using manager::Actor;
using manager::Instant;

namespace {

const Instant moment(std::chrono::milliseconds(1'754'000'000'000));

} // namespace

class TestActorStatus : public QObject {
    Q_OBJECT
private slots:
    void followsTheRulesInTheirOrder_data()
    {
        QTest::addColumn<Actor>("actor");
        QTest::addColumn<ActorStatus>("status");
        const QJsonValue crash = QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}};
        QTest::newRow("nothing known") << Actor() << ActorStatus::Starting;
        QTest::newRow("running") << Actor{.connectableTs = moment} << ActorStatus::Running;
        QTest::newRow("running after an error")
            << Actor{.connectableTs = moment, .error = crash} << ActorStatus::Running;
        QTest::newRow("destroyed") << Actor{.destroyTs = moment} << ActorStatus::Destroyed;
        QTest::newRow("destroyed with a stale connectable_ts")
            << Actor{.connectableTs = moment, .destroyTs = moment} << ActorStatus::Destroyed;
        QTest::newRow("destroyed by a crash")
            << Actor{.destroyTs = moment, .error = crash} << ActorStatus::Crashed;
        QTest::newRow("crashed") << Actor{.sleepTs = moment, .error = crash} << ActorStatus::Crashed;
        const QJsonValue wordless = QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, QJsonValue()}}}};
        QTest::newRow("asleep, of an older release")
            << Actor{.sleepTs = moment, .error = wordless} << ActorStatus::Sleeping;
        QTest::newRow("crashed without a word") << Actor{.error = wordless} << ActorStatus::Crashed;
        QTest::newRow("crash loop") << Actor{.sleepTs = moment, .rescheduleTs = moment}
                                    << ActorStatus::CrashLoop;
        QTest::newRow("pending") << Actor{.pendingAllocationTs = moment, .sleepTs = moment}
                                 << ActorStatus::Pending;
        QTest::newRow("no capacity") << Actor{.pendingAllocationTs = moment, .error = u"no_capacity"_s}
                                     << ActorStatus::Pending;
        QTest::newRow("no envoys") << Actor{.error = u"no_envoys"_s} << ActorStatus::Pending;
        QTest::newRow("destroyed while waiting")
            << Actor{.destroyTs = moment, .error = u"no_envoys"_s} << ActorStatus::Crashed;
        QTest::newRow("other word") << Actor{.error = u"internal_error"_s} << ActorStatus::Crashed;
        QTest::newRow("sleeping") << Actor{.sleepTs = moment} << ActorStatus::Sleeping;
    }

    void followsTheRulesInTheirOrder()
    {
        QFETCH(Actor, actor);
        QTEST(statusOf(actor), "status");
        QCOMPARE(isAwake(statusOf(actor)), statusOf(actor) == ActorStatus::Running);
        QVERIFY(!statusReasons(actor).isEmpty());
        QVERIFY(!statusExplanation(actor).isEmpty());
    }

    void givesTheDecidingReasonFirst()
    {
        using Kind = StatusReason::Kind;
        const QList<StatusReason> waiting =
            statusReasons({.pendingAllocationTs = moment, .error = u"no_capacity"_s});
        QCOMPARE(waiting.at(0), (StatusReason{.kind = Kind::WaitingForRoom, .detail = u"no_capacity"_s}));
        QCOMPARE(waiting.at(1), (StatusReason{.kind = Kind::WaitingForAllocation, .at = moment}));
        QCOMPARE(statusReasons({.sleepTs = moment}).constFirst().kind, Kind::SleepingSince);
        QCOMPARE(statusReasons({.connectableTs = moment}).constFirst().kind, Kind::Connectable);
        QCOMPARE(statusReasons({.createTs = moment}).constFirst().at, moment);
    }

    void quotesTheServersErrors_data()
    {
        QTest::addColumn<QJsonValue>("error");
        QTest::addColumn<QString>("text");
        QTest::newRow("word") << QJsonValue(u"no_envoys"_s) << u"no_envoys"_s;
        QTest::newRow("message") << QJsonValue(
                                        QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}})
                                 << u"crashed: boom"_s;
        QTest::newRow("no message") << QJsonValue(QJsonObject{
                                           {u"crashed"_s, QJsonObject{{u"message"_s, QJsonValue()}}}})
                                    << u"crashed"_s;
        QTest::newRow("runner") << QJsonValue(QJsonObject{
                                       {u"runner_no_response"_s, QJsonObject{{u"runner_id"_s, u"r"_s}}}})
                                << u"runner_no_response: r"_s;
        QTest::newRow("pool") << QJsonValue(QJsonObject{{u"runner_pool_error"_s, u"downgrade"_s}})
                              << u"runner_pool_error: downgrade"_s;
        QTest::newRow("pool in detail")
            << QJsonValue(QJsonObject{
                   {u"runner_pool_error"_s,
                    QJsonObject{{u"serverless_http_error"_s, QJsonObject{{u"status_code"_s, 502}}}}}})
            << u"runner_pool_error: serverless_http_error: 502"_s;
        QTest::newRow("empty") << QJsonValue(QJsonObject()) << QString();
    }

    void quotesTheServersErrors()
    {
        QFETCH(QJsonValue, error);
        QTEST(errorText({.error = error}), "text");
    }

    void hasAWordForEveryStatus()
    {
        QSet<QString> words;
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(ActorStatus::Unknown); ++i) {
            words.insert(statusWord(static_cast<ActorStatus>(i)));
            names.insert(statusName(static_cast<ActorStatus>(i)));
        }
        QCOMPARE(words.size(), 8);
        QCOMPARE(names.size(), 8);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorStatus)
#include "tst_actorstatus.moc"
