// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/statehistory.h"

#include <QtCore/QCborMap>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;
using Cause = StateVersion::Cause;

class TestStateHistory : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, state(1)).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        makeSession();
    }

    void cleanup()
    {
        m_history.reset();
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    void keepsWhatTheActorHeld()
    {
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        QCOMPARE(m_history->versions().front().cause, Cause::Found);
        for (int i = 2; i <= 5; ++i) {
            m_engine->setState(m_id, state(i));
            QTRY_COMPARE(m_history->liveVersion(), static_cast<quint64>(i));
        }
        QCOMPARE(m_history->versions().back().cause, Cause::Actor);
        for (int i = 1; i <= 5; ++i)
            QCOMPARE(await(m_history->value(static_cast<quint64>(i))).value(), state(i));
        QVERIFY(!await(m_history->value(77)));
    }

    void tellsItsOwnWritesFromTheActors()
    {
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        m_session->document().edit({u"count"_s}, 9);
        QCOMPARE(m_history->baseVersion(), 1U);
        m_engine->setState(m_id, QCborMap{{u"count"_s, 1}, {u"by"_s, u"actor"_s}});
        QTRY_COMPARE(m_history->liveVersion(), 2U);
        QCOMPARE(m_history->baseVersion(), 1U);
        QCOMPARE(await(m_session->apply())->outcome, ApplyResult::Outcome::Applied);
        QTRY_COMPARE(m_history->liveVersion(), 3U);
        QCOMPARE(m_history->versions().back().cause, Cause::Apply);
        QVERIFY(!m_history->baseVersion());
    }

    void restoresAVersionAsEdits()
    {
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        m_engine->setState(m_id, state(2));
        QTRY_COMPARE(m_history->liveVersion(), 2U);
        m_history->restore(1, await(m_history->value(1)).value());
        QCOMPARE(m_session->document().merged(), state(1));
        QCOMPARE(m_session->document().live(), state(2));
        QCOMPARE(await(m_session->apply())->outcome, ApplyResult::Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(1));
        QTRY_COMPARE(m_history->liveVersion(), 3U);
        QCOMPARE(m_history->versions().back().cause, Cause::Restore);
        QCOMPARE(m_history->versions().back().restored, 1U);
    }

    void goesOnAfterARestart()
    {
        goLive();
        m_engine->setState(m_id, state(2));
        QTRY_COMPARE(m_history->liveVersion(), 2U);
        QVERIFY(m_history->keepsStateOnDisk());
        makeSession();
        QTRY_VERIFY(m_history->isLoaded());
        QCOMPARE(m_history->versions().size(), 2U);
        // Before the actor was heard of, its past can be looked at.
        QCOMPARE(await(m_history->value(1)).value(), state(1));
        goLive();
        QTRY_COMPARE(m_session->document().live(), state(2));
        m_engine->setState(m_id, state(3));
        QTRY_COMPARE(m_history->liveVersion(), 3U);
        QCOMPARE(m_history->versions().size(), 3U);
    }

    void staysOffTheDiskWhenAsked()
    {
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        m_history->setKeepsStateOnDisk(false);
        QVERIFY(!m_history->keepsStateOnDisk());
        const QString path = StateHistory::filePath(m_folder->path(), m_session->endpoint(), m_id);
        m_engine->setState(m_id, state(2));
        QTRY_COMPARE(m_history->liveVersion(), 2U);
        const qint64 size = QFileInfo(path).size();
        m_engine->setState(m_id, state(3));
        QTRY_COMPARE(m_history->liveVersion(), 3U);
        QCOMPARE(QFileInfo(path).size(), size);
        QCOMPARE(await(m_history->value(1)).value(), state(1));
        QVERIFY(StateHistory::eraseFolder(m_folder->path()));
        QVERIFY(!QFile::exists(path));
        QVERIFY(StateHistory::eraseFolder(m_folder->path()));
    }

    void keepsNothingOnDiskWithoutAFolder()
    {
        makeSession(QString());
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        QVERIFY(!m_history->keepsStateOnDisk());
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
    }

    void erasesAllButTheLiveVersion()
    {
        goLive();
        m_engine->setState(m_id, state(2));
        QTRY_COMPARE(m_history->liveVersion(), 2U);
        QVERIFY(await(m_history->erase()));
        QCOMPARE(m_history->versions().size(), 1U);
        QCOMPARE(m_history->liveVersion(), 3U);
        QCOMPARE(await(m_history->value(3)).value(), state(2));
        QVERIFY(!await(m_history->value(1)));
    }

    void saysThatTheDiskCannotBeUsedAndGoesOn()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        m_history.reset();
        m_history = std::make_unique<StateHistory>(*m_session, m_folder->filePath(u"file/folder"_s));
        const QSignalSpy failed(m_history.get(), &StateHistory::failed);
        goLive();
        QTRY_COMPARE(m_history->liveVersion(), 1U);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!m_history->keepsStateOnDisk());
        QCOMPARE(await(m_history->value(1)).value(), state(1));
    }

    void staysWithinItsBounds()
    {
        m_history.reset();
        m_history = std::make_unique<StateHistory>(*m_session, m_folder->path(), nullptr,
                                                   StateHistoryBounds{.countMax = 8});
        goLive();
        for (int i = 2; i <= 30; ++i) {
            m_engine->setState(m_id, state(i));
            QTRY_COMPARE(m_session->document().live(), state(i));
        }
        QTRY_COMPARE(m_history->liveVersion(), 30U);
        QVERIFY(m_history->versions().size() <= 8);
        for (const StateVersion &version : m_history->versions())
            QCOMPARE(await(m_history->value(version.number)).value(),
                     state(static_cast<int>(version.number)));
    }

private:
    static QCborValue state(int count) { return QCborMap{{u"count"_s, count}}; }

    void makeSession(std::optional<QString> folder = std::nullopt)
    {
        m_history.reset();
        m_session = std::make_unique<ActorSession>(*m_http, m_id);
        m_history = std::make_unique<StateHistory>(*m_session, folder ? *folder : m_folder->path());
    }

    void goLive()
    {
        m_session->start();
        QTRY_COMPARE(m_session->phase(), ActorSession::Phase::Live);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorSession> m_session;
    std::unique_ptr<StateHistory> m_history;
    QString m_id;
};

} // namespace rove::ui

QTEST_MAIN(rove::ui::TestStateHistory)
#include "tst_statehistory.moc"
