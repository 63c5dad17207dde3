// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/replsession.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedEngine;
using Kind = ReplEntry::Kind;
using Phase = ReplSession::Phase;
using State = ReplEntry::State;

/// A console on its own thread against a scripted engine.
class TestReplSession : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<ScriptedEngine>();
        m_id =
            m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}, {u"list"_s, QCborArray{1, 2}}})
                .record.actorId;
        m_engine->setAction([this](const QCborArray &arguments) -> Result<QCborValue> {
            m_arguments.append(arguments);
            return arguments.isEmpty() ? QCborValue(nullptr) : arguments.first();
        });
        makeSession(WriteMode::Allowed);
    }

    void cleanup()
    {
        m_session.reset();
        m_store.reset();
        m_actor.reset();
        m_http.reset();
        m_engine.reset();
        m_arguments.clear();
    }

    void runsNothingBeforeItIsAsked()
    {
        QCOMPARE(m_session->phase(), Phase::Unused);
        QVERIFY(!m_session->run(u"   "_s));
        QCOMPARE(m_session->phase(), Phase::Unused);
        m_session->cancel();
    }

    void keepsResultsByNumber()
    {
        QCOMPARE(run(u"6 * 7"_s).value.value(), QCborValue(42));
        QCOMPARE(last().savedAs, u"$1"_s);
        QCOMPARE(run(u"undefined"_s).savedAs, QString());
        QCOMPARE(run(u"$1 + 1"_s).savedAs, u"$2"_s);
        QCOMPARE(run(u"$_ + $1"_s).value.value(), QCborValue(85));
        QCOMPARE(m_session->phase(), Phase::Ready);
        QCOMPARE(m_store->history().size(), 4);
    }

    void keepsVariablesAndLetsThemBeDeclaredAgain()
    {
        run(u"let a = 1; const b = 2; class C {}"_s);
        QCOMPARE(run(u"let a = 10; const b = a * 2; class C { static x = 3 } b + C.x"_s).value.value(),
                 QCborValue(23));
        run(u"let a"_s);
        QCOMPARE(run(u"typeof a"_s).value.value(), QCborValue(u"undefined"_s));
        QCOMPARE(m_session->declaredNames(), (QStringList{u"a"_s, u"b"_s, u"C"_s}));
        QCOMPARE(run(u"const {x, y} = {x: 1, y: 2}; x + y"_s).value.value(), QCborValue(3));
    }

    void takesAnObjectForAnObject()
    {
        QCOMPARE(run(u"{a: 1}"_s).value.value(), QCborValue(QCborMap{{u"a"_s, 1}}));
        QCOMPARE(run(u"{ let a = 5; a }"_s).value.value(), QCborValue(5));
    }

    void callsActions()
    {
        const ReplEntry answer = run(u"const r = await actor.increment({n: 5, big: 7n}, [true]); r.n"_s);
        QCOMPARE(answer.value.value(), QCborValue(5));
        QCOMPARE(m_arguments.size(), 1);
        QCOMPARE(m_arguments.first().at(0).toMap().value(u"big"_s), cbor::fromBigInt(u"7").value());
        QCOMPARE(m_session->lastArguments(u"increment"_s),
                 u"{\"n\": 5, \"big\": [\"$BigInt\", \"7\"]}, [true]"_s);
        // Without await its answer is waited for too, as it is the result.
        QCOMPARE(run(u"actor['increment'](3)"_s).value.value(), QCborValue(3));
        QCOMPARE(run(u"(await Promise.all([1, 2, 3].map(n => actor.increment(n)))).join()"_s).value.value(),
                 QCborValue(u"1,2,3"_s));
    }

    void listsActionsWithoutInventingSome()
    {
        m_actor->start();
        QTRY_COMPARE(m_actor->actions(), QStringList{u"increment"_s});
        QCOMPARE(run(u"Object.keys(actor).join()"_s).value.value(), QCborValue(u"increment"_s));
        QCOMPARE(run(u"typeof actor.then + typeof actor.other"_s).value.value(),
                 QCborValue(u"undefinedfunction"_s));
        QVERIFY(run(u"JSON.stringify(actor)"_s).kind == Kind::Result);
        QVERIFY(run(u"await actor; 1"_s).kind == Kind::Result);
        QCOMPARE(m_arguments.size(), 0);
    }

    void refusesWhatCannotBeSent()
    {
        const ReplEntry error = run(u"await actor.increment(() => 1)"_s);
        QCOMPARE(error.kind, Kind::Error);
        QVERIFY2(error.text.contains(u"A function cannot be sent"_s), qPrintable(error.text));
        QCOMPARE(m_arguments.size(), 0);
    }

    void showsAnErrorOfTheActorWithItsPlace()
    {
        m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
            return std::unexpected(
                Error::fromWire(u"user"_s, u"too_much"_s, u"no more than ten"_s, QCborMap{{u"limit"_s, 10}}));
        });
        const ReplEntry error = run(u"1;\nawait actor.increment(11)"_s);
        QCOMPARE(error.kind, Kind::Error);
        QCOMPARE(error.text, u"ActorError: no more than ten"_s);
        QVERIFY2(error.details.contains(u"(input 1:2:"_s), qPrintable(error.details));
        QCOMPARE(error.value->toMap().value(u"code"_s), QCborValue(u"too_much"_s));
        QCOMPARE(run(u"try { await actor.increment(11) } catch (e) { e.metadata.limit }"_s).value.value(),
                 QCborValue(10));
        QCOMPARE(run(u"try { await actor.increment(1) } catch (e) { e instanceof Error }"_s).value.value(),
                 QCborValue(true));
    }

    void refusesWritesOfAReadOnlyConnection()
    {
        makeSession(WriteMode::ReadOnly);
        const ReplEntry error = run(u"await actor.increment(1)"_s);
        QCOMPARE(error.kind, Kind::Error);
        QVERIFY2(error.text.contains(u"read-only"_s, Qt::CaseInsensitive), qPrintable(error.text));
        QCOMPARE(m_engine->writeCount(), 0);
    }

    void readsTheNewestState()
    {
        QCOMPARE(run(u"state"_s).kind, Kind::Result);
        m_actor->start();
        QTRY_VERIFY(m_actor->document().isLoaded());
        QCOMPARE(run(u"state.count + state.list.map(x => x * 2).length"_s).value.value(), QCborValue(3));
        m_session->run(
            u"const before = state.count; while (state.count === before) await wait(10); state.count"_s);
        QTRY_COMPARE(m_session->phase(), Phase::Running);
        m_engine->setState(m_id, QCborMap{{u"count"_s, 9}});
        QTRY_COMPARE(m_session->phase(), Phase::Ready);
        QCOMPARE(last().value.value(), QCborValue(9));
        QCOMPARE(run(u"JSON.stringify(state) + Object.keys(state)"_s).value.value(),
                 QCborValue(u"{\"count\":9}count"_s));
    }

    void saysThatTheStateIsACopy()
    {
        m_actor->start();
        QTRY_VERIFY(m_actor->document().isLoaded());
        for (const QString &source : {u"state.count = 5"_s, u"delete state.count"_s, u"state.list.push(3)"_s,
                                      u"state = 1"_s, u"Object.defineProperty(state, 'x', {value: 1})"_s}) {
            const ReplEntry error = run(source);
            QCOMPARE(error.kind, Kind::Error);
            QVERIFY2(error.text.contains(u"state is a copy for reading"_s), qPrintable(error.text));
        }
    }

    void printsInOrder()
    {
        run(u"console.log('a', 1, {b: 2}); console.warn('w'); console.assert(1 === 2, 'wrong');"
            "console.count(); 5"_s);
        QStringList texts;
        for (const ReplEntry &entry : entries())
            texts.append(plainText(entry));
        QCOMPARE(texts.sliced(1), (QStringList{u"a 1 {b: 2}"_s, u"w"_s, u"Assertion failed wrong"_s,
                                               u"default: 1"_s, u"5"_s}));
        QCOMPARE(entries().at(2).level, ConsoleLine::Level::Warning);
    }

    void survivesAFloodOfPrinting()
    {
        m_session->run(u"for (let i = 0; ; ++i) console.log('line', i)"_s);
        QTRY_VERIFY(m_session->transcript().entryCount() > 100);
        m_session->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Ready, 10000);
        QVERIFY(m_session->transcript().entryCount() <= repllimits::entryCountMax);
        QCOMPARE(run(u"1 + 1"_s).value.value(), QCborValue(2));
    }

    void helps()
    {
        run(u"help()"_s);
        QVERIFY(std::ranges::any_of(entries(), [](const ReplEntry &entry) {
            return entry.kind == Kind::Note && entry.text.contains(u"wait(ms)"_s);
        }));
    }

    void showsWhereAScriptThrew()
    {
        const ReplEntry error = run(u"function f() {\n  null.x\n}\nf()"_s);
        QCOMPARE(error.kind, Kind::Error);
        QVERIFY2(error.details.contains(u"at f (input 1:2:"_s), qPrintable(error.details));
        QVERIFY2(error.details.contains(u"(input 1:4:"_s), qPrintable(error.details));
        QCOMPARE(run(u"var ;"_s).text.section(u':', 0, 0), u"SyntaxError"_s);
        m_session->run(u"void Promise.reject(new Error('lost')); 1"_s);
        QTRY_VERIFY(std::ranges::any_of(entries(), [](const ReplEntry &entry) {
            return entry.kind == Kind::Error && entry.text.contains(u"lost"_s);
        }));
    }

    void stopsLoopsWaitsAndCalls_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("loop") << u"for (;;);"_s;
        QTest::newRow("storm") << u"while (true) await 0"_s;
        QTest::newRow("wait") << u"await wait(1e9)"_s;
        QTest::newRow("caught waits") << u"for (;;) try { await wait(1) } catch {}"_s;
        QTest::newRow("call") << u"await actor.increment('slow')"_s;
        QTest::newRow("for ever") << u"await new Promise(() => {})"_s;
    }

    void stopsLoopsWaitsAndCalls()
    {
        QFETCH(QString, source);
        m_engine->intercept([](const test::ScriptedRequest &request) -> std::optional<test::ScriptedReply> {
            if (!request.body.contains("slow"))
                return std::nullopt;
            return test::ScriptedReply{.end = test::ScriptedReply::End::Never};
        });
        run(u"var kept = 5"_s);
        startLoudly(source);
        m_session->cancel();
        QCOMPARE(m_session->phase(), Phase::Stopping);
        QVERIFY(!m_session->run(u"1"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Ready, 10000);
        QCOMPARE(inputOf(2).state, State::Stopped);
        QCOMPARE(run(u"kept"_s).value.value(), QCborValue(5));
    }

    void stopsWhatWentOnInTheBackground()
    {
        run(u"void (async () => { for (;;) { await wait(5); globalThis.ticks = 1 } })(); 1"_s,
            Phase::Running);
        QCOMPARE(m_session->phase(), Phase::Running);
        m_session->cancel();
        QTRY_COMPARE(m_session->phase(), Phase::Ready);
        QCOMPARE(m_session->pendingCalls(), 0);
    }

    void leavesAWorldBehindThatDoesNotStop()
    {
        run(u"var kept = 5"_s);
        // Native code that asks nobody whether it may go on.
        startLoudly(u"Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)"_s);
        m_session->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Unused, 15000);
        QCOMPARE(inputOf(2).state, State::Stopped);
        QVERIFY(last().text.contains(u"left behind"_s));
        QCOMPARE(run(u"typeof kept"_s).value.value(), QCborValue(u"undefined"_s));
        QVERIFY(m_session->transcript().savedNames() == QStringList{last().savedAs});
    }

    void startsANewWorldWhenAsked()
    {
        run(u"var kept = 5; kept"_s);
        m_session->restart();
        QVERIFY(m_session->transcript().savedNames().isEmpty());
        QCOMPARE(run(u"typeof kept"_s).value.value(), QCborValue(u"undefined"_s));
    }

    void forgetsOldResults()
    {
        for (int i = 0; i <= repllimits::savedResultCountMax; ++i)
            run(QString::number(i));
        QCOMPARE(run(u"typeof $1 + typeof $3"_s).value.value(), QCborValue(u"undefinednumber"_s));
        QVERIFY(!m_session->transcript().savedNames().contains(u"$1"_s));
    }

    void boundsWhatRunsAtOnce()
    {
        for (int i = 0; i < repllimits::runningCountMax; ++i)
            QVERIFY(m_session->run(u"await wait(1e6)"_s));
        QVERIFY(!m_session->run(u"1"_s));
        m_session->cancel();
        QTRY_COMPARE(m_session->phase(), Phase::Ready);
    }

    void cannotBeHarmedByWhatAScriptDoesToIt()
    {
        // All but Promise, without which nothing could be awaited.
        run(uR"(var {ownKeys} = Reflect;
            var all = [Object, Array, Function, Map, WeakMap, Set, Proxy, Reflect, String, JSON];
            for (let i = 0; i < all.length; ++i)
                for (let holder = all[i], n = 0; n < 2; ++n, holder = all[i].prototype ?? {})
                    for (let keys = ownKeys(holder), k = 0; k < keys.length; ++k)
                        try { if (keys[k] !== 'prototype') holder[keys[k]] = () => { throw 'mine' } } catch {}
            0)"_s);
        m_actor->start();
        QTRY_VERIFY(m_actor->document().isLoaded());
        QCOMPARE(run(u"state.count"_s).value.value(), QCborValue(1));
        QCOMPARE(run(u"var r = await actor.increment(4); r"_s).value.value(), QCborValue(4));
        QCOMPARE(run(u"await wait(1); 5"_s).value.value(), QCborValue(5));
        QCOMPARE(run(u"({a: 1})"_s).value.value(), QCborValue(QCborMap{{u"a"_s, 1}}));
    }

    void endsWhileAScriptRuns()
    {
        startLoudly(u"for (;;);"_s);
        m_session.reset();
    }

