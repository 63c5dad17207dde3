// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorfields.h"
#include "ui/models/actorlabel.h"
#include "ui/models/actormarkstore.h"
#include "ui/models/filtermatcher.h"
#include "ui/models/visibletext.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestActorMarkStore : public QObject {
    Q_OBJECT
private slots:
    void remembersWhatTheUserSaid()
    {
        const QString file = m_folder.filePath(u"sub/marks.json"_s);
        {
            ActorMarkStore store(file);
            const QSignalSpy changes(&store, &ActorMarkStore::changed);
            QVERIFY(store.setPinned(u"a"_s, true));
            QVERIFY(store.setMark(u"a"_s, ActorMark::Red));
            QVERIFY(store.setMark(u"b"_s, ActorMark::Blue));
            QVERIFY(store.setMark(u"b"_s, ActorMark::Blue));
            QVERIFY(store.setPinned(u"c"_s, true));
            QVERIFY(store.setPinned(u"c"_s, false));
            QCOMPARE(changes.count(), 5);
        }
        const ActorMarkStore store(file);
        QVERIFY(!store.problem());
        QCOMPARE(store.pinned(), QStringList{u"a"_s});
        QCOMPARE(store.mark(u"a"_s), ActorMark::Red);
        QCOMPARE(store.mark(u"b"_s), ActorMark::Blue);
        QCOMPARE(store.mark(u"c"_s), ActorMark::None);
    }

    void leavesAFileAloneThatItCannotRead()
    {
        const QString name = m_folder.filePath(u"foreign.json"_s);
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not ours");
        file.close();
        {
            ActorMarkStore store(name);
            QVERIFY(store.problem());
            QVERIFY(store.setPinned(u"a"_s, true));
            QVERIFY(store.isPinned(u"a"_s));
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "not ours");
    }

    void isBounded()
    {
        ActorMarkStore store({});
        for (int i = 0; i < ActorMarkStore::countMax; ++i)
            QVERIFY(store.setPinned(QString::number(i), true));
        QVERIFY(!store.setPinned(u"one more"_s, true));
        QVERIFY(store.setMark(u"1"_s, ActorMark::Green));
    }

    void namespacesDoNotShareAFile()
    {
        const auto file = [](const QString &endpoint, const QString &name) {
            return ActorMarkStore::fileFor(u"/x"_s, endpoint, name);
        };
        QCOMPARE(file(u"a"_s, u"b"_s), file(u"a"_s, u"b"_s));
        QVERIFY(file(u"a"_s, u"b"_s) != file(u"a"_s, u"c"_s));
        QVERIFY(file(u"ab"_s, u"c"_s) != file(u"a"_s, u"bc"_s));
    }

    void marksAndPinsCanBeFilteredBy()
    {
        manager::Actor actor;
        actor.actorId = u"1"_s;
        actor.name = u"chatRoom"_s;
        actor.key = u"eu:7"_s;
        actor.runnerNameSelector = u"pool"_s;
        const ActorOrderedRow row(
            {.record = actor, .status = statusOf(actor), .isPinned = true, .mark = ActorMark::Red});
        const auto matches = [&row](const QString &text) {
            const FilterQuery query = FilterQuery::parse(text, actorFields());
            return query.isValid() && FilterMatcher(query, actorFields(), 1000).matches(row);
        };
        QVERIFY(matches(u"is:pinned mark:red has:mark prefix:eu runner:pool type:chatroom"_s));
        QVERIFY(matches(u"-mark:blue status:starting is:waiting -is:live -has:error age:1s"_s));
        QVERIFY(!matches(u"mark:blue"_s));
        QVERIFY(!FilterQuery::parse(u"mark:pink"_s, actorFields()).isValid());
    }

    void hostileTextIsShownForWhatItIs()
    {
        QCOMPARE(visibleText(u"a\u202eb", 50), u"a⟨U+202E⟩b"_s);
        QCOMPARE(visibleText(u"tab\there\n", 50), u"tab␉here␊"_s);
        QCOMPARE(visibleText(u"\u200bx\u00a0y", 50), u"⟨U+200B⟩x⟨U+00A0⟩y"_s);
        QCOMPARE(visibleText(u"👩‍👩‍👧x", 1), u"👩‍👩‍👧…"_s);
        QCOMPARE(visibleText(u"é́bc", 2), u"é́b…"_s);
        QCOMPARE(visibleText(u"שלום", 50), u"שלום"_s);
        QCOMPARE(visibleText(QString(1024 * 1024, u'a'), 200).size(), 201);
        const QString lone(QChar(0xd800));
        QCOMPARE(visibleText(lone, 5).isEmpty(), false);
        QVERIFY(plainToolTip(QString(1024 * 1024, u'x')).size() < 2000);
        QVERIFY(!plainToolTip(u"<img src=x>").contains(u"<img"));
        QVERIFY(plainToolTip(u"").isEmpty());
        manager::Actor actor;
        actor.name = u"chatRoom"_s;
        actor.key = QString(300, u'k');
        QVERIFY(actorLabel(actor).size() < 220);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorMarkStore)
#include "tst_actormarkstore.moc"
