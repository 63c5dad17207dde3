// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"
#include "ui/models/actorfinder.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedEngine;

class TestActorFinder : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::ReadOnly);
        m_finder = std::make_unique<ActorFinder>(*m_http);
    }

    void cleanup()
    {
        m_finder.reset();
        m_http.reset();
        m_engine.reset();
    }

    void findsAnExactIdAlone()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        m_engine->addActor(u"counter"_s, id);
        find(u"  "_s + id + u' ');
        QCOMPARE(ids(), QStringList{id});
        QCOMPARE(m_engine->requestCount("GET", "/actors/names"), 0);
        QCOMPARE(m_engine->reachedCount(id), 0);
    }

    void findsAnExactKeyUnderEveryType()
    {
        QStringList wanted;
        for (int i = 0; i < 9; ++i) {
            wanted.append(m_engine->addActor(u"type%1"_s.arg(i), u"general"_s).record.actorId);
            m_engine->addActor(u"type%1"_s.arg(i), u"general-2"_s);
        }
        const QSignalSpy one(m_finder.get(), &ActorFinder::foundActor);
        find(u"general"_s);
        QStringList found = ids();
        found.sort();
        wanted.sort();
        QCOMPARE(found, wanted);
        QCOMPARE(one.count(), 9);
    }

    void findsNothingWhereThereIsNothing()
    {
        m_engine->addActor(u"counter"_s, u"a"_s);
        find(u"b"_s);
        QVERIFY(ids().isEmpty());
        QVERIFY(!m_finder->error());
        find({});
        QVERIFY(ids().isEmpty());
    }

    void saysWhyItCouldNotLook()
    {
        m_engine->close();
        find(u"a"_s);
        QVERIFY(m_finder->error());
        QCOMPARE(m_finder->error()->code, ErrorCode::ClientUnreachable);
    }

    void aNewSearchReplacesTheOld()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"b"_s).record.actorId;
        m_engine->addActor(u"counter"_s, u"a"_s);
        const QSignalSpy done(m_finder.get(), &ActorFinder::finished);
        m_finder->findByIdOrKey(u"a"_s);
        m_finder->findByIdOrKey(u"b"_s);
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(ids(), QStringList{id});
    }

private:
    void find(const QString &text)
    {
        const QSignalSpy done(m_finder.get(), &ActorFinder::finished);
        m_finder->findByIdOrKey(text);
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(!m_finder->isRunning());
    }

    QStringList ids() const
    {
        QStringList ids;
        for (const manager::Actor &actor : m_finder->found())
            ids.append(actor.actorId);
        return ids;
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorFinder> m_finder;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorFinder)
#include "tst_actorfinder.moc"
