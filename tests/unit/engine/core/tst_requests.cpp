// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/idmaker.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// What the manager API asks: refusals as the real engine words them (spec/vectors), keys, lists, and that
/// nothing is said before it is durable.
class RequestsTest : public QObject {
    Q_OBJECT

    static ActorId createdId(const Driver &driver)
    {
        return std::get<ActorCreated>(driver.reply()->value()).actorId;
    }
    static Error refusal(const Driver &driver) { return driver.reply()->error(); }

private slots:
    void hasTheNamespaceDefaultFromTheStart()
    {
        Driver driver;
        const Namespace *space = driver.engine().findNamespace(u"default"_s);
        QVERIFY(space);
        QCOMPARE(space->displayName, u"Default"_s);
        QCOMPARE(driver.engine().findNamespace(space->id), space);
    }

    void createsNamespacesOnce()
    {
        Driver driver;
        driver.pass(5ms);
        driver.createNamespace(u"prod"_s, u"Production"_s);
        const NamespaceId id = std::get<NamespaceCreated>(driver.reply()->value()).namespaceId;
        QCOMPARE(driver.engine().findNamespace(id)->createTs, driver.now());
        QCOMPARE(driver.engine().namespaces().front()->id, id); // Newest first.
        driver.createNamespace(u"prod"_s, u"Other"_s);
        QCOMPARE(refusal(driver).code, ErrorCode::NamespaceNameNotUnique);
        QCOMPARE(driver.engine().namespaces().size(), 2u);
    }

    void saysWhatIsWrongWithANamespace()
    {
        Driver driver;
        driver.createNamespace(u"a--b"_s, u"x"_s);
        QCOMPARE(refusal(driver).code, ErrorCode::NamespaceFailedToCreate);
        QCOMPARE(refusal(driver).message, u"Failed to create namespace: invalid name"_s);
        QCOMPARE(refusal(driver).metadata.value(u"reason"_s).toString(), u"invalid name"_s);
        driver.createNamespace(u"abc"_s, u""_s);
        QCOMPARE(refusal(driver).metadata.value(u"reason"_s).toString(), u"display name too short"_s);
    }

    void showsANamespaceWhenItIsDurable()
    {
        Driver driver;
        driver.holdWrites();
        const Ticket first = driver.createNamespace(u"prod"_s, u"Production"_s);
        const Ticket second = driver.createNamespace(u"prod"_s, u"Production"_s);
        QVERIFY(!driver.reply(first) && !driver.reply(second));
        QVERIFY(!driver.engine().findNamespace(u"prod"_s));
        QCOMPARE(driver.engine().namespaces().size(), 1u);
        driver.storeAll();
        QVERIFY(driver.reply(first)->has_value());
        QCOMPARE(driver.reply(second)->error().code, ErrorCode::NamespaceNameNotUnique);
        QVERIFY(driver.engine().findNamespace(u"prod"_s));
    }

