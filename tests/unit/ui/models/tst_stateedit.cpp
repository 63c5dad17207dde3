// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/models/stateedit.h"
#include "ui/models/valuepatch.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Kind = StateEdit::Kind;

QCborValue tree(QByteArray text)
{
    return cbor::fromJson(cbor::parseJson(text.replace('\'', '"')).value());
}

/// Values with everything in them that has a place of its own: keys, items, items of items.
QCborValue randomValue(QRandomGenerator &random, int depth)
{
    const int count = random.bounded(4);
    switch (depth > 0 ? random.bounded(4) : 3) {
    case 0: {
        QCborArray array;
        for (int i = 0; i < count; ++i)
            array.append(randomValue(random, depth - 1));
        return array;
    }
    case 1:
    case 2: {
        QCborMap map;
        for (int i = 0; i < count; ++i)
            map.insert(u"k%1"_s.arg(random.bounded(4)), randomValue(random, depth - 1));
        return map;
    }
    default:
        return random.bounded(5);
    }
}

/// An edit that can be made in the value; its place is chosen going down.
StateEdit randomEdit(QRandomGenerator &random, const QCborValue &root, quint64 id)
{
    ValuePath path;
    QCborValue node = root;
    while (true) {
        const bool isArray = node.isArray();
        const bool isMap = node.isMap();
        if (!isArray && !isMap)
            return {.kind = Kind::Set, .path = path, .value = random.bounded(9), .base = node, .id = id};
        const qsizetype count = isArray ? node.toArray().size() : node.toMap().size();
        if (random.bounded(4) == 0 || count == 0) {
            const PathStep step =
                isArray ? PathStep(static_cast<qsizetype>(random.bounded(static_cast<int>(count) + 1)))
                        : PathStep(u"n%1"_s.arg(random.bounded(9)));
            if (!valueAt(node, {step}) || isArray)
                return {.kind = Kind::Insert,
                        .path = path.child(step),
                        .value = random.bounded(9),
                        .base = std::nullopt,
                        .id = id};
            continue;
        }
        const auto position = static_cast<qsizetype>(random.bounded(static_cast<int>(count)));
        const PathStep step =
            isArray ? PathStep(position) : PathStep((node.toMap().cbegin() + position).key().toString());
        path = path.child(step);
        node = *valueAt(node, {step});
        if (random.bounded(3) == 0)
            return {.kind = Kind::Remove, .path = path, .value = {}, .base = node, .id = id};
    }
}

QCborValue withAll(QCborValue value, const std::vector<StateEdit> &edits)
{
    for (const StateEdit &edit : edits) {
        const std::optional<QCborValue> next = edited(value, edit);
        if (!next)
            return u"an edit has no place"_s;
        value = *next;
    }
    return value;
}

} // namespace

class TestStateEdit : public QObject {
    Q_OBJECT
private slots:
    void swapsEditsOfOneArray()
    {
        const StateEdit insert{.kind = Kind::Insert, .path = {qsizetype(1)}, .value = 7, .base = {}, .id = 1};
        const StateEdit set{.kind = Kind::Set, .path = {qsizetype(2)}, .value = 9, .base = 2, .id = 2};
        const auto pair = swapped(insert, set);
        QVERIFY(pair);
        QCOMPARE(pair->second.path, ValuePath{qsizetype(1)});
        QCOMPARE(pair->first.path, ValuePath{qsizetype(1)});
        QVERIFY(
            !swapped(insert, {.kind = Kind::Set, .path = {qsizetype(1)}, .value = 9, .base = 7, .id = 2}));
    }

    void comesToTheSameTheOtherWayRound()
    {
        QRandomGenerator random(5);
        int swaps = 0;
        for (int round = 0; round < 20'000; ++round) {
            const QCborValue before = randomValue(random, 4);
            const StateEdit first = randomEdit(random, before, 1);
            const std::optional<QCborValue> between = edited(before, first);
            QVERIFY(between);
            const StateEdit second = randomEdit(random, *between, 2);
            const std::optional<QCborValue> after = edited(*between, second);
            QVERIFY(after);
            const std::optional<SwappedEdits> pair = swapped(first, second);
            if (!pair)
                continue;
            ++swaps;
            const QCborValue other = withAll(before, {pair->second, pair->first});
            QVERIFY2(isSameValue(other, *after),
                     qPrintable(first.path.toString() % u" | "_s % second.path.toString()));
        }
        QVERIFY(swaps > 3000);
    }

    void comesToTheSameWithAnyPartFirst()
    {
        QRandomGenerator random(6);
        for (int round = 0; round < 3000; ++round) {
            const QCborValue before = randomValue(random, 4);
            QCborValue value = before;
            std::vector<StateEdit> edits;
            std::vector<quint64> chosen;
            for (quint64 id = 1; id <= 6; ++id) {
                edits.push_back(randomEdit(random, value, id));
                value = *edited(value, edits.back());
                if (random.bounded(2) == 0)
                    chosen.push_back(id);
            }
            const EditSplit split = chosenFirst(edits, chosen);
            QCOMPARE(split.first.size() + split.rest.size(), edits.size());
            for (const StateEdit &edit : split.first)
                QVERIFY(std::ranges::contains(chosen, edit.id));
            QVERIFY(isSameValue(withAll(withAll(before, split.first), split.rest), value));
        }
    }

    void leavesOneEditOut()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 3000; ++round) {
            const QCborValue before = randomValue(random, 4);
            const StateEdit first = randomEdit(random, before, 1);
            const QCborValue between = *edited(before, first);
            const StateEdit second = randomEdit(random, between, 2);
            const auto without = editsWithoutOne({first, second}, 1);
            QCOMPARE(without.has_value(), swapped(first, second).has_value());
            if (without)
                QVERIFY(isSameValue(withAll(withAll(before, *without), {swapped(first, second)->first}),
                                    *edited(between, second)));
        }
        QVERIFY(!editsWithoutOne({}, 1));
    }

    void patchesOneValueIntoAnother()
    {
        QRandomGenerator random(8);
        for (int round = 0; round < 5000; ++round) {
            const QCborValue before = randomValue(random, 4);
            const QCborValue after = randomValue(random, 4);
            const std::vector<ValueChange> changes = diffValues(before, after, 1000);
            const QCborArray patch = toPatch(changes, after);
            const QCborValue stored = QCborValue::fromCbor(QCborValue(patch).toCbor());
            const std::optional<QCborValue> result = patched(before, stored.toArray());
            QVERIFY(result);
            QVERIFY(isSameValue(*result, after));
        }
        QVERIFY(!patched(tree("{'a':1}"), {QCborArray{2, QCborArray{u"b"_s}}, 1}));
        QVERIFY(!patched(tree("{'a':1}"), {QCborArray{1, QCborArray{u"b"_s}}}));
    }
};

} // namespace rove::ui

QTEST_APPLESS_MAIN(rove::ui::TestStateEdit)
#include "tst_stateedit.moc"
