// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// What the core persists and takes up again: all of it, or nothing.
class RestoreTest : public QObject {
    Q_OBJECT

    using Damage = std::function<void(std::map<QByteArray, QByteArray> &)>;

    static QByteArray firstKey(const std::map<QByteArray, QByteArray> &disk, const char *prefix)
    {
        const auto found = disk.lower_bound(prefix);
        return found->first;
    }

    static void change(std::map<QByteArray, QByteArray> &disk, const char *prefix, const QString &field,
                       const QCborValue &value)
    {
        QByteArray &row = disk.at(firstKey(disk, prefix));
        QCborMap map = QCborValue::fromCbor(row).toMap();
        map.insert(field, value);
        row = QCborValue(map).toCbor();
    }

    /// A disk with rows of every kind.
    static void fill(Driver &driver)
    {
        driver.create({.key = u"k1"_s, .input = "in"});
        driver.runningActor();
        driver.apply(EnvoyDescribed{u"e1"_s, {{u"chat"_s, {{u"icon"_s, u"x"_s}}}}, {}});
    }

private slots:
    void takesUpEverything()
    {
        Driver driver;
        driver.createNamespace(u"prod"_s, u"Production"_s);
        const ActorId keyed = driver.createActor(CrashPolicy::Restart, u"k1"_s);
        driver.create({.name = u"chat"_s, .input = "in"});
        const ActorId withInput = std::get<ActorCreated>(driver.reply()->value()).actorId;
        const ActorId destroyed = driver.createActor(CrashPolicy::Sleep, u"k2"_s);
        driver.destroy(destroyed);
        const auto rowsBefore = driver.rows();

        QVERIFY(driver.restart());
        QCOMPARE(driver.rows(), rowsBefore);
        QCOMPARE(driver.engine().namespaces().size(), 2u);
        QCOMPARE(driver.actor(keyed).key, u"k1"_s);
        QCOMPARE(driver.actor(keyed).crashPolicy, CrashPolicy::Restart);
        QVERIFY(driver.actor(keyed).pendingAllocationTs);
        QCOMPARE(driver.actor(keyed).error, QJsonValue(u"no_envoys"_s));
        QCOMPARE(driver.actor(withInput).input, QByteArray("in"));
        QVERIFY(driver.actor(destroyed).destroyTs);
        QCOMPARE(driver.engine().runnerConfigs(driver.defaultNamespace()).size(), 1u);
        QCOMPARE(driver.engine().actorNames(driver.defaultNamespace(), 9, {}).size(), 2u);
        driver.create({.key = u"k1"_s});
        QCOMPARE(driver.reply()->error().code, ErrorCode::ActorDuplicateKey);
        driver.join(u"e1"_s);
        QCOMPARE(driver.last<StartActor>().actorId, keyed);
    }

