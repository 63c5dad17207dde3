// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/world.h"

#include <QtCore/QCborMap>
#include <QtTest/QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::script {

using Cause = Thrown::Cause;

class TestWorld : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_options = WorldOptions{.memoryBytesMax = 48UL * 1024 * 1024, .turnMax = 20s};
        makeWorld();
    }

    void cleanup() { m_world.reset(); }

    void evaluatesAnExpression() { QCOMPARE(evaluate(u"6 * 7"_s).value(), QCborValue(42)); }

    void keepsWhatScriptsDeclare()
    {
        QVERIFY(evaluate(u"var a = 1; function f() { return a + 1 } let b = 10; class C {}"_s));
        QCOMPARE(evaluate(u"f() + b"_s).value(), QCborValue(12));
        QCOMPARE(evaluate(u"typeof C"_s).value(), QCborValue(u"function"_s));
    }

    void awaitsAtTheTopLevel()
    {
        QCOMPARE(evaluate(u"var x = await Promise.resolve(3); x + await 1"_s).value(), QCborValue(4));
    }

    void awaitsAPromiseThatIsTheValue()
    {
        QCOMPARE(evaluate(u"(async () => 5)()"_s).value(), QCborValue(5));
        QCOMPARE(evaluate(u"Promise.reject(new Error('no'))"_s).error().text(), u"Error: no"_s);
        QVERIFY(m_unhandled.isEmpty());
    }

    void doesNotTrustAThenOfTheScript()
    {
        QCOMPARE(evaluate(u"({then: 5})"_s).value(), QCborValue(QCborMap{{u"then"_s, 5}}));
        QVERIFY(evaluate(u"Promise.prototype.then = () => { throw 'mine' }; 1"_s));
        QCOMPARE(evaluate(u"2"_s).value(), QCborValue(2));
    }

    void saysWhereAScriptThrew()
    {
        const Thrown thrown = evaluate(u"function f() {\n  throw new TypeError('bad');\n}\nf()"_s).error();
        QCOMPARE(thrown.text(), u"TypeError: bad"_s);
        QVERIFY2(thrown.stack.startsWith("at f (test:2:"_L1), qPrintable(thrown.stack));
        QVERIFY(thrown.stack.contains("(test:4:"_L1));
    }

    void saysWhereAScriptCannotBeRead()
    {
        const Thrown thrown = evaluate(u"var a = 1;\nvar b = ;"_s).error();
        QCOMPARE(thrown.name, u"SyntaxError"_s);
        QCOMPARE(thrown.stack, u"at test:2:9"_s);
        QVERIFY(m_world->check(u"({"_s, u"test"_s));
        QVERIFY(!m_world->check(u"await 1"_s, u"test"_s));
    }

    void carriesWhateverIsThrown()
    {
        QCOMPARE(evaluate(u"throw 'text'"_s).error().text(), u"text"_s);
        QCOMPARE(evaluate(u"throw {a: 1}"_s).error().details,
                 (QCborMap{{u"thrown"_s, QCborMap{{u"a"_s, 1}}}}));
        QCOMPARE(evaluate(u"throw Object.assign(new Error('e'), {code: 7})"_s).error().details,
                 (QCborMap{{u"code"_s, 7}}));
        QCOMPARE(evaluate(u"var e = new Error('me'); e.self = e; throw e"_s).error().text(), u"Error: me"_s);
        const Outcome hostile = evaluate(u"throw new Proxy(new Error('x'), {get() { throw 1 }})"_s);
        QVERIFY(!hostile);
        QCOMPARE(evaluate(u"1"_s).value(), QCborValue(1));
    }

    void reportsWhatNobodyCatches()
    {
        QCOMPARE(evaluate(u"void Promise.reject(new Error('lost')); 1"_s).value(), QCborValue(1));
        QTRY_COMPARE(m_unhandled, QStringList{u"Error: lost"_s});
        QVERIFY(evaluate(u"Promise.reject(1).catch(() => 2)"_s));
        QCOMPARE(m_unhandled.size(), 1);
    }

    void keepsAResultUnderNames()
    {
        evaluate(u"({a: [1]})"_s, {u"$1"_s, u"$_"_s});
        QCOMPARE(evaluate(u"$1.a[0] + ($1 === $_ ? 10 : 0)"_s).value(), QCborValue(11));
        evaluate(u"undefined"_s, {u"$2"_s});
        QCOMPARE(evaluate(u"typeof $2"_s).value(), QCborValue(u"undefined"_s));
        m_world->removeGlobal(u"$1"_s);
        QCOMPARE(evaluate(u"typeof $1"_s).value(), QCborValue(u"undefined"_s));
        QCOMPARE(m_world->global(u"$_"_s, Crossing::Exact).value(),
                 QCborValue(QCborMap{{u"a"_s, QCborArray{1}}}));
    }

    void answersCallsLater()
    {
        std::optional<Outcome> outcome = start(u"await later(1, 'two') + 1"_s);
        QCOMPARE(m_calls.size(), 1);
        QCOMPARE(m_calls.first().second, (QCborArray{1, u"two"_s}));
        QVERIFY(!m_outcome);
        QCOMPARE(m_world->pendingCallCount(), 1);
        m_world->settle(m_calls.first().first, QCborValue(41));
        runJobs();
        QCOMPARE(m_outcome.value().value(), QCborValue(42));
        m_world->settle(m_calls.first().first, QCborValue(1)); // Ignored.
    }

    void namesThePlaceOfACallThatFails()
    {
        start(u"var n = 1;\nawait later()"_s);
        m_world->settle(m_calls.first().first,
                        std::unexpected(Thrown{.name = u"ActorError"_s,
                                               .message = u"No."_s,
                                               .details = {{u"code"_s, u"forbidden"_s}}}));
        runJobs();
        const Thrown thrown = m_outcome.value().error();
        QCOMPARE(thrown.text(), u"ActorError: No."_s);
        QVERIFY2(thrown.stack.contains("(test:2:"_L1), qPrintable(thrown.stack));
        QCOMPARE(thrown.details.value(u"code"_s), QCborValue(u"forbidden"_s));
    }

    void letsFunctionsThrow()
    {
        QCOMPARE(evaluate(u"try { fail() } catch (e) { e.message + e.name }"_s).value(),
                 QCborValue(u"as askedTypeError"_s));
    }

    void stopsAnEndlessLoop_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("loop") << u"for (;;);"_s;
        QTest::newRow("caught loop") << u"for (;;) try { for (;;); } catch {} finally { for (;;); }"_s;
        QTest::newRow("storm of jobs") << u"while (true) await 0"_s;
        QTest::newRow("caught storm") << u"while (true) try { await Promise.reject(1) } catch {}"_s;
        QTest::newRow("forks")
            << u"const f = () => { Promise.resolve().then(f) }; f(); await new Promise(() => {})"_s;
        QTest::newRow("regular expression") << u"/(a+)+$/.test('a'.repeat(60) + 'b')"_s;
        QTest::newRow("recursive getter") << u"take({get a() { for (;;); }})"_s;
        QTest::newRow("endless proxy")
            << u"take(new Proxy([], {get: (t, k) => k === 'length' ? 1e5 : (() => { for (;;); })()}))"_s;
        QTest::newRow("sort") << u"for (;;) [3, 1, 2].sort(() => 1)"_s;
    }

    void stopsAnEndlessLoop()
    {
        QFETCH(QString, source);
        QVERIFY(evaluate(u"var kept = 5"_s));
        start(u"started(); "_s % source);
        while (!m_options.stop->load() && !m_outcome)
            m_world->runJobs(10ms);
        QVERIFY2(m_stopper.joinable(), m_outcome ? qPrintable(m_outcome->error().text()) : "");
        m_stopper.join();
        QVERIFY(m_world->stopAll());
        QVERIFY(m_outcome);
        QVERIFY(!m_outcome->has_value());
        QCOMPARE(m_outcome->error().cause, Cause::Stopped);
        QCOMPARE(m_world->evaluationCount(), 0);
        QCOMPARE(evaluate(u"kept"_s).value(), QCborValue(5));
    }

    void endsATurnThatTakesTooLong()
    {
        m_options.turnMax = 50ms;
        makeWorld();
        QCOMPARE(evaluate(u"for (;;);"_s).error().cause, Cause::TimedOut);
        QCOMPARE(evaluate(u"await 0; for (;;);"_s).error().cause, Cause::TimedOut);
        QCOMPARE(evaluate(u"await (async () => { await 0; for (;;); })()"_s).error().cause, Cause::TimedOut);
        QCOMPARE(evaluate(u"1"_s).value(), QCborValue(1));
    }

    void forgetsCallsThatWereStopped()
    {
        start(u"var reached = false; await later(); reached = true"_s);
        QVERIFY(m_world->stopAll());
        QCOMPARE(m_outcome.value().error().cause, Cause::Stopped);
        QCOMPARE(m_world->pendingCallCount(), 0);
        m_world->settle(m_calls.first().first, QCborValue(1));
        runJobs();
        QCOMPARE(evaluate(u"reached"_s).value(), QCborValue(false));
    }

    void livesOnAfterRunningOutOfMemory()
    {
        const Thrown thrown = evaluate(u"var all = []; for (;;) all.push(new Array(1000).fill(1))"_s).error();
        QCOMPARE(thrown.message, u"out of memory"_s);
        QCOMPARE(thrown.cause, Cause::OutOfMemory);
        QVERIFY(m_world->memoryBytes() < 200 * 1024 * 1024);
        // There is always enough left to give something back.
        QCOMPARE(evaluate(u"all.length > 1000"_s).value(), QCborValue(true));
        QVERIFY(evaluate(u"all = null; 1"_s));
        QVERIFY(!evaluate(u"new Uint8Array(1 << 30)"_s));
        QVERIFY(!evaluate(u"var s = 'x'; for (;;) s += s"_s));
        QVERIFY(evaluate(u"s = null; 1"_s));
        QVERIFY(m_world->memoryBytes() < 40 * 1024 * 1024);
        QCOMPARE(evaluate(u"1 + 1"_s).value(), QCborValue(2));
    }

    void staysUsableWhileItsMemoryIsFull()
    {
        evaluate(u"var all = []; for (;;) all.push(new Array(1000).fill(1))"_s);
        QVERIFY(!evaluate(u"eval('1;'.repeat(1e5)); for (;;) all.push({})"_s));
        QVERIFY(!evaluate(u"for (;;) all.push('x'.repeat(5e5) + all.length)"_s));
        QCOMPARE(evaluate(u"(await (async () => [1, {a: 2n}, /x/])()).length"_s).value(), QCborValue(3));
        start(u"await later(all.length)"_s);
        m_world->settle(m_calls.first().first, QCborArray{1, 2});
        runJobs();
        QCOMPARE(m_outcome.value().value(), QCborValue(QCborArray{1, 2}));
        QVERIFY(evaluate(u"all = 0"_s));
        QVERIFY(m_world->memoryBytes() < 10 * 1024 * 1024);
    }

    void livesOnAfterDeepRecursion()
    {
        const Thrown thrown = evaluate(u"function deep() { return deep() + 1 } deep()"_s).error();
        QCOMPARE(thrown.message, u"stack overflow"_s);
        QCOMPARE(thrown.stack.count(u'\n'), limits::stackFrameCountMax);
        QVERIFY(!evaluate(u"JSON.parse('['.repeat(1e6))"_s));
        QVERIFY(!evaluate(u"eval('('.repeat(1e5))"_s));
        QCOMPARE(evaluate(u"1 + 1"_s).value(), QCborValue(2));
    }

    void boundsWhatIsAsked()
    {
        QCOMPARE(evaluate(QString(limits::sourceBytesMax + 1, u' ')).error().name, u"RangeError"_s);
        const Outcome outcome = evaluate(u"for (let i = 0; i < 2000; ++i) later().catch(() => {})"_s);
        QVERIFY(!outcome);
        QCOMPARE(m_world->pendingCallCount(), limits::pendingCallCountMax);
        for (int i = 0; i < limits::evaluationCountMax; ++i)
            start(u"await new Promise(() => {})"_s);
        start(u"1"_s);
        QCOMPARE(m_outcome.value().error().name, u"RangeError"_s);
    }

    void freesEverythingWithWorkLeft()
    {
        start(u"await later()"_s);
        start(u"void later().then(x => x); Promise.reject(1); while (true) await 0"_s);
        m_world->runJobs(1ms);
        m_world.reset(); // QuickJS aborts if anything leaked.
    }

