// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/world.h"
#include "protocol/base/cbor.h"

#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::script {
namespace {

QCborValue shown(const QString &text)
{
    return {shownTag, text};
}

} // namespace

/// Values across the border of a world, both ways.
class TestValues : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_taken.clear();
        m_world = std::make_unique<World>();
        m_world->addFunction(u"take"_s, Crossing::Exact, [this](const QCborArray &arguments) -> Outcome {
            m_taken = arguments;
            return arguments.isEmpty() ? QCborValue() : arguments.first();
        });
        const auto failed =
            m_world->bootstrap(u"(host) => { globalThis.take = host.take; }"_s, u"rove:test"_s);
        QVERIFY(!failed);
    }

    void cleanup() { m_world.reset(); }

    void comeBackAsTheyWentIn_data()
    {
        QTest::addColumn<QCborValue>("value");
        QTest::addColumn<QString>("asked");
        QTest::newRow("integer") << QCborValue(5) << u"v === 5"_s;
        QTest::newRow("large integer")
            << QCborValue(9007199254740991LL) << u"v === Number.MAX_SAFE_INTEGER"_s;
        QTest::newRow("double") << QCborValue(2.5) << u"v === 2.5"_s;
        QTest::newRow("minus zero") << QCborValue(-0.0) << u"Object.is(v, -0)"_s;
        QTest::newRow("infinity") << QCborValue(INFINITY) << u"v === Infinity"_s;
        QTest::newRow("bool") << QCborValue(true) << u"v === true"_s;
        QTest::newRow("null") << QCborValue(nullptr) << u"v === null"_s;
        QTest::newRow("undefined") << QCborValue(QCborValue::Undefined) << u"v === undefined"_s;
        QTest::newRow("text") << QCborValue(u"Grüße 👋\0x"_s) << u"v.startsWith('Grüße 👋')"_s;
        QTest::newRow("empty text") << QCborValue(u""_s) << u"v === ''"_s;
        QTest::newRow("bigint") << *cbor::fromBigInt(u"123456789012345678901234567890")
                                << u"v === 123456789012345678901234567890n"_s;
        QTest::newRow("small bigint") << *cbor::fromBigInt(u"-7") << u"v === -7n"_s;
        QTest::newRow("bytes") << QCborValue(QByteArray("\1\2\3"))
                               << u"v instanceof Uint8Array && v[2] === 3"_s;
        QTest::newRow("buffer") << QCborValue(cbor::arrayBufferTag, QByteArray("ab"))
                                << u"v instanceof ArrayBuffer && v.byteLength === 2"_s;
        QTest::newRow("date") << QCborValue(QDateTime::fromMSecsSinceEpoch(1700000000123, QTimeZone::UTC))
                              << u"v instanceof Date && v.getTime() === 1700000000123"_s;
        QTest::newRow("array") << QCborValue(QCborArray{1, u"two"_s, nullptr})
                               << u"Array.isArray(v) && v.length === 3"_s;
        QTest::newRow("object") << QCborValue(QCborMap{{u"a"_s, 1}, {u"b"_s, QCborMap{{u"c"_s, true}}}})
                                << u"v.b.c === true && Object.keys(v)[0] === 'a'"_s;
        QTest::newRow("prototype key") << QCborValue(QCborMap{{u"__proto__"_s, 1}, {u"toString"_s, 2}})
                                       << u"Object.getPrototypeOf(v) === Object.prototype"_s;
        QTest::newRow("map") << QCborValue(cbor::mapTag, QCborMap{{1, u"x"_s}})
                             << u"v instanceof Map && v.get(1) === 'x'"_s;
        QTest::newRow("set") << QCborValue(cbor::setTag, QCborArray{1, 2})
                             << u"v instanceof Set && v.has(2)"_s;
    }

    void comeBackAsTheyWentIn()
    {
        QFETCH(QCborValue, value);
        QFETCH(QString, asked);
        m_world->setGlobal(u"v"_s, value);
        QCOMPARE(evaluate(asked).value(), QCborValue(true));
        QVERIFY(evaluate(u"take(v)"_s));
        QCOMPARE(m_taken, QCborArray{value});
        QCOMPARE(evaluate(u"v"_s).value(), value);
    }

    void keepNotANumber()
    {
        m_world->setGlobal(u"v"_s, NAN);
        QVERIFY(evaluate(u"take(v)"_s));
        QVERIFY(std::isnan(m_taken.first().toDouble()));
    }

    void becomeAMapWhereKeysAreNoTexts()
    {
        m_world->setGlobal(u"v"_s, QCborMap{{5, u"five"_s}});
        QCOMPARE(evaluate(u"v instanceof Map && v.get(5)"_s).value(), QCborValue(u"five"_s));
    }

    void areRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("message");
        QTest::newRow("function") << u"take({a: [() => 1]})"_s
                                  << u"Argument 1: A function cannot be sent (at a[0])"_s;
        QTest::newRow("second argument")
            << u"take(1, Symbol('x'))"_s << u"Argument 2: A symbol cannot be sent"_s;
        QTest::newRow("cycle") << u"var c = {}; c.me = c; take(c)"_s
                               << u"Argument 1: A value that contains itself cannot be sent (at me)"_s;
        QTest::newRow("promise") << u"take([Promise.resolve(1)])"_s
                                 << u"Argument 1: A promise cannot be sent; await it first (at [0])"_s;
        QTest::newRow("error") << u"take(new Error('x'))"_s
                               << u"Argument 1: An Error cannot be sent; send its message"_s;
        QTest::newRow("many entries")
            << u"take(new Array(1e9))"_s << u"Argument 1: A value of so many entries cannot be sent"_s;
        QTest::newRow("huge text") << u"take('x'.repeat(1 << 25))"_s
                                   << u"Argument 1: A value of so many bytes cannot be sent"_s;
        QTest::newRow("deep") << u"var d = {}; for (let i = 0; i < 1000; ++i) d = [d]; take(d)"_s
                              << QString();
        QTest::newRow("date") << u"take(new Date(NaN))"_s << u"Argument 1: An invalid Date cannot be sent"_s;
        QTest::newRow("throwing getter")
            << u"take({get a() { throw new Error('boo') }})"_s << u"Argument 1: boo"_s;
        QTest::newRow("throwing proxy")
            << u"take(new Proxy({}, {ownKeys() { throw new Error('trap') }}))"_s << u"Argument 1: trap"_s;
        QTest::newRow("revoked proxy")
            << u"var r = Proxy.revocable([], {}); r.revoke(); take(r.proxy)"_s << QString();
    }

    void areRefusedWithTheirPlace()
    {
        QFETCH(QString, source);
        QFETCH(QString, message);
        const Outcome outcome = evaluate(source);
        QVERIFY(!outcome);
        if (!message.isEmpty())
            QCOMPARE(outcome.error().message, message);
        QVERIFY(m_taken.isEmpty());
        QCOMPARE(evaluate(u"1 + 1"_s).value(), QCborValue(2));
    }

    void areDescribedWhereTheyAreOnlyShown_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QCborValue>("expected");
        QTest::newRow("function") << u"[function add(a) {}][0]"_s << shown(u"ƒ add()"_s);
        QTest::newRow("async function") << u"(async function f() {})"_s << shown(u"async ƒ f()"_s);
        QTest::newRow("class") << u"(class Point {})"_s << shown(u"class Point"_s);
        QTest::newRow("symbol") << u"Symbol('s')"_s << shown(u"Symbol(s)"_s);
        QTest::newRow("regular expression") << u"/a+/g"_s << shown(u"/a+/g"_s);
        QTest::newRow("promise inside")
            << u"[new Promise(() => {})]"_s << QCborValue(QCborArray{shown(u"Promise {pending}"_s)});
        QTest::newRow("cycle") << u"var c = {}; c.me = c; c"_s
                               << QCborValue(QCborMap{{u"me"_s, shown(u"(circular)"_s)}});
        QTest::newRow("getter") << u"({get a() { throw 1 }, b: 2})"_s
                                << QCborValue(QCborMap{{u"a"_s, shown(u"(getter)"_s)}, {u"b"_s, 2}});
        QTest::newRow("sparse") << u"[1, , 3]"_s
                                << QCborValue(QCborArray{1, QCborValue(QCborValue::Undefined), 3});
        QTest::newRow("typed array") << u"new Float64Array([1, 2.5])"_s << QCborValue(QCborArray{1, 2.5});
        QTest::newRow("instance") << u"new (class P { x = 1 })"_s << QCborValue(QCborMap{{u"x"_s, 1}});
        QTest::newRow("shared") << u"var s = {}; [s, s]"_s << QCborValue(QCborArray{QCborMap(), QCborMap()});
    }

    void areDescribedWhereTheyAreOnlyShown()
    {
        QFETCH(QString, source);
        QFETCH(QCborValue, expected);
        const Outcome outcome = evaluate(source);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
        QCOMPARE(*outcome, expected);
    }

    void areCutWhereTheyAreOnlyShown()
    {
        const QCborValue many = evaluate(u"new Array(1e6).fill(0)"_s).value();
        QCOMPARE(many.toArray().size(), limits::shownEntryCountMax + 1);
        QVERIFY(many.toArray().last().taggedValue().toString().startsWith(u"… "_s));
        const QCborValue text = evaluate(u"'x'.repeat(1 << 26)"_s).value();
        QVERIFY(text.toString().size() <= limits::shownBytesMax + 1);
        QVERIFY(evaluate(u"var d = 1; for (let i = 0; i < 500; ++i) d = {d}; d"_s));
    }

    void doNotRunChangedBuiltIns()
    {
        QVERIFY(evaluate(uR"(
            Map.prototype.forEach = Set.prototype.forEach = () => { throw 'mine' };
            Map.prototype.set = Set.prototype.add = () => { throw 'mine' };
            Date.prototype.getTime = () => { throw 'mine' };
            Function.prototype.toString = () => { throw 'mine' };
            Array.prototype[Symbol.iterator] = () => { throw 'mine' };
            Object.defineProperty(Array.prototype, 0, {set() { throw 'mine' }});
            globalThis.BigInt = globalThis.Map = globalThis.Set = globalThis.Error = () => { throw 'mine' };
            1)"_s));
        const QCborArray values{QCborValue(cbor::mapTag, QCborMap{{1, 2}}),
                                QCborValue(cbor::setTag, QCborArray{3}), *cbor::fromBigInt(u"9"),
                                QCborValue(QDateTime::fromMSecsSinceEpoch(1000, QTimeZone::UTC))};
        m_world->setGlobal(u"v"_s, values);
        QVERIFY(evaluate(u"take(v)"_s));
        QCOMPARE(m_taken.first().toArray(), values);
    }

private:
    Outcome evaluate(const QString &source)
    {
        std::optional<Outcome> outcome;
        m_world->evaluate({.source = source, .fileName = u"test"_s},
                          [&outcome](const Outcome &value) { outcome = value; });
        while (!outcome && m_world->runJobs(std::chrono::milliseconds(100)) == World::Jobs::More)
            continue;
        return outcome.value_or(std::unexpected(Thrown{.message = u"never ended"_s}));
    }

    std::unique_ptr<World> m_world;
    QCborArray m_taken;
};

} // namespace rove::script

QTEST_APPLESS_MAIN(rove::script::TestValues)
#include "tst_values.moc"
