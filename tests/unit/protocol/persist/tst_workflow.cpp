// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/keys.h"
#include "protocol/persist/workflowcodec.h"
#include "protocol/persist/workflowkeys.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::persist;
using namespace rove::persist::workflow;

class PersistWorkflowTest : public QObject {
    Q_OBJECT

private slots:
    void keysAreThoseOfRivetKit();
    void keysTellWhatTheyAreOf();
    void whatIsInsideFollowsItsEntry();
    void roundsAreInOrder();
    void entriesAreThoseOfRivetKit_data();
    void entriesAreThoseOfRivetKit();
    void metadataIsThatOfRivetKit();
    void historiesComeBack();
    void statesHaveNames();
    void unknownVersionsAreRefused();
    void damagedBytesAreRefused();
};

void PersistWorkflowTest::keysAreThoseOfRivetKit()
{
    QCOMPARE(workflowPrefix().toHex(), "0601"_ba);
    QCOMPARE(workflowNameKey(0).toHex(), "0601150114"_ba);
    QCOMPARE(workflowNameKey(5).toHex(), "060115011505"_ba);
    QCOMPARE(workflowNameKey(300).toHex(), "0601150116012c"_ba);
    QCOMPARE(workflowHistoryKey({}).toHex(), "06011502"_ba);
    QCOMPARE(workflowHistoryKey({0U, LoopIterationMarker{.loop = 0, .iteration = 3}, 1U}).toHex(),
             "060115021405141503001501"_ba);
    QCOMPARE(workflowMetadataKey(u"ab"_s).toHex(), "0601150402616200"_ba);
    QCOMPARE(workflowStateKey().toHex(), "060115031501"_ba);
    QCOMPARE(workflowOutputKey().toHex(), "060115031502"_ba);
    QCOMPARE(workflowErrorKey().toHex(), "060115031503"_ba);
}

void PersistWorkflowTest::keysTellWhatTheyAreOf()
{
    for (const std::uint32_t index : {0U, 1U, 255U, 256U, 70000U, 4294967295U})
        QCOMPARE(workflowNameIndexOf(workflowNameKey(index)), index);
    const QString odd = u"a\0b"_s;
    QCOMPARE(workflowMetadataIdOf(workflowMetadataKey(odd)), odd);
    QVERIFY(isWorkflowHistoryKey(workflowHistoryKey({1U})));
    QVERIFY(!isWorkflowHistoryKey(workflowNameKey(1)));
    QVERIFY(!workflowNameIndexOf(workflowStateKey()));
    QVERIFY(!workflowNameIndexOf(workflowNameKey(300).chopped(1)));
    QVERIFY(!workflowMetadataIdOf(workflowMetadataKey(u"a"_s).chopped(1)));
    QVERIFY(!workflowMetadataIdOf(userKey("a")));
}

void PersistWorkflowTest::whatIsInsideFollowsItsEntry()
{
    const QByteArray outer = workflowHistoryKey({1U});
    QVERIFY(workflowHistoryKey({1U, 2U}).startsWith(outer));
    QVERIFY(!workflowHistoryKey({2U}).startsWith(outer));
    QVERIFY(!workflowHistoryKey({256U}).startsWith(outer));
}

void PersistWorkflowTest::roundsAreInOrder()
{
    std::vector<QByteArray> keys;
    for (std::uint32_t round = 0; round < 600; ++round)
        keys.push_back(workflowHistoryKey({1U, LoopIterationMarker{.loop = 1, .iteration = round}}));
    QVERIFY(std::ranges::is_sorted(keys));
}