private:
    void makeWorld()
    {
        m_unhandled.clear();
        m_calls.clear();
        m_outcome.reset();
        m_world = std::make_unique<World>(m_options);
        m_world->setUnhandled([this](const Thrown &thrown) { m_unhandled.append(thrown.text()); });
        m_world->addAsyncFunction(u"later"_s, [this](quint64 call, const QCborArray &arguments) {
            m_calls.append({call, arguments});
        });
        m_world->addFunction(u"take"_s, Crossing::Exact,
                             [](const QCborArray &) -> Outcome { return QCborValue(); });
        m_world->addFunction(u"fail"_s, Crossing::Exact, [](const QCborArray &) -> Outcome {
            return std::unexpected(Thrown{.name = u"TypeError"_s, .message = u"as asked"_s});
        });
        // Another thread stops the world while its script runs.
        m_world->addFunction(u"started"_s, Crossing::Exact, [this](const QCborArray &) -> Outcome {
            m_stopper = std::jthread([stop = m_options.stop] { stop->store(true); });
            return QCborValue();
        });
        const auto failed =
            m_world->bootstrap(u"host => { Object.assign(globalThis, host) }"_s, u"rove:test"_s);
        QVERIFY(!failed);
    }

    std::optional<Outcome> start(const QString &source, const QStringList &keepAs = {})
    {
        m_outcome.reset();
        m_world->evaluate({.source = source, .fileName = u"test"_s, .keepAs = keepAs},
                          [this](const Outcome &value) { m_outcome = value; });
        return m_outcome;
    }

    void runJobs()
    {
        while (m_world->runJobs(100ms) == World::Jobs::More)
            continue;
    }

    Outcome evaluate(const QString &source, const QStringList &keepAs = {})
    {
        start(source, keepAs);
        runJobs();
        return m_outcome.value_or(std::unexpected(Thrown{.message = u"never ended"_s}));
    }

    WorldOptions m_options;
    std::unique_ptr<World> m_world;
    QStringList m_unhandled;
    QList<std::pair<quint64, QCborArray>> m_calls;
    std::optional<Outcome> m_outcome;
    std::jthread m_stopper;
};

} // namespace rove::script

QTEST_APPLESS_MAIN(rove::script::TestWorld)
#include "tst_world.moc"
