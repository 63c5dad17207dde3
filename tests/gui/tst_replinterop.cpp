// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/seededengine.h"
#include "ui/pages/repl/replsession.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;
using ui::ReplEntry;
using Phase = ui::ReplSession::Phase;

/// The console with real actors of the embedded engine, over HTTP and the inspector as with any engine.
class tst_ReplInterop : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_engine = std::make_unique<SeededEngine>(); }
    void cleanupTestCase() { m_engine.reset(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_http = std::make_unique<ui::HttpClient>(m_engine->endpoint(), ui::WriteMode::Allowed);
        m_store = std::make_unique<ui::ReplStore>(m_folder->path());
    }

    void cleanup()
    {
        m_session.reset();
        m_actor.reset();
        m_store.reset();
        m_http.reset();
    }

    void callsAnActionAndSeesTheStateChange()
    {
        open(u"counter"_s, u"tenant-1"_s);
        QTRY_VERIFY(m_actor->document().isLoaded());
        const QCborValue before = run(u"var before = state.count; before"_s);
        const QCborValue after = run(u"const r = await actor.increment(2); r"_s);
        QCOMPARE(after.toInteger(), before.toInteger() + 2);
        const QCborValue seen = run(u"while (state.count === before) await wait(5); state.count"_s);
        QCOMPARE(seen.toInteger(), before.toInteger() + 2);
    }

    void wakesASleepingActorByCallingIt()
    {
        m_engine->putToSleep(m_engine->id(u"counter"_s, u"tenant-2"_s));
        open(u"counter"_s, u"tenant-2"_s, ui::ActorSession::Phase::Asleep);
        QCOMPARE(run(u"typeof state"_s), QCborValue(u"undefined"_s));
        QCOMPARE(m_actor->phase(), ui::ActorSession::Phase::Asleep);
        QVERIFY(run(u"await actor.increment(1)"_s).isInteger());
        QTRY_COMPARE(m_actor->phase(), ui::ActorSession::Phase::Live);
    }

    void showsWhatTheActorThrows()
    {
        open(u"chatRoom"_s, u"general"_s);
        run(u"var caught; try { await actor.nothing() } catch (e) { caught = [e.name, e.group, e.code] }"_s);
        const QCborArray caught = run(u"caught"_s).toArray();
        QCOMPARE(caught.at(0), QCborValue(u"ActorError"_s));
        QCOMPARE(caught.at(2), QCborValue(u"action_not_found"_s));
    }

private:
    void open(const QString &name, const QString &key,
              ui::ActorSession::Phase phase = ui::ActorSession::Phase::Live)
    {
        m_actor = std::make_unique<ui::ActorSession>(*m_http, m_engine->id(name, key));
        m_session = std::make_unique<ui::ReplSession>(*m_actor, *m_store, nullptr);
        m_actor->start();
        QTRY_COMPARE(m_actor->phase(), phase);
    }

    QCborValue run(const QString &source)
    {
        m_session->run(source);
        if (!waitFor([this] { return m_session->phase() == Phase::Ready; }))
            qFatal("did not end: %s", qPrintable(source));
        ui::ReplTranscript &transcript = m_session->transcript();
        const ReplEntry &entry = *transcript.entryAt(transcript.index(transcript.rowCount() - 1, 0));
        if (entry.kind == ReplEntry::Kind::Error)
            qWarning("%s\n%s", qPrintable(entry.text), qPrintable(entry.details));
        return entry.value.value_or(QCborValue());
    }

    std::unique_ptr<SeededEngine> m_engine;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ReplStore> m_store;
    std::unique_ptr<ui::ActorSession> m_actor;
    std::unique_ptr<ui::ReplSession> m_session;
};

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_ReplInterop test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_replinterop.moc"