    void refusesActorsThatCannotBe_data()
    {
        QTest::addColumn<CreateActor>("request");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("message");
        const auto unknown = NamespaceId::fromUuid(QUuid::createUuidV5(QUuid(), u"x"_s), 1);
        QTest::newRow("unknown namespace")
            << CreateActor{.namespaceId = unknown} << ErrorCode::NamespaceNotFound
            << u"The namespace does not exist."_s;
        QTest::newRow("empty key") << CreateActor{.key = u""_s} << ErrorCode::ActorEmptyKey
                                   << u"Key label cannot be empty."_s;
        QTest::newRow("key too large")
            << CreateActor{.key = u"x"_s.repeated(1025)} << ErrorCode::ActorKeyTooLarge
            << QString(u"Key label too large (max 1024 bytes): "_s + u"x"_s.repeated(1024));
        QTest::newRow("key too large in bytes, not in characters")
            << CreateActor{.key = u"ä"_s.repeated(513)} << ErrorCode::ActorKeyTooLarge
            << QString(u"Key label too large (max 1024 bytes): "_s + u"ä"_s.repeated(513));
        QTest::newRow("input too large")
            << CreateActor{.input = QByteArray(limits::actorInputBytesMax + 1, 'x')}
            << ErrorCode::ActorInputTooLarge << u"Actor input is too large (max 4194304 bytes)."_s;
        QTest::newRow("half a surrogate pair in the key")
            << CreateActor{.key = QString(QChar(0xd800))} << ErrorCode::ApiBadRequest
            << u"Request is invalid: invalid Unicode"_s;
        QTest::newRow("half a surrogate pair in the name")
            << CreateActor{.name = QString(QChar(0xd800))} << ErrorCode::ApiBadRequest
            << u"Request is invalid: invalid Unicode"_s;
        QTest::newRow("unknown pool")
            << CreateActor{.pool = u"nopool"_s} << ErrorCode::ActorNoRunnerConfigConfigured
            << u"No runner config with name 'nopool' are available in any datacenter for the namespace "
               u"'default'. "
               "Validate a provider is listed that matches the requested pool name."_s;
    }
    void refusesActorsThatCannotBe()
    {
        QFETCH(const CreateActor, request);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, message);
        Driver driver;
        driver.create(request);
        QCOMPARE(refusal(driver).code, code);
        QCOMPARE(refusal(driver).message, message);
        QCOMPARE(driver.count<Persist>(), 0);
    }

    void takesTheLargestKeyAndInput()
    {
        Driver driver;
        driver.create({.key = u"x"_s.repeated(1024), .input = QByteArray(limits::actorInputBytesMax, 'x')});
        QVERIFY(driver.reply()->has_value());
    }

    void tellsWhichPoolIsMissing()
    {
        Driver driver;
        driver.create({.pool = u"nopool"_s});
        QCOMPARE(refusal(driver).metadata,
                 (QCborMap{{u"namespace"_s, u"default"_s}, {u"pool_name"_s, u"nopool"_s}}));
    }

    void createsAnActor()
    {
        Driver driver;
        driver.create(
            {.name = u"We ird/Näme"_s, .key = u"k1"_s, .input = "in", .crashPolicy = CrashPolicy::Restart});
        const Actor &actor = driver.actor(createdId(driver));
        QVERIFY(std::get<ActorCreated>(driver.reply()->value()).created);
        QCOMPARE(actor.name, u"We ird/Näme"_s);
        QCOMPARE(actor.key, u"k1"_s);
        QCOMPARE(actor.input, QByteArray("in"));
        QCOMPARE(actor.pool, u"default"_s);
        QCOMPARE(actor.crashPolicy, CrashPolicy::Restart);
        QCOMPARE(actor.createTs, driver.now());
        QCOMPARE(actor.id.datacenterLabel(), 1);
        QCOMPARE(driver.engine().findActorByKey(driver.defaultNamespace(), actor.name, u"k1"_s), &actor);
    }

    void givesAKeyToOneActor()
    {
        Driver driver;
        const ActorId first = driver.createActor(CrashPolicy::Sleep, u"k1"_s);
        driver.create({.key = u"k1"_s});
        QCOMPARE(refusal(driver).code, ErrorCode::ActorDuplicateKey);
        QCOMPARE(refusal(driver).message,
                 u"Actor key 'k1' already in use for actor '%1'"_s.arg(first.toString()));
        QCOMPARE(refusal(driver).metadata,
                 (QCborMap{{u"existing_actor_id"_s, first.toString()}, {u"key"_s, u"k1"_s}}));
        driver.create({.key = u"k1"_s, .ifExists = IfExists::Return});
        QCOMPARE(createdId(driver), first);
        QVERIFY(!std::get<ActorCreated>(driver.reply()->value()).created);
    }

    void keepsKeysApartByNameAndNamespace()
    {
        Driver driver;
        driver.createNamespace(u"prod"_s, u"Prod"_s);
        const NamespaceId prod = driver.engine().findNamespace(u"prod"_s)->id;
        driver.apply(EnvoyJoined{u"p1"_s, prod, u"default"_s, 1});
        driver.createActor(CrashPolicy::Sleep, u"k1"_s);
        driver.create({.name = u"other"_s, .key = u"k1"_s});
        QVERIFY(driver.reply()->has_value());
        driver.create({.namespaceId = prod, .key = u"k1"_s});
        QVERIFY(driver.reply()->has_value());
    }

    void freesAKeyWhenItsActorIsDestroyedButKeepsItsReservation()
    {
        Driver driver;
        const auto reservations = [&] {
            std::map<QByteArray, QByteArray> found;
            for (const auto &[key, value] : driver.disk())
                if (key.startsWith("ck"))
                    found.emplace(key, value);
            return found;
        };
        const ActorId first = driver.createActor(CrashPolicy::Sleep, u"k1"_s);
        const auto reserved = reservations();
        QCOMPARE(reserved.size(), 1u);
        driver.destroy(first);
        QCOMPARE(reservations(), reserved);
        const ActorId second = driver.createActor(CrashPolicy::Sleep, u"k1"_s);
        QVERIFY(second != first);
        QCOMPARE(reservations(), reserved);
    }

    void keepsAKeyInTheDatacenterThatUsedItFirst()
    {
        Driver driver;
        driver.destroy(driver.createActor(CrashPolicy::Sleep, u"k1"_s));
        Policy elsewhere = Driver::localPolicy();
        elsewhere.datacenterLabel = 2;
        Engine engine(elsewhere, 1);
        std::vector<Effect> out;
        const auto rows = driver.rows();
        QVERIFY(engine.restore(driver.now(), rows, out));
        out.clear();
        const auto create = [&](const QString &key) {
            engine.apply(driver.now(),
                         CreateActor{.ticket = Ticket{1},
                                     .namespaceId = driver.defaultNamespace(),
                                     .name = u"counter"_s,
                                     .key = key,
                                     .pool = u"default"_s},
                         out);
        };
        create(u"k1"_s);
        const Error error = std::get<Reply>(out.back()).answer.error();
        QCOMPARE(error.wireName(), u"actor.key_reserved_in_different_datacenter"_s);
        QCOMPARE(error.metadata[u"datacenter_label"_s].toInteger(), 1);
        out.clear();
        create(u"k2"_s);
        QVERIFY(std::holds_alternative<Persist>(out.front()));
    }

    void letsConcurrentCreatesOfAKeyWaitForTheFirst()
    {
        Driver driver;
        driver.join(u"e1"_s);
        driver.clearEffects();
        driver.holdWrites();
        const Ticket winner = driver.create({.key = u"k1"_s, .ifExists = IfExists::Return});
        const Ticket loser = driver.create({.key = u"k1"_s, .ifExists = IfExists::Return});
        const Ticket refused = driver.create({.key = u"k1"_s});
        QVERIFY(!driver.reply(winner) && !driver.reply(loser) && !driver.reply(refused));
        driver.storeAll();
        const auto first = std::get<ActorCreated>(driver.reply(winner)->value());
        const auto second = std::get<ActorCreated>(driver.reply(loser)->value());
        QCOMPARE(second.actorId, first.actorId);
        QVERIFY(first.created && !second.created);
        QCOMPARE(driver.reply(refused)->error().code, ErrorCode::ActorDuplicateKey);
        QCOMPARE(driver.count<StartActor>(), 1);
    }

    void saysAndStartsNothingBeforeItIsDurable()
    {
        Driver driver;
        driver.join(u"e1"_s);
        driver.clearEffects();
        driver.holdWrites();
        driver.create({.key = u"k1"_s});
        QCOMPARE(driver.effects().size(), 1u);
        QVERIFY(std::holds_alternative<Persist>(driver.effects().front()));
        const NamespaceId space = driver.defaultNamespace();
        QVERIFY(!driver.engine().findActorByKey(space, u"counter"_s, u"k1"_s));
        QVERIFY(driver.engine().listActors({.namespaceId = space, .name = u"counter"_s}).empty());
        driver.storeOne();
        QVERIFY(std::holds_alternative<Reply>(driver.effects()[1]));
        QVERIFY(std::holds_alternative<StartActor>(driver.effects()[2]));
        QCOMPARE(driver.engine().listActors({.namespaceId = space, .name = u"counter"_s}).size(), 1u);

        const ActorId id = createdId(driver);
        driver.run(id);
        driver.storeAll();
        driver.clearEffects();
        driver.destroy(id);
        QCOMPARE(driver.count<StopActor>(), 0);
        driver.storeOne();
        QCOMPARE(driver.count<StopActor>(), 1);
        driver.stopOk(id);
        QVERIFY(!driver.reply());
        driver.storeOne();
        QVERIFY(!driver.reply()); // Its data is not known to be gone.
        driver.storeOne();
        QVERIFY(driver.reply()->has_value());
    }

    void erasesDataAfterTheEndIsRecorded()
    {
        Driver driver;
        const ActorId id = driver.createActor();
        driver.clearEffects();
        driver.destroy(id);
        QVERIFY(std::holds_alternative<Persist>(driver.effects()[0]));
        QVERIFY(std::holds_alternative<EraseActorData>(driver.effects()[1]));
        QVERIFY(std::holds_alternative<Persist>(driver.effects()[2]));
    }

    void findsNobodyInAnotherNamespace()
    {
        Driver driver;
        const ActorId id = driver.createActor();
        const auto other = NamespaceId::fromUuid(QUuid::createUuidV5(QUuid(), u"x"_s), 1);
        for (const Event &event : std::initializer_list<Event>{
                 DestroyActor{Ticket{90}, other, id}, SleepActor{Ticket{91}, other, id},
                 RescheduleActor{Ticket{92}, other, id},
                 DestroyActor{Ticket{93}, driver.defaultNamespace(), ActorId()}})
            driver.apply(event);
        for (const auto ticket : {90, 91, 92, 93})
            QCOMPARE(driver.reply(Ticket(ticket))->error().code, ErrorCode::ActorNotFound);
    }

    void answersForDestroyedActors()
    {
        Driver driver;
        const ActorId id = driver.createActor();
        driver.destroy(id);
        driver.sleep(id);
        QVERIFY(driver.reply()->has_value());
        driver.reschedule(id);
        QVERIFY(driver.reply()->has_value());
        driver.wake(id);
        QVERIFY(driver.actor(id).destroyTs);
    }

    void listsNewestFirstInPages()
    {
        Driver driver;
        std::vector<ActorId> ids;
        for (int i = 0; i < 5; ++i) {
            driver.pass(1ms);
            ids.insert(ids.begin(), driver.createActor(CrashPolicy::Sleep, QString::number(i)));
        }
        driver.create({.name = u"other"_s});
        ActorFilter filter{.namespaceId = driver.defaultNamespace(), .name = u"counter"_s};
        const auto listed = [&] {
            std::vector<ActorId> found;
            for (const Actor *actor : driver.engine().listActors(filter))
                found.push_back(actor->id);
            return found;
        };
        QCOMPARE(listed(), ids);
        filter.limit = 2;
        QCOMPARE(listed(), (std::vector{ids[0], ids[1]}));
        filter.createdBefore = driver.actor(ids[1]).createTs;
        QCOMPARE(listed(), (std::vector{ids[2], ids[3]}));
        filter.createdBefore = driver.actor(ids[4]).createTs;
        QCOMPARE(listed(), std::vector<ActorId>());
        filter.createdBefore = Instant::min();
        QCOMPARE(listed(), std::vector<ActorId>());
        filter = {.namespaceId = filter.namespaceId, .name = filter.name, .key = u"3"_s};
        QCOMPARE(listed(), std::vector{ids[1]});
        filter = {.namespaceId = filter.namespaceId, .name = filter.name, .limit = 0};
        QCOMPARE(listed(), std::vector<ActorId>());
    }

    void listsDestroyedActorsIfAsked()
    {
        Driver driver;
        const ActorId id = driver.createActor();
        driver.destroy(id);
        const NamespaceId space = driver.defaultNamespace();
        QVERIFY(driver.engine().listActors({.namespaceId = space, .name = u"counter"_s}).empty());
        const auto all = driver.engine().listActors(
            {.namespaceId = space, .name = u"counter"_s, .includeDestroyed = true});
        QCOMPARE(all.size(), 1u);
        QCOMPARE(all.front()->id, id);
    }

    void replacesRunnerConfigs()
    {
        Driver driver;
        const NamespaceId space = driver.defaultNamespace();
        const auto put = [&](const QString &pool, std::optional<RunnerConfig> config) {
            driver.apply(PutRunnerConfig{Ticket{99}, space, pool, std::move(config)});
            const auto reply = driver.last<Reply>().answer;
            return reply.transform(
                [](const Answer &answer) { return std::get<RunnerConfigPut>(answer).endpointChanged; });
        };
        const auto config = [](const QString &datacenter, const QJsonObject &settings) {
            return RunnerConfig{{{datacenter, settings}}};
        };
        const auto serverless = [&](const QString &url) {
            return config(u"default"_s,
                          {{u"serverless"_s, QJsonObject{{u"url"_s, url}, {u"request_lifespan"_s, 1}}}});
        };
        const auto normal = config(u"default"_s, {{u"normal"_s, QJsonObject()}});
        // spec/vectors: runner-configs-upsert-*.
        QCOMPARE(put(u"a"_s, normal).value(), true);
        QCOMPARE(put(u"a"_s, normal).value(), true);
        QCOMPARE(put(u"s"_s, serverless(u"http://x/1"_s)).value(), true);
        QCOMPARE(put(u"s"_s, serverless(u"http://x/1"_s)).value(), false);
        QCOMPARE(put(u"s"_s, serverless(u"http://x/2"_s)).value(), true);
        QCOMPARE(driver.engine().runnerConfigs(space).size(), 3u);
        QCOMPARE(put(u"a"_s, RunnerConfig()).value(), false);
        QCOMPARE(put(u"s"_s, std::nullopt).value(), false);
        QCOMPARE(put(u"never"_s, std::nullopt).value(), false);
        QCOMPARE(driver.engine().runnerConfigs(space).size(), 1u);
        QCOMPARE(put(u"x"_s, config(u"mars"_s, {})).error().code, ErrorCode::DatacenterNotFound);
        QCOMPARE(put(u"x"_s.repeated(129), normal).error().code, ErrorCode::RunnerConfigInvalid);
        QCOMPARE(put(QString(QChar(0xdc00)), normal).error().code, ErrorCode::ApiBadRequest);
        QVERIFY(put(u"x"_s.repeated(128), normal).has_value());
    }

    void configuresAPoolWhoseEnvoyComesFirst()
    {
        Driver driver;
        driver.apply(EnvoyJoined{u"g1"_s, driver.defaultNamespace(), u"gpu"_s, 1});
        const auto configs = driver.engine().runnerConfigs(driver.defaultNamespace());
        QCOMPARE(configs.size(), 2u);
        QCOMPARE(configs[1].first, u"gpu"_s);
        const QJsonObject normal = configs[1].second.datacenters.at(u"default"_s)[u"normal"].toObject();
        QCOMPARE(normal[u"drain_on_version_upgrade"], QJsonValue(false));
        driver.create({.pool = u"gpu"_s});
        QVERIFY(driver.reply()->has_value());
    }

    void namesWhatEnvoysAnnounceAndWhatExists()
    {
        Driver driver;
        driver.join(u"e1"_s);
        driver.apply(EnvoyDescribed{u"e1"_s, {{u"chat"_s, {{u"icon"_s, u"x"_s}}}, {u"counter"_s, {}}}, {}});
        driver.create({.name = u"zebra"_s});
        driver.create({.name = u"chat"_s});
        const NamespaceId space = driver.defaultNamespace();
        const auto names = driver.engine().actorNames(space, 100, {});
        QCOMPARE(names.size(), 3u);
        QCOMPARE(names[0], std::pair(u"chat"_s, QJsonObject{{u"icon"_s, u"x"_s}}));
        QCOMPARE(names[2].first, u"zebra"_s);
        QCOMPARE(driver.engine().actorNames(space, 1, u"chat"_s).front().first, u"counter"_s);
        QVERIFY(driver.engine().actorNames(space, 9, u"zebra"_s).empty());
    }

    void boundsTheListOfNames()
    {
        Driver driver;
        driver.join(u"e1"_s);
        EnvoyDescribed described{u"e1"_s, {}, {}};
        for (std::size_t i = 0; i < limits::actorNameCountPerNamespaceMax + 10; ++i)
            described.actorNames.emplace(QString::number(i), QJsonObject());
        driver.apply(described);
        const auto names = driver.engine().actorNames(driver.defaultNamespace(), SIZE_MAX, {});
        QCOMPARE(names.size(), limits::actorNameCountPerNamespaceMax);
    }

    void makesEqualIdsFromEqualSeeds()
    {
        const auto firstIds = [](std::uint64_t seed) {
            IdMaker ids(seed);
            const QUuid first = ids.next();
            return std::pair(first, ids.next());
        };
        QCOMPARE(firstIds(1), firstIds(1));
        QVERIFY(firstIds(1) != firstIds(2));
        QVERIFY(firstIds(1).first != firstIds(1).second);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::RequestsTest)
#include "tst_requests.moc"
