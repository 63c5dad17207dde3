// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/models/statearchive.h"
#include "ui/models/valuetree.h"

#include <QtCore/QCborMap>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

class TestStateArchive : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"a/b/actor.states"_s);
        m_now = QDateTime::fromMSecsSinceEpoch(1'754'000'000'000, QTimeZone::UTC);
    }

    void keepsEveryDistinctVersion_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("in memory") << QString();
        QTest::newRow("on disk") << u"file"_s;
    }

    void keepsEveryDistinctVersion()
    {
        QFETCH(const QString, path);
        StateArchive archive(path.isEmpty() ? path : m_path, {.snapshotInterval = 7});
        QVERIFY(archive.open(m_now));
        QRandomGenerator random(4);
        std::vector<QCborValue> values;
        QCborMap value;
        for (int i = 0; i < 60; ++i) {
            value.insert(u"k%1"_s.arg(random.bounded(5)), QCborArray{i, random.bounded(3)});
            values.push_back(value);
            const auto added = archive.append({.at = m_now.addSecs(i)}, value);
            QVERIFY(added && *added);
            QCOMPARE((*added)->number, static_cast<quint64>(i + 1));
            QVERIFY(!*archive.append({.at = m_now.addSecs(i)}, value));
        }
        for (int round = 0; round < 200; ++round) {
            const auto which = static_cast<size_t>(random.bounded(60));
            QVERIFY(isSameValue(archive.value(which + 1).value(), values[which]));
        }
        QVERIFY(!archive.value(99));
        QCOMPARE(archive.versions().at(3).at, m_now.addSecs(3));
        QCOMPARE(archive.versions().at(0).changeCount, -1);
        QVERIFY(archive.versions().at(3).bytes > 0);
    }

    void isThereAgainAfterARestart()
    {
        const QCborValue first = everyType();
        const QCborValue second = QCborMap{{u"all"_s, everyType()}, {u"more"_s, 1}};
        {
            StateArchive archive(m_path, {});
            QVERIFY(archive.open(m_now));
            QVERIFY(
                archive.append({.at = m_now, .cause = StateVersion::Cause::Restore, .restored = 3}, first));
            QVERIFY(archive.append({.at = m_now}, second));
        }
        StateArchive archive(m_path, {});
        QVERIFY(archive.open(m_now));
        QCOMPARE(archive.versions().size(), 2U);
        QCOMPARE(archive.versions().front().cause, StateVersion::Cause::Restore);
        QCOMPARE(archive.versions().front().restored, 3U);
        QCOMPARE(archive.value(1).value(), first);
        QCOMPARE(archive.value(2).value(), second);
        QVERIFY(!*archive.append({.at = m_now}, second));
        QCOMPARE((*archive.append({.at = m_now}, first))->number, 3U);
        QVERIFY(!(QFile::permissions(m_path) & (QFile::ReadOther | QFile::ReadGroup)));
    }

    void cutsOffWhatWasNotWrittenToItsEnd()
    {
        qint64 whole = 0;
        {
            StateArchive archive(m_path, {});
            QVERIFY(archive.open(m_now));
            for (int i = 1; i <= 5; ++i) {
                QVERIFY(archive.append({.at = m_now}, QCborMap{{u"n"_s, i}}));
                whole = i == 4 ? archive.size() : whole;
            }
        }
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        // Wherever it was torn: every version before is there, and the next one takes its place.
        for (qint64 end = whole; end < bytes.size(); ++end) {
            QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes.first(end)) == end && file.flush());
            StateArchive archive(m_path, {});
            QVERIFY(archive.open(m_now));
            QCOMPARE(archive.versions().size(), 4U);
            QCOMPARE(QFileInfo(m_path).size(), whole);
            QCOMPARE((*archive.append({.at = m_now}, QCborMap{{u"n"_s, 9}}))->number, 5U);
            QCOMPARE(archive.value(5).value(), QCborValue(QCborMap{{u"n"_s, 9}}));
        }
        // A bit that fell over ends it as well.
        QByteArray wrong = bytes;
        wrong[whole + 30] = static_cast<char>(wrong.at(whole + 30) ^ 4);
        QVERIFY(file.resize(0) && file.seek(0) && file.write(wrong) == wrong.size() && file.flush());
        StateArchive archive(m_path, {});
        QVERIFY(archive.open(m_now));
        QCOMPARE(archive.versions().size(), 4U);
    }

    void beginsAnewWithAFileThatIsNoArchive()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("something else entirely, and long") > 0);
        file.close();
        StateArchive archive(m_path, {});
        QVERIFY(archive.open(m_now));
        QVERIFY(archive.versions().empty());
        QVERIFY(archive.append({.at = m_now}, 1));
    }

    void doesWithMemoryWhileAnotherUsesTheFile()
    {
        StateArchive first(m_path, {});
        QVERIFY(first.open(m_now));
        StateArchive second(m_path, {});
        QCOMPARE(second.open(m_now).error().code, ErrorCode::StoreLocked);
        QVERIFY(!second.isOnDisk());
        QVERIFY(second.append({.at = m_now}, 1));
        QCOMPARE(second.value(1).value(), QCborValue(1));
    }

    void thinsTheOlderVersions()
    {
        StateArchive archive(m_path, {.countMax = 40, .snapshotInterval = 6});
        QVERIFY(archive.open(m_now));
        for (int i = 1; i <= 200; ++i) {
            QVERIFY(archive.append({.at = m_now}, QCborMap{{u"n"_s, i}, {u"same"_s, u"x"_s}}));
            QVERIFY(archive.thin(m_now));
            QVERIFY(archive.versions().size() <= 40);
        }
        const std::vector<StateVersion> versions = archive.versions();
        QVERIFY(versions.size() > 20);
        QCOMPARE(versions.back().number, 200U);
        // The newest are all there; the gaps lie further back.
        QCOMPARE(versions[versions.size() - 12].number, 189U);
        QVERIFY(versions.front().number < 150);
        for (const StateVersion &version : versions)
            QCOMPARE(archive.value(version.number).value().toMap().value(u"n"_s).toInteger(),
                     static_cast<qint64>(version.number));
        StateArchive other(QString(), {});
        QVERIFY(other.open(m_now));
    }

    void staysWithinItsBytes()
    {
        StateArchive archive(QString(), {.bytesMax = 20'000});
        QVERIFY(archive.open(m_now));
        QRandomGenerator random(3);
        for (int i = 1; i <= 60; ++i) {
            QByteArray noise(2000, 0);
            for (char &byte : noise)
                byte = static_cast<char>(random.bounded(256));
            QVERIFY(archive.append({.at = m_now}, noise));
            QVERIFY(archive.thin(m_now));
            QVERIFY(archive.size() <= 20'000);
        }
        QVERIFY(archive.versions().size() >= 3);
        QCOMPARE(archive.versions().back().number, 60U);
        // One that is larger than all there is room for is still kept, alone.
        QByteArray huge(50'000, 0);
        for (char &byte : huge)
            byte = static_cast<char>(random.bounded(256));
        QVERIFY(archive.append({.at = m_now}, huge));
        QVERIFY(archive.thin(m_now));
        QCOMPARE(archive.versions().size(), 1U);
        QCOMPARE(archive.value(61).value(), QCborValue(huge));
    }

    void forgetsWhatIsTooOld()
    {
        {
            StateArchive archive(m_path, {});
            QVERIFY(archive.open(m_now));
            QVERIFY(archive.append({.at = m_now}, 1));
            QVERIFY(archive.append({.at = m_now.addDays(20)}, 2));
            QVERIFY(archive.append({.at = m_now.addDays(21)}, 3));
        }
        StateArchive archive(m_path, {});
        QVERIFY(archive.open(m_now.addDays(45)));
        QCOMPARE(archive.versions().size(), 2U);
        QCOMPARE(archive.value(2).value(), QCborValue(2));
        QVERIFY(*archive.thin(m_now.addDays(900)));
        QCOMPARE(archive.versions().size(), 1U);
        QCOMPARE(archive.value(3).value(), QCborValue(3));
    }

    void keepsTheNewestAndTheSpreadOfTheOthers()
    {
        std::vector<StateVersion> versions;
        for (quint64 i = 1; i <= 50; ++i)
            versions.push_back({.number = i});
        for (qsizetype count = 1; count <= 50; ++count) {
            const std::vector<quint64> kept = thinnedVersions(versions, count);
            QCOMPARE(std::ssize(kept), count);
            QCOMPARE(kept.back(), 50U);
            QVERIFY(std::ranges::is_sorted(kept));
        }
        QCOMPARE(thinnedVersions(versions, 60).size(), 50U);
    }

    void movesToMemoryAndErases()
    {
        StateArchive archive(m_path, {});
        QVERIFY(archive.open(m_now));
        QVERIFY(archive.append({.at = m_now}, 1));
        QVERIFY(archive.append({.at = m_now}, 2));
        QVERIFY(archive.moveToMemory());
        QVERIFY(!archive.isOnDisk());
        QVERIFY(archive.append({.at = m_now}, 3));
        QCOMPARE(archive.value(2).value(), QCborValue(2));
        QCOMPARE(archive.versions().size(), 3U);
        StateArchive again(m_path, {});
        QVERIFY(again.open(m_now));
        QCOMPARE(again.versions().size(), 2U);
        QVERIFY(again.erase());
        QVERIFY(again.versions().empty());
        QVERIFY(!QFile(m_path).exists() || QFileInfo(m_path).size() < 30);
        QCOMPARE((*again.append({.at = m_now}, 9))->number, 3U);
    }

    void prunesAFolder()
    {
        for (int i = 0; i < 3; ++i) {
            StateArchive archive(m_folder->filePath(u"%1.states"_s.arg(i)), {});
            QVERIFY(archive.open(m_now));
            QVERIFY(archive.append({.at = m_now}, QByteArray(100, 'x')));
        }
        const QDateTime real = QDateTime::currentDateTimeUtc();
        StateArchive::prune(m_folder->path(), real, 1000);
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.states"_s}).size(), 3);
        StateArchive::prune(m_folder->path(), real, 150);
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.states"_s}).size(), 1);
        StateArchive::prune(m_folder->path(), real.addDays(31), 1000);
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.states"_s}).size(), 0);
    }

private:
    /// One of each that an actor can hold.
    static QCborValue everyType()
    {
        return QCborMap{
            {u"null"_s, nullptr},
            {u"undefined"_s, QCborValue(QCborValue::Undefined)},
            {u"true"_s, true},
            {u"integer"_s, qint64(-9007199254740991)},
            {u"float"_s, 2.5},
            {u"whole float"_s, 5.0},
            {u"minus zero"_s, -0.0},
            {u"infinity"_s, qInf()},
            {u"text"_s, u"žluťoučký 🐎\n"_s},
            {u"bytes"_s, QByteArray("\0\1\xff", 3)},
            {u"date"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1'754'000'000'123, QTimeZone::UTC))},
            {u"bigint"_s, *cbor::fromBigInt(u"-123456789012345678901234567890")},
            {u"set"_s, QCborValue(cbor::setTag, QCborArray{1, u"a"_s})},
            {u"map"_s, QCborValue(cbor::mapTag, QCborMap{{1, u"one"_s}, {u"k"_s, 2}})},
            {u"buffer"_s, QCborValue(cbor::arrayBufferTag, QByteArray("\2\3"))},
            {u"empty"_s, QCborMap{{u"a"_s, QCborArray()}, {u""_s, QCborMap()}}}};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QDateTime m_now;
};

} // namespace rove::ui

QTEST_APPLESS_MAIN(rove::ui::TestStateArchive)
#include "tst_statearchive.moc"