private:
    void makeSession(WriteMode mode)
    {
        m_session.reset();
        m_store = std::make_unique<ReplStore>(m_folder->path());
        m_actor.reset();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), mode);
        m_actor = std::make_unique<ActorSession>(*m_http, m_id);
        m_session = std::make_unique<ReplSession>(*m_actor, *m_store, nullptr);
        auto *tester = new QAbstractItemModelTester(&m_session->transcript(), m_session.get());
        tester->setUseFetchMore(false);
    }

    [[nodiscard]] QList<ReplEntry> entries()
    {
        QList<ReplEntry> all;
        ReplTranscript &transcript = m_session->transcript();
        for (int row = 0; row < transcript.rowCount(); ++row)
            all.append(*transcript.entryAt(transcript.index(row, 0)));
        return all;
    }

    [[nodiscard]] ReplEntry last() { return entries().constLast(); }

    [[nodiscard]] ReplEntry inputOf(int run)
    {
        for (const ReplEntry &entry : entries()) {
            if (entry.kind == Kind::Input && entry.run == run)
                return entry;
        }
        return {};
    }

    /// Starts a script and waits until it runs.
    void startLoudly(const QString &source)
    {
        m_session->run(u"console.log('it runs'); "_s % source);
        QTRY_VERIFY(last().kind == Kind::Console);
    }

    /// Runs and waits; the result or the error.
    ReplEntry run(const QString &source, Phase after = Phase::Ready)
    {
        const int before = static_cast<int>(m_session->transcript().entryCount());
        if (!m_session->run(source))
            qFatal("not run: %s", qPrintable(source));
        const auto ended = [&] {
            const QList<ReplEntry> now = entries().sliced(before);
            return m_session->phase() == after && std::ranges::any_of(now, [](const ReplEntry &entry) {
                       return entry.kind == Kind::Result || entry.kind == Kind::Error;
                   });
        };
        if (!QTest::qWaitFor(ended, 30000))
            qWarning("did not end: %s", qPrintable(source));
        for (const ReplEntry &entry : entries().sliced(before)) {
            if (entry.kind == Kind::Result || entry.kind == Kind::Error)
                return entry;
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorSession> m_actor;
    std::unique_ptr<ReplStore> m_store;
    std::unique_ptr<ReplSession> m_session;
    QString m_id;
    QList<QCborArray> m_arguments;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestReplSession)
#include "tst_replsession.moc"
