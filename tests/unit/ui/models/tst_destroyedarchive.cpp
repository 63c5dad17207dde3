// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/safedestroy.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Failure = QAbstractItemModelTester::FailureReportingMode;
using test::await;

class TestDestroyedArchive : public QObject {
    Q_OBJECT
private:
    [[nodiscard]] ActorExport exported(const QString &key, qint64 at = 0, const QCborValue &state = 5)
    {
        ActorExport result{.record = m_engine->addActor(u"room"_s, key).record};
        result.endpoint = u"http://h:1"_s;
        result.namespaceName = u"default"_s;
        result.exportedAt =
            at ? QDateTime::fromMSecsSinceEpoch(at, QTimeZone::UTC) : QDateTime::currentDateTimeUtc();
        result.state = state;
        result.source = CarriedState::Source::Actor;
        return result;
    }
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"destroyed"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<test::ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
    }
    void cleanup()
    {
        m_http.reset();
        m_engine.reset();
        m_folder.reset();
    }

    void listsWhatItKeeps()
    {
        DestroyedArchive archive(folder());
        const QAbstractItemModelTester tester(&archive, Failure::QtTest);
        QVERIFY(await(archive.keep(exported(u"a"_s))));
        QTRY_COMPARE(archive.rowCount(), 1);
        QCOMPARE(archive.rowAt(0).key, u"a"_s);
        QVERIFY(archive.rowAt(0).hasState);
        DestroyedArchive again(folder());
        QVERIFY(await(again.refresh()));
        again.flush();
        QCOMPARE(again.rowCount(), 1);
        const Result<ActorExport> read = await(again.read(again.rowAt(0).file));
        QVERIFY(read);
        QCOMPARE(read->state, std::optional(QCborValue(5)));
        QVERIFY(await(again.remove(again.rowAt(0).file)));
        QTRY_COMPARE(again.rowCount(), 0);
    }

    void onlyTheOwnerCanReadTheFiles()
    {
        DestroyedArchive archive(folder());
        QVERIFY(await(archive.keep(exported(u"a"_s))));
        const QFileInfo info = QDir(folder()).entryInfoList(QDir::Files).constFirst();
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther;
        QVERIFY(!(info.permissions() & others));
    }

    void dropsTheOldestAboveItsBounds()
    {
        DestroyedArchive archive(folder(), {.countMax = 2});
        const QAbstractItemModelTester tester(&archive, Failure::QtTest);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        for (int i = 0; i < 4; ++i)
            QVERIFY(await(archive.keep(exported(QString::number(i), now - 10 + i))));
        QVERIFY(await(archive.refresh()));
        archive.flush();
        QCOMPARE(archive.rowCount(), 2);
        QVERIFY(std::ranges::contains(archive.rows(), u"3"_s, &KeptCopy::key));
        QVERIFY(std::ranges::contains(archive.rows(), u"2"_s, &KeptCopy::key));
    }

    void dropsWhatIsTooOldOrTooMuch()
    {
        DestroyedArchive archive(folder(), {.bytesMax = 5000, .ageMax = std::chrono::hours(1)});
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(await(archive.keep(exported(u"old"_s, now - 7'200'000))));
        QVERIFY(await(archive.keep(exported(u"second"_s, now - 20))));
        QVERIFY(await(archive.keep(exported(u"large"_s, now, QString(20000, u'x')))));
        QVERIFY(await(archive.refresh()));
        archive.flush();
        QCOMPARE(archive.rowCount(), 1);
        QCOMPARE(archive.rowAt(0).key, u"large"_s);
    }

    void aFileThatIsNoCopyIsLeftOut()
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(QDir(folder()).filePath(u"99999999999999-x.rove-actor"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a copy");
        file.close();
        DestroyedArchive archive(folder());
        QVERIFY(await(archive.refresh()));
        archive.flush();
        QCOMPARE(archive.rowCount(), 0);
    }

    void aHostileIdStaysInTheFolder()
    {
        DestroyedArchive archive(folder());
        ActorExport copy = exported(u"a"_s);
        copy.record.actorId = u"../../etc/x\n"_s;
        QVERIFY(await(archive.keep(copy)));
        QCOMPARE(QDir(folder()).entryList(QDir::Files).size(), 1);
    }

    void anActorIsMadeAgainWithItsState()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, QCborMap{{u"n"_s, 3}}).record.actorId;
        DestroyedArchive archive(folder());
        const auto destroyed =
            await(destroySafely(*m_http, {.record = m_engine->actor(id).record, .archive = &archive}));
        QVERIFY(destroyed);
        QVERIFY(m_engine->actor(id).record.destroyTs);
        QTRY_COMPARE(archive.rowCount(), 1);
        const Result<CloneResult> again = await(archive.recreate(*m_http, archive.rowAt(0).file));
        QVERIFY(again);
        QVERIFY(again->isWhole());
        QVERIFY(again->actor.actorId != id);
        QCOMPARE(again->actor.key, std::optional(u"a"_s));
        QCOMPARE(m_engine->actor(again->actor.actorId).state, QCborValue(QCborMap{{u"n"_s, 3}}));
    }

    void whatWasHeardBeforeIsKeptOfASleepingActor()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, QCborMap{{u"n"_s, 3}}).record.actorId;
        m_engine->putToSleep(id);
        DestroyedArchive archive(folder());
        QVERIFY(await(destroySafely(*m_http, {.record = m_engine->actor(id).record,
                                              .archive = &archive,
                                              .remembered = QCborValue(QCborMap{{u"n"_s, 2}})})));
        QCOMPARE(m_engine->reachedCount(id), 0);
        QTRY_COMPARE(archive.rowCount(), 1);
        const Result<ActorExport> read = await(archive.read(archive.rowAt(0).file));
        QCOMPARE(read->source, CarriedState::Source::Remembered);
        QCOMPARE(read->state->toMap().value(u"n"_s).toInteger(), 2);
    }

    void nothingIsDestroyedWithoutItsCopy()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, 1).record.actorId;
        QFile blocker(folder());
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        DestroyedArchive archive(folder());
        const auto destroyed =
            await(destroySafely(*m_http, {.record = m_engine->actor(id).record, .archive = &archive}));
        QVERIFY(!destroyed);
        QCOMPARE(destroyed.error().code, ErrorCode::IoFailed);
        QCOMPARE(m_engine->requestCount("DELETE"), 0);
    }

    void anUnreadableActorCanStillBeDestroyed()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, 1).record.actorId;
        m_engine->interceptSockets([](QWebSocket *socket, const QString &) {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"inspector.unauthorized"_s);
            return true;
        });
        DestroyedArchive archive(folder());
        const auto destroyed =
            await(destroySafely(*m_http, {.record = m_engine->actor(id).record, .archive = &archive}));
        QVERIFY(destroyed);
        QVERIFY(m_engine->actor(id).record.destroyTs);
        QTRY_COMPARE(archive.rowCount(), 1);
        QVERIFY(!archive.rowAt(0).hasState);
    }

    void aReadOnlyConnectionDestroysNothing()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, 1).record.actorId;
        m_http->setWriteMode(WriteMode::ReadOnly);
        DestroyedArchive archive(folder());
        QCOMPARE(await(destroySafely(*m_http, {.record = m_engine->actor(id).record, .archive = &archive}))
                     .error()
                     .code,
                 ErrorCode::ClientReadOnly);
        QVERIFY(!QDir(folder()).exists());
    }

    void anActorThatIsGoneIsNoFailure()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, 1).record.actorId;
        const manager::Actor record = m_engine->actor(id).record;
        m_engine->destroy(id);
        DestroyedArchive archive(folder());
        QVERIFY(await(destroySafely(*m_http, {.record = record, .archive = &archive})));
        m_engine->removeFromLists(id);
        QVERIFY(await(destroySafely(*m_http, {.record = record})));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestDestroyedArchive)
#include "tst_destroyedarchive.moc"
