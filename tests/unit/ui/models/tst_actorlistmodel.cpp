// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "protocol/manager/json.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actorlistmodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using Phase = ActorListModel::Phase;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

class TestActorListModel : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::ReadOnly);
        m_model = std::make_unique<ActorListModel>(*m_http);
        m_model->setRefreshInterval(10ms);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_http.reset();
        m_engine.reset();
    }

    void mergesAllTypesIntoOneList()
    {
        const QString chat = m_engine->addActor(u"chatRoom"_s, u"general"_s).record.actorId;
        const QString counter = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        QCOMPARE(m_model->phase(), Phase::Loading);
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->isComplete());
        QCOMPARE(m_model->names(), (QStringList{u"chatRoom"_s, u"counter"_s}));
        QCOMPARE(m_model->find(chat)->status, ActorStatus::Running);
        QCOMPARE(m_model->find(counter)->record, m_engine->actor(counter).record);
        QCOMPARE(m_engine->reachedCount(chat), 0);
    }

    void isEmptyAndCompleteWhereThereIsNothing()
    {
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(m_model->isComplete());
    }

    void followsWhatHappens()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 1);
        const QPersistentModelIndex row = m_model->index(0, 0);
        const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_engine->putToSleep(id);
        QTRY_COMPARE(m_model->find(id)->status, ActorStatus::Sleeping);
        m_engine->addActor(u"chatRoom"_s, u"new type"_s);
        QTRY_COMPARE(m_model->rowCount(), 2);
        QCOMPARE(row.data(roleOf(TableRole::Key)).toString(), id);
        m_engine->destroy(id);
        QTRY_COMPARE(m_model->rowCount(), 1);
        QVERIFY(!row.isValid());
        QCOMPARE(reset.count(), 0);
        QCOMPARE(m_engine->reachedCount(id), 0);
    }

    void readsOlderActorsWhenAsked()
    {
        m_tester.reset(); // It asks for more by itself.
        addMany(250);
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        QCOMPARE(m_model->rowCount(), 100);
        QVERIFY(!m_model->isComplete());
        for (int rows : {199, 250}) {
            QVERIFY(m_model->canFetchMore({}));
            m_model->fetchMore({});
            QTRY_VERIFY(m_model->rowCount() >= rows);
        }
        QTRY_VERIFY(m_model->isComplete());
        QCOMPARE(m_model->rowCount(), 250);
        QVERIFY(!m_model->canFetchMore({}));
    }

    void noticesChangesBeyondTheNewestPage()
    {
        const QStringList ids = addMany(250);
        m_model->start();
        fetchAll();
        m_engine->putToSleep(ids.at(3));
        m_engine->destroy(ids.at(4));
        m_engine->removeFromLists(ids.at(5));
        QTRY_COMPARE(m_model->find(ids.at(3))->status, ActorStatus::Sleeping);
        QTRY_VERIFY(!m_model->find(ids.at(4)) && !m_model->find(ids.at(5)));
        QCOMPARE(m_model->rowCount(), 248);
    }

    void asksForRowsOnScreenAtEveryTurn()
    {
        const QStringList ids = addMany(250);
        m_model->start();
        fetchAll();
        m_model->setVisibleIds({ids.at(0)});
        m_engine->forgetRequests();
        const auto asksForIt = [&ids](const ScriptedRequest &request) {
            return request.target.contains("actor_id") && request.target.contains(ids.at(0).toLatin1());
        };
        QTRY_VERIFY(std::ranges::any_of(m_engine->requests(), asksForIt));
    }

    void isNotCompleteAgainAfterAFloodOfNewActors()
    {
        m_tester.reset(); // It asks for more by itself.
        addMany(10);
        m_model->start();
        QTRY_VERIFY(m_model->isComplete());
        m_model->stop();
        addMany(150);
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 110);
        QVERIFY(!m_model->isComplete());
        fetchAll();
        QCOMPARE(m_model->rowCount(), 160);
    }

    void showsTheDestroyedOnlyWhenAsked()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        m_engine->addActor(u"counter"_s, u"b"_s);
        m_engine->destroy(id);
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 1);
        m_model->setShowsDestroyed(true);
        QTRY_COMPARE(m_model->rowCount(), 2);
        QCOMPARE(m_model->find(id)->status, ActorStatus::Destroyed);
        m_model->setShowsDestroyed(false);
        QTRY_COMPARE(m_model->rowCount(), 1);
    }

    void marksRowsStaleWhenTheEngineIsLostAndGoesOnLater()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 1);
        m_engine->close();
        QTRY_COMPARE(m_model->phase(), Phase::Stale);
        QCOMPARE(m_model->error()->code, ErrorCode::ClientUnreachable);
        QVERIFY(m_model->lostAt().isValid());
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(m_model->index(0, 0).data(roleOf(TableRole::Stale)).toBool());
        m_engine->putToSleep(id);
        m_engine->listen();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        QVERIFY(!m_model->error());
        QVERIFY(!m_model->index(0, 0).data(roleOf(TableRole::Stale)).toBool());
        QTRY_COMPARE(m_model->find(id)->status, ActorStatus::Sleeping);
    }

    void saysWhyItHasNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("wrong token") << 403
                                     << R"({"group":"api","code":"forbidden","message":"Invalid token"})"_ba
                                     << ErrorCode::ApiForbidden;
        QTest::newRow("another server") << 404 << "<html>"_ba << ErrorCode::ClientNotRivet;
        QTest::newRow("nonsense") << 200 << R"({"names":[1,2]})"_ba << ErrorCode::ClientProtocol;
    }

    void saysWhyItHasNothing()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_engine->intercept([status, body](const ScriptedRequest &) {
            return ScriptedReply{.status = status, .body = body};
        });
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Failed);
        QTEST(m_model->error()->code, "code");
        m_engine->intercept({});
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
    }

    void stopsAtMoreTypesThanItCanAskFor()
    {
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.path() != "/actors/names")
                return std::nullopt;
            // An engine that never runs out of names.
            manager::ActorsNamesResponse answer;
            const qsizetype page =
                request.target.count("cursor=") == 0 ? 0 : request.target.split('=').last().toInt();
            for (int i = 0; i < 100; ++i)
                answer.names[u"type-%1-%2"_s.arg(page).arg(i)] = {};
            answer.pagination.cursor = QString::number(page + 1);
            return ScriptedReply{.body = manager::writeBody(answer)};
        });
        m_model->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_model->phase(), Phase::Ready, 20000);
        QCOMPARE(m_model->names().size(), limits::actorTypeCountMax);
        QVERIFY(!m_model->isComplete());
    }

    void takesARecordThatSomebodyElseRead()
    {
        const manager::Actor record = m_engine->addActor(u"counter"_s, u"a"_s).record;
        m_model->take(record);
        QCOMPARE(m_model->rowCount(), 1);
    }

    void asksLessWhileNobodyLooks()
    {
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        m_model->setActive(false);
        m_model->stop();
        m_model->start();
        m_engine->forgetRequests();
        QTRY_COMPARE(m_engine->requestCount("GET", "/actors/names"), 1);
        m_model->setActive(true);
        QTRY_VERIFY(m_engine->requestCount("GET", "/actors/names") > 2);
    }

    void readsEverythingWhenAskedTo()
    {
        m_tester.reset(); // It asks for more by itself.
        addMany(450);
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        const QSignalSpy changes(m_model.get(), &ActorListModel::loadingAllChanged);
        m_model->loadAll();
        QVERIFY(m_model->isLoadingAll());
        QTRY_VERIFY(!m_model->isLoadingAll());
        QVERIFY(m_model->isComplete());
        QCOMPARE(m_model->rowCount(), 450);
        QCOMPARE(changes.count(), 2);
        m_model->loadAll();
        QVERIFY(!m_model->isLoadingAll());
    }

    void readingEverythingCanBeStopped()
    {
        m_tester.reset();
        addMany(450);
        m_model->start();
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        m_model->loadAll();
        m_model->cancelLoadAll();
        QTRY_COMPARE(m_model->rowCount(), 199);
        QVERIFY(!m_model->isLoadingAll());
        QVERIFY(!m_model->isComplete());
    }

    void showsTheUsersMarks()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        ActorMarkStore marks({});
        marks.setMark(id, ActorMark::Red);
        m_model->setMarks(&marks);
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->rowAt(0).mark, ActorMark::Red);
        marks.setPinned(id, true);
        QVERIFY(m_model->rowAt(0).isPinned);
        const QString spoken = m_model->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith(u"a, counter, running, created "_s), qPrintable(spoken));
        QVERIFY(spoken.endsWith(u"pinned, marked red"_s));
    }

    void cellsAreWholeForTheClipboard()
    {
        const QString key = QString(300, u'k') % u"\u202e\n";
        const QString id = m_engine->addActor(u"counter"_s, key).record.actorId;
        m_model->start();
        QTRY_COMPARE(m_model->rowCount(), 1);
        const int column = columnNumber(ActorColumn::Key);
        QVERIFY(m_model->index(0, column).data().toString().size() < 250);
        QCOMPARE(actorCellText(*m_model->find(id), column), key);
        QVERIFY(actorCellText(*m_model->find(id), columnNumber(ActorColumn::Created)).endsWith(u'Z'));
        QCOMPARE(actorCellText(*m_model->find(id), columnNumber(ActorColumn::Destroyed)), QString());
    }

private:
    QStringList addMany(int count)
    {
        QStringList ids;
        for (int i = 0; i < count; ++i)
            ids.append(m_engine->addActor(u"counter"_s, QString::number(i)).record.actorId);
        return ids;
    }

    void fetchAll()
    {
        QTRY_COMPARE(m_model->phase(), Phase::Ready);
        QTRY_VERIFY([this] {
            m_model->fetchMore({});
            return m_model->isComplete();
        }());
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorListModel)
#include "tst_actorlistmodel.moc"