    void countsRunningActorsAsLost_data()
    {
        QTest::addColumn<CrashPolicy>("policy");
        QTest::newRow("restart") << CrashPolicy::Restart;
        QTest::newRow("sleep") << CrashPolicy::Sleep;
        QTest::newRow("destroy") << CrashPolicy::Destroy;
    }
    void countsRunningActorsAsLost()
    {
        QFETCH(const CrashPolicy, policy);
        Driver driver;
        const ActorId id = driver.runningActor(policy);
        const Instant started = driver.actor(id).startTs.value();
        QVERIFY(driver.restart());
        const Actor &actor = driver.actor(id);
        QCOMPARE(actor.startTs, started);
        QVERIFY(!actor.connectableTs);
        QVERIFY(actor.envoyKey.isEmpty());
        QCOMPARE(actor.sleepTs.has_value(), policy == CrashPolicy::Sleep);
        QCOMPARE(actor.pendingAllocationTs.has_value(), policy == CrashPolicy::Restart);
        QCOMPARE(actor.destroyTs.has_value(), policy == CrashPolicy::Destroy);
        const QJsonObject lost{{u"envoy_connection_lost"_s, QJsonObject{{u"envoy_key"_s, u"e1"_s}}}};
        QCOMPARE(actor.error, QJsonValue(lost));
        driver.clearEffects();
        driver.join(u"e1"_s);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost); // It may still be running there.
        QCOMPARE(driver.last<StopActor>().generation, 1u);
    }

    void neverRepeatsAGeneration()
    {
        Driver driver;
        driver.join(u"e1"_s);
        driver.holdWrites();
        driver.create({.crashPolicy = CrashPolicy::Restart});
        driver.storeOne();
        const ActorId id = driver.last<StartActor>().actorId;
        QCOMPARE(driver.last<StartActor>().generation, 1u);
        QVERIFY(driver.restart()); // Nothing was stored after the start left.
        driver.join(u"e1"_s);
        driver.storeAll();
        QCOMPARE(driver.last<StartActor>().actorId, id);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
    }

    void finishesADestroyThatWasUnderWay()
    {
        Driver driver;
        const ActorId running = driver.runningActor();
        driver.destroy(running);
        const ActorId starting = driver.createActor();
        driver.destroy(starting);
        QVERIFY(driver.restart());
        QVERIFY(driver.actor(running).destroyTs);
        QVERIFY(driver.actor(starting).destroyTs);
        QCOMPARE(driver.count<EraseActorData>(), 2);
    }

    void erasesAgainWhatMayNotHaveBeenErased()
    {
        Driver driver;
        const ActorId id = driver.createActor();
        driver.holdWrites();
        driver.destroy(id);
        driver.storeOne(); // That it is gone, but not that its data is.
        QVERIFY(driver.restart());
        driver.storeAll();
        QCOMPARE(driver.count<EraseActorData>(), 1);
        QVERIFY(driver.restart());
        driver.storeAll();
        QCOMPARE(driver.count<EraseActorData>(), 0);
    }

    void continuesWaitsAndBackOffs()
    {
        Driver driver;
        const ActorId id = driver.runningActor(CrashPolicy::Restart);
        driver.crash(id);
        driver.crash(id);
        const ActorId woken = driver.createActor(CrashPolicy::Sleep);
        driver.apply(EnvoyLeft{u"e1"_s});
        driver.wake(woken);
        QVERIFY(driver.restart());
        QVERIFY(driver.actor(id).rescheduleTs);
        QVERIFY(driver.actor(woken).pendingAllocationTs);
        driver.pass(60s);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        QVERIFY(driver.actor(woken).sleepTs);
        QVERIFY(!driver.actor(woken).pendingAllocationTs);
    }

    void takesUpWhatTheFirstSchemaHas()
    {
        Driver driver;
        fill(driver);
        const auto actors =
            driver.engine().listActors({.namespaceId = driver.defaultNamespace(), .name = u"counter"_s});
        const auto isRunning = [](const Actor *actor) { return actor->connectableTs.has_value(); };
        const ActorId id = (*std::ranges::find_if(actors, isRunning))->id;
        // As that schema had it: no rows of pools, and actors did not say what they had run on.
        std::erase_if(driver.disk(), [](const auto &row) { return row.first.startsWith("co"); });
        for (auto &[key, row] : driver.disk()) {
            if (!key.startsWith("ca"))
                continue;
            QCborMap map = QCborValue::fromCbor(row).toMap();
            map.remove(u"hadGeneration"_s);
            map.remove(u"hostVersion"_s);
            row = QCborValue(map).toCbor();
        }
        driver.disk()["cv"] = QCborValue(QCborMap{{u"version"_s, 1}}).toCbor();
        QVERIFY(driver.restart());
        QCOMPARE(QCborValue::fromCbor(driver.disk().at("cv")).toMap()[u"version"_s].toInteger(), 2);
        driver.join(u"e1"_s);
        driver.wake(id);
        QCOMPARE(driver.actor(id).generation, 2u);
    }

    void takesUpWhatPoolsHaveLearnt()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5, 4);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        const RunnerId runnerId = driver.engine().findEnvoy(key)->runnerId;
        QVERIFY(driver.restart());
        QVERIFY(driver.engine().poolStatus(driver.defaultNamespace(), u"default"_s).hasHadRunners);
        QCOMPARE(driver.actor(id).hostVersion, 4u);
        const QJsonObject lost{
            {u"runner_connection_lost"_s, QJsonObject{{u"runner_id"_s, runnerId.toString()}}}};
        QCOMPARE(driver.actor(id).error, QJsonValue(lost));
        driver.clearEffects();
        driver.joinRunner(u"r"_s, 5, 4);
        QCOMPARE(driver.count<StopActor>(), 0u); // Another id: it has dropped its actors itself.
        QCOMPARE(driver.actor(id).generation, 1u);
    }

    void refusesANewerSchema()
    {
        Driver driver;
        fill(driver);
        driver.disk()["cv"] = QCborValue(QCborMap{{u"version"_s, 3}}).toCbor();
        driver.disk()["ca-a-row-of-a-later-time"] = "?";
        const auto rows = driver.rows();
        Engine engine(Driver::localPolicy(), 1);
        std::vector<Effect> out;
        QCOMPARE(engine.restore(driver.now(), rows, out).error().code, ErrorCode::StoreTooNew);
        QVERIFY(out.empty());
    }

    void refusesDamagedRows_data()
    {
        QTest::addColumn<Damage>("damage");
        using Disk = std::map<QByteArray, QByteArray>;
        QTest::newRow("no schema row") << Damage([](Disk &d) { d.erase("cv"); });
        QTest::newRow("schema row is not CBOR") << Damage([](Disk &d) { d["cv"] = "x"; });
        QTest::newRow("schema row without a version")
            << Damage([](Disk &d) { d["cv"] = QCborValue(QCborMap()).toCbor(); });
        QTest::newRow("unknown kind") << Damage([](Disk &d) { d["cq"] = "x"; });
        QTest::newRow("key of another module") << Damage([](Disk &d) { d["x"] = "x"; });
        QTest::newRow("actor row cut short") << Damage([](Disk &d) { d.at(firstKey(d, "ca")).chop(1); });
        QTest::newRow("actor row with more behind it")
            << Damage([](Disk &d) { d.at(firstKey(d, "ca")) += '\0'; });
        QTest::newRow("actor key cut short") << Damage([](Disk &d) {
            auto node = d.extract(firstKey(d, "ca"));
            node.key().chop(1);
            d.insert(std::move(node));
        });
        QTest::newRow("actor in an unknown state")
            << Damage([](Disk &d) { change(d, "ca", u"state"_s, u"confused"_s); });
        QTest::newRow("actor with an unknown policy")
            << Damage([](Disk &d) { change(d, "ca", u"crashPolicy"_s, u"pray"_s); });
        QTest::newRow("actor with a generation too high")
            << Damage([](Disk &d) { change(d, "ca", u"generation"_s, qint64{1} << 40); });
        QTest::newRow("actor with a name that is a number")
            << Damage([](Disk &d) { change(d, "ca", u"name"_s, 7); });
        QTest::newRow("actor whose state and place disagree") << Damage([](Disk &d) {
            change(d, "ca", u"state"_s, u"running"_s);
            change(d, "ca", u"envoyKey"_s, u""_s);
        });
        QTest::newRow("actor in no namespace") << Damage([](Disk &d) { d.erase(firstKey(d, "cn")); });
        QTest::newRow("actor whose key is not reserved")
            << Damage([](Disk &d) { d.erase(firstKey(d, "ck")); });
        QTest::newRow("reservation under another key") << Damage([](Disk &d) {
            auto node = d.extract(firstKey(d, "ck"));
            node.key() += 'x';
            d.insert(std::move(node));
        });
        QTest::newRow("reservation without an id")
            << Damage([](Disk &d) { change(d, "ck", u"reservationId"_s, u"?"_s); });
        QTest::newRow("input of no actor") << Damage([](Disk &d) { d["ci" + QByteArray(19, '\1')] = "x"; });
        QTest::newRow("config that is no map")
            << Damage([](Disk &d) { change(d, "cp", u"datacenters"_s, 7); });
        QTest::newRow("config of nothing")
            << Damage([](Disk &d) { change(d, "cp", u"datacenters"_s, QCborMap()); });
        QTest::newRow("pool with a protocol that is no number")
            << Damage([](Disk &d) { change(d, "co", u"protocolVersion"_s, u"x"_s); });
        QTest::newRow("runner of an actor with no id")
            << Damage([](Disk &d) { change(d, "ca", u"runnerId"_s, u"?"_s); });
        QTest::newRow("pool in no namespace") << Damage([](Disk &d) {
            const auto id = NamespaceId::fromUuid(QUuid::createUuidV5(QUuid(), u"x"_s), 1);
            d["co" + QByteArray(QByteArrayView(id.bytes())) + "default"] = d.at(firstKey(d, "co"));
        });
        QTest::newRow("name without metadata") << Damage([](Disk &d) { change(d, "cm", u"metadata"_s, 7); });
        QTest::newRow("two namespaces of one name") << Damage([](Disk &d) {
            const auto id = NamespaceId::fromUuid(QUuid::createUuidV5(QUuid(), u"x"_s), 1);
            d["cn" + QByteArray(QByteArrayView(id.bytes()))] = d.at(firstKey(d, "cn"));
        });
    }
    void refusesDamagedRows()
    {
        QFETCH(const Damage, damage);
        Driver driver;
        fill(driver);
        damage(driver.disk());
        const auto rows = driver.rows();
        Engine engine(Driver::localPolicy(), 1);
        std::vector<Effect> out;
        const Result<> restored = engine.restore(driver.now(), rows, out);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, ErrorCode::CborInvalid);
        QVERIFY(!restored.error().message.isEmpty());
        QVERIFY(out.empty());
        QVERIFY(engine.namespaces().empty());
        engine.checkInvariants();
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::RestoreTest)
#include "tst_restore.moc"