void PersistWorkflowTest::entriesAreThoseOfRivetKit_data()
{
    QTest::addColumn<QByteArray>("hex");
    // Version, id "ab", location, tag of the kind and its fields.
    QTest::newRow("step") << "0100026162 01 00 07000000 00 01 0105 00"_ba;
    QTest::newRow("failed step") << "0100026162 01 00 07000000 00 00 01 0178"_ba;
    QTest::newRow("loop") << "0100026162 02 00 01000000 01 01000000 03000000 01 0102 04000000 00"_ba;
    QTest::newRow("sleep") << "0100026162 00 02 e803000000000000 02"_ba;
    QTest::newRow("message") << "0100026162 00 03 016e 0107"_ba;
    QTest::newRow("checkpoint") << "0100026162 00 04 016e"_ba;
    QTest::newRow("join") << "0100026162 00 05 02 0161 02 01 0101 00 0162 03 00 01 0178"_ba;
    QTest::newRow("race") << "0100026162 00 06 01 0161 01 0161 02 01 0101 00"_ba;
    QTest::newRow("removed") << "0100026162 00 07 0473746570 01 016e"_ba;
    QTest::newRow("version check") << "0100026162 00 08 01000000 02000000"_ba;
}

void PersistWorkflowTest::entriesAreThoseOfRivetKit()
{
    QFETCH(QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const Result<Entry> entry = decodeEntry(bytes);
    QVERIFY2(entry, entry ? "" : qPrintable(entry.error().message));
    QCOMPARE(entry->id, u"ab"_s);
    QCOMPARE(encode(*entry).toHex(), bytes.toHex());
}

void PersistWorkflowTest::metadataIsThatOfRivetKit()
{
    const EntryMetadata metadata{.status = EntryStatus::Completed,
                                 .error = {},
                                 .attempts = 2,
                                 .lastAttemptAt = 1,
                                 .createdAt = 2,
                                 .completedAt = 3,
                                 .rollbackCompletedAt = {},
                                 .rollbackError = u"x"_s};
    const QByteArray bytes = encode(metadata);
    QCOMPARE(bytes.toHex(), "0100"
                            "02"
                            "00"
                            "02000000"
                            "0100000000000000"
                            "0200000000000000"
                            "010300000000000000"
                            "00"
                            "010178"_ba);
    QCOMPARE(decodeMetadata(bytes)->completedAt, 3U);
}

void PersistWorkflowTest::historiesComeBack()
{
    History history;
    history.nameRegistry = {u"one"_s, u"two"_s};
    history.entries.push_back({.id = u"id"_s, .location = {0U}, .kind = SleepEntry{.deadline = 7}});
    history.entryMetadata.emplace(u"id"_s, EntryMetadata{.attempts = 1});
    const Result<History> read = decodeHistory(encodeHistory(history));
    QVERIFY(read);
    QCOMPARE(read->nameRegistry, history.nameRegistry);
    QCOMPARE(std::get<SleepEntry>(read->entries.front().kind).deadline, 7U);
    QCOMPARE(read->entryMetadata.at(u"id"_s).attempts, 1U);
    QCOMPARE(kindName(read->entries.front().kind), "sleep"_L1);
}

void PersistWorkflowTest::statesHaveNames()
{
    QCOMPARE(stateName(State::RollingBack), "rolling_back"_L1);
    for (const State state : {State::Pending, State::Running, State::Sleeping, State::Failed,
                              State::Completed, State::Cancelled, State::RollingBack})
        QCOMPARE(stateOf(QByteArray(stateName(state).data(), stateName(state).size())), state);
    QVERIFY(!stateOf("asleep"));
}

void PersistWorkflowTest::unknownVersionsAreRefused()
{
    QCOMPARE(decodeEntry(QByteArray::fromHex("02000000")).error().code, ErrorCode::StoreTooNew);
    QCOMPARE(decodeMetadata(QByteArray::fromHex("0000")).error().code, ErrorCode::BareInvalid);
}

void PersistWorkflowTest::damagedBytesAreRefused()
{
    const QByteArray bytes = encode(Entry{.id = u"id"_s, .location = {0U}, .kind = StepEntry()});
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeEntry(bytes.first(size)));
    QVERIFY(!decodeEntry(QByteArray(bytes).append('\0')));
    QVERIFY(!decodeHistory("\xff"));
}

QTEST_APPLESS_MAIN(PersistWorkflowTest)
#include "tst_workflow.moc"
