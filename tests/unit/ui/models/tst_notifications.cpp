// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/notificationmodel.h"
#include "ui/models/recentstore.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove::ui;

/// What the program remembers of what happened and of where the user was.
class tst_Notifications : public QObject {
    Q_OBJECT

private slots:
    void theSameAgainRaisesTheCounter();
    void theOldestGoFirst();
    void unreadAreCountedWithTheWorst();
    void readingThemTakesTheCountAway();

    void theNewestPlaceComesFirstAndOnce();
    void placesComeBackWithoutTokens();
    void placesThatAreNotKeptLeaveTheDisk();
    void theLocalEngineIsOnePlaceOnAnyPort();
};

void tst_Notifications::theSameAgainRaisesTheCounter()
{
    NotificationModel model;
    const QAbstractItemModelTester tester(&model);
    model.add({.text = u"lost"_s, .source = u"a"_s});
    model.add({.text = u"lost"_s, .source = u"a"_s});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowAt(0).count, 2);
    model.add({.text = u"lost"_s, .source = u"b"_s});
    model.add({.text = u"lost"_s, .source = u"a"_s});
    QCOMPARE(model.rowCount(), 3);
}

void tst_Notifications::theOldestGoFirst()
{
    NotificationModel model;
    model.setCountMax(3);
    for (int i = 0; i < 10; ++i)
        model.add({.text = QString::number(i)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowAt(0).text, u"7"_s);
}

void tst_Notifications::unreadAreCountedWithTheWorst()
{
    NotificationModel model;
    QSignalSpy changed(&model, &NotificationModel::unreadChanged);
    model.add({.text = u"fine"_s});
    model.add({.level = Notification::Level::Error, .text = u"bad"_s});
    model.add({.level = Notification::Level::Warning, .text = u"odd"_s});
    QCOMPARE(model.unreadCount(), 3);
    QCOMPARE(model.unreadLevel(), Notification::Level::Error);
    QCOMPARE(changed.size(), 3);
}

void tst_Notifications::readingThemTakesTheCountAway()
{
    NotificationModel model;
    model.add({.text = u"one"_s});
    model.markAllRead();
    QCOMPARE(model.unreadCount(), 0);
    // It happens again, so it is news again.
    model.add({.text = u"one"_s});
    QCOMPARE(model.unreadCount(), 1);
    model.clear();
    QCOMPARE(model.unreadCount(), 0);
}

namespace {

RecentPlace placeOf(const QString &url, const QString &actor = {}, bool isLocal = false)
{
    return {.isLocalEngine = isLocal,
            .connectionName = u"test"_s,
            .endpoint = *Endpoint::parse(url),
            .actorId = actor,
            .label = actor};
}

} // namespace

void tst_Notifications::theNewestPlaceComesFirstAndOnce()
{
    const QTemporaryDir folder;
    RecentStore store(folder.filePath(u"recent.json"_s));
    store.note(placeOf(u"http://a"_s, u"1"_s));
    store.note(placeOf(u"http://b"_s, u"2"_s));
    store.note(placeOf(u"http://a"_s, u"1"_s));
    QCOMPARE(store.places().size(), 2);
    QCOMPARE(store.places()[0].actorId, u"1"_s);
    store.setCountMax(1);
    QCOMPARE(store.places().size(), 1);
}

void tst_Notifications::placesComeBackWithoutTokens()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"recent.json"_s);
    RecentStore(path).note(placeOf(u"https://staging:very-secret@host"_s, u"1"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("very-secret"));
    const RecentStore read(path);
    QCOMPARE(read.places().size(), 1);
    QCOMPARE(read.places()[0].endpoint.namespaceName, u"staging"_s);
    QVERIFY(read.places()[0].endpoint.token.isEmpty());
}

void tst_Notifications::placesThatAreNotKeptLeaveTheDisk()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"recent.json"_s);
    RecentStore store(path);
    store.note(placeOf(u"http://a"_s));
    QVERIFY(QFile::exists(path));
    store.setKept(false);
    QVERIFY(!QFile::exists(path));
    store.note(placeOf(u"http://b"_s));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(store.places().size(), 2);
}

void tst_Notifications::theLocalEngineIsOnePlaceOnAnyPort()
{
    const QTemporaryDir folder;
    RecentStore store(folder.filePath(u"recent.json"_s));
    store.note(placeOf(u"http://127.0.0.1:6420"_s, u"1"_s, true));
    store.note(placeOf(u"http://127.0.0.1:7000"_s, u"1"_s, true));
    QCOMPARE(store.places().size(), 1);
}

QTEST_GUILESS_MAIN(tst_Notifications)

#include "tst_notifications.moc"
