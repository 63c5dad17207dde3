// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "ui/models/statedocument.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Resolution = StateDocument::Resolution;

namespace {

/// From JSON with single quotes for double ones, so that states can be read here.
QCborValue tree(QByteArray text)
{
    return cbor::fromJson(cbor::parseJson(text.replace('\'', '"')).value());
}

ValuePath at(const QString &key)
{
    return {key};
}

ValuePath at(const QString &key, qsizetype position)
{
    return {key, position};
}

} // namespace

class TestStateDocument : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_now = QDateTime::fromMSecsSinceEpoch(1'754'000'000'000, QTimeZone::UTC);
        m_document = std::make_unique<StateDocument>(nullptr, [this] { return m_now; });
        m_document->setLive(tree("{'title':'general','rate':2.5,'items':[1,2,3]}"));
    }

    void followsTheActorWhereNothingIsEdited()
    {
        const QSignalSpy merged(m_document.get(), &StateDocument::mergedChanged);
        QVERIFY(m_document->edit(at(u"title"_s), u"Rooms"_s));
        m_document->setLive(tree("{'title':'general','rate':3,'items':[1,2,3,4]}"));
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':3,'items':[1,2,3,4]}"));
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(merged.count(), 2);
        m_document->setLive(tree("{'title':'general','rate':3.0,'items':[1,2,3,4]}"));
        QCOMPARE(merged.count(), 2);
    }

    void remembersWhatTheActorChangedForAWhile()
    {
        m_document->setLive(tree("{'title':'general','rate':3,'items':[1,2,3,4]}"));
        m_now = m_now.addMSecs(400);
        QCOMPARE(m_document->changedAgo(at(u"rate"_s)), std::chrono::milliseconds(400));
        const LiveChange added = m_document->recentChanges().value(at(u"items"_s, 3));
        QCOMPARE(added.kind, ValueChange::Kind::Added);
        QVERIFY(!added.before);
        QCOMPARE(m_document->recentChanges().value(at(u"rate"_s)).before, QCborValue(2.5));
        QVERIFY(!m_document->changedAgo(at(u"title"_s)));
        m_now = m_now.addDuration(limits::changeMarkAgeMax);
        QVERIFY(!m_document->changedAgo(at(u"rate"_s)));
        m_document->setLive(tree("{'title':'x','rate':3,'items':[1,2,3,4]}"));
        QCOMPARE(m_document->recentChanges().keys(), QList{at(u"title"_s)});
    }

    void refusesEditsOfPlacesThatAreNotThere()
    {
        QVERIFY(!m_document->edit(at(u"nope"_s), 1));
        QVERIFY(!m_document->insert(at(u"title"_s), 1));
        QVERIFY(!m_document->insert(at(u"items"_s, 4), 1));
        QVERIFY(!m_document->remove(at(u"nope"_s)));
        QVERIFY(!m_document->remove({}));
        QVERIFY(!m_document->isModified());
        QVERIFY(!StateDocument().edit({}, 1));
        QVERIFY(m_document->edit(at(u"rate"_s), 2.5));
        QVERIFY(!m_document->isModified());
    }

    void undoesAndRedoesEdits()
    {
        const QCborValue before = m_document->merged();
        QVERIFY(m_document->edit(at(u"rate"_s), 4));
        QVERIFY(m_document->insert(at(u"items"_s, 1), 9));
        QVERIFY(m_document->remove(at(u"title"_s)));
        const QCborValue after = tree("{'rate':4,'items':[1,9,2,3]}");
        QCOMPARE(m_document->merged(), after);
        QCOMPARE(m_document->undoStack().undoText(), u"Delete title"_s);
        for (int i = 0; i < 3; ++i)
            m_document->undoStack().undo();
        QCOMPARE(m_document->merged(), before);
        QVERIFY(!m_document->isModified());
        for (int i = 0; i < 3; ++i)
            m_document->undoStack().redo();
        QVERIFY(isSameValue(m_document->merged(), after));
        QCOMPARE(m_document->edits().size(), 3U);
    }

    void takesManyEditsBackAsOneStep()
    {
        m_document->beginMacro(u"several"_s);
        m_document->edit(at(u"rate"_s), 4);
        m_document->edit(at(u"title"_s), u"x"_s);
        m_document->endMacro();
        const QSignalSpy merged(m_document.get(), &StateDocument::mergedChanged);
        m_document->undoStack().undo();
        QCOMPARE(merged.count(), 1);
        QVERIFY(!m_document->isModified());
        QCOMPARE(m_document->merged(), m_document->live());
    }

    void joinsSuccessiveEditsOfOnePlace()
    {
        m_document->edit(at(u"title"_s), u"g"_s);
        m_document->edit(at(u"title"_s), u"ge"_s);
        QCOMPARE(m_document->edits().size(), 1U);
        QCOMPARE(m_document->edits().front().base, QCborValue(u"general"_s));
        QCOMPARE(m_document->merged().toMap().value(u"title"_s), QCborValue(u"ge"_s));
        m_document->edit(at(u"rate"_s), 1);
        m_document->edit(at(u"title"_s), u"gen"_s);
        QCOMPARE(m_document->edits().size(), 3U);
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QCOMPARE(m_document->merged(), m_document->live());
    }

    void forgetsAnEditThatIsTakenBackByTyping()
    {
        m_document->edit(at(u"title"_s), u"x"_s);
        m_document->edit(at(u"title"_s), u"general"_s);
        QVERIFY(!m_document->isModified());
        QVERIFY(!m_document->undoStack().canUndo());
    }

    void keepsAnEditInConflictAndLetsItBeSettled()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->edit(at(u"title"_s), u"Rooms"_s);
        m_document->setLive(tree("{'title':'general','rate':3,'items':[1,2,3]}"));
        QCOMPARE(m_document->conflicts().size(), 1U);
        const StateConflict conflict = m_document->conflicts().front();
        QCOMPARE(conflict.path, at(u"rate"_s));
        QCOMPARE(conflict.base, QCborValue(2.5));
        QCOMPARE(conflict.yours, QCborValue(4));
        QCOMPARE(conflict.live, QCborValue(3));
        QVERIFY(m_document->isInConflict(at(u"rate"_s)));
        QCOMPARE(m_document->merged().toMap().value(u"rate"_s), QCborValue(4));

        m_document->resolve(at(u"rate"_s), Resolution::KeepMine);
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->edits().size(), 2U);
        m_document->setLive(tree("{'title':'general','rate':5,'items':[1,2,3]}"));
        QCOMPARE(m_document->conflicts().size(), 1U);
        m_document->resolve(at(u"rate"_s), Resolution::TakeLive);
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->edits().size(), 1U);
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':5,'items':[1,2,3]}"));
    }

    void seesNoConflictWhereTheActorCameToTheSame()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->remove(at(u"title"_s));
        m_document->setLive(tree("{'rate':4,'items':[1,2,3]}"));
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->merged(), tree("{'rate':4,'items':[1,2,3]}"));
    }

    void leavesOutAnEditWhosePlaceIsGone()
    {
        m_document->edit(at(u"items"_s, 2), 9);
        m_document->edit(at(u"rate"_s), 4);
        m_document->setLive(tree("{'title':'general','rate':2.5,'items':[1]}"));
        QCOMPARE(m_document->conflicts().size(), 1U);
        QVERIFY(!m_document->conflicts().front().live);
        QCOMPARE(m_document->merged(), tree("{'title':'general','rate':4,'items':[1]}"));
        m_document->resolve(at(u"items"_s, 2), Resolution::TakeLive);
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->edits().size(), 1U);
        QCOMPARE(m_document->merged(), tree("{'title':'general','rate':4,'items':[1]}"));
    }

    void tellsAddedKeysAndRemovalsInConflict()
    {
        m_document->insert(at(u"new"_s), 1);
        m_document->remove(at(u"title"_s));
        m_document->setLive(tree("{'title':'changed','rate':2.5,'items':[1,2,3],'new':2}"));
        QCOMPARE(m_document->conflicts().size(), 2U);
        QVERIFY(!m_document->conflicts().at(0).base);
        QVERIFY(!m_document->conflicts().at(1).yours);
        QCOMPARE(m_document->merged(), tree("{'rate':2.5,'items':[1,2,3],'new':1}"));
    }

    void revertsOnePlaceAndKeepsTheOthers()
    {
        m_document->insert(at(u"items"_s, 0), 0);
        m_document->edit(at(u"items"_s, 3), 30);
        m_document->remove(at(u"title"_s));
        m_document->edit(at(u"rate"_s), 4);
        m_document->revert(at(u"title"_s));
        QVERIFY(isSameValue(m_document->merged(), tree("{'title':'general','rate':4,'items':[0,1,2,30]}")));
        m_document->revert(at(u"items"_s, 0));
        QVERIFY(isSameValue(m_document->merged(), tree("{'title':'general','rate':4,'items':[1,2,30]}")));
        m_document->revert(at(u"items"_s));
        QVERIFY(isSameValue(m_document->merged(), tree("{'title':'general','rate':4,'items':[1,2,3]}")));
        m_document->revert();
        QCOMPARE(m_document->merged(), m_document->live());
        QVERIFY(!m_document->isModified());
    }

    void revertsAPartOfALargerEdit()
    {
        m_document->edit({}, tree("{'title':'x','rate':9,'items':[]}"));
        m_document->revert(at(u"rate"_s));
        QCOMPARE(m_document->merged(), tree("{'title':'x','rate':2.5,'items':[]}"));
    }

    void leavesEverythingElseAsItWasWhenAnItemIsReverted()
    {
        // Whatever was done to an array: taking back what was done to one item changes nothing but that item.
        QRandomGenerator random(11);
        for (int round = 0; round < 500; ++round) {
            m_document->clear();
            m_document->setLive(tree("{'items':[{'v':100},{'v':101},{'v':102},{'v':103}]}"));
            for (int i = 0; i < 6; ++i) {
                const qsizetype count = items().size();
                const int value = round * 10 + i + 1000;
                switch (random.bounded(3)) {
                case 0:
                    m_document->insert(at(u"items"_s, random.bounded(static_cast<int>(count) + 1)),
                                       QCborMap{{u"v"_s, value}});
                    break;
                case 1:
                    m_document->remove(at(u"items"_s, random.bounded(static_cast<int>(count) + 1)));
                    break;
                default:
                    m_document->edit({u"items"_s, random.bounded(count + 1), u"v"_s}, value);
                }
            }
            const QCborArray before = items();
            if (before.isEmpty())
                continue;
            const qsizetype position = random.bounded(before.size());
            m_document->revert(at(u"items"_s, position));
            // What was removed at that place comes back before it; nothing else moves.
            QCborArray others = before;
            others.removeAt(position);
            qsizetype found = 0;
            for (const QCborValue &item : items())
                if (found < others.size() && item == others.at(found))
                    ++found;
            QCOMPARE(found, others.size());
            QVERIFY(m_document->conflicts().empty());
        }
    }

    void putsRemovedItemsBackWhereTheyWere()
    {
        m_document->remove(at(u"items"_s, 1));
        QCOMPARE(m_document->merged().toMap().value(u"items"_s), tree("[1,3]"));
        m_document->revert(at(u"items"_s, 1));
        QCOMPARE(m_document->merged(), m_document->live());
        QVERIFY(!m_document->isModified());
    }

    // --- Applying ---

    void isCleanAfterApplying()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->beginApply();
        m_document->finishApply(m_document->merged());
        QVERIFY(!m_document->isModified());
        QVERIFY(m_document->undoStack().isClean());
        QCOMPARE(m_document->live().toMap().value(u"rate"_s), QCborValue(4));
    }

    void undoingWhatWasAppliedIsANewEdit()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->remove(at(u"title"_s));
        m_document->beginApply();
        m_document->finishApply(m_document->merged());
        const QSignalSpy restored(m_document.get(), &StateDocument::restoredByUndo);
        m_document->undoStack().undo();
        QCOMPARE(restored.count(), 1);
        QCOMPARE(m_document->edits().size(), 1U);
        QCOMPARE(m_document->merged().toMap().value(u"title"_s), QCborValue(u"general"_s));
        m_document->undoStack().redo();
        QVERIFY(!m_document->isModified());
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QCOMPARE(m_document->edits().size(), 2U);
        QVERIFY(isSameValue(m_document->merged(), tree("{'title':'general','rate':2.5,'items':[1,2,3]}")));
        m_document->beginApply();
        m_document->finishApply(m_document->merged());
        m_document->undoStack().redo();
        QCOMPARE(m_document->merged().toMap().value(u"rate"_s), QCborValue(4));
        QCOMPARE(m_document->edits().size(), 1U);
    }

    void keepsWhatIsEditedWhileItApplies()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->beginApply();
        const QCborValue written = m_document->merged();
        m_document->edit(at(u"rate"_s), 5);
        m_document->edit(at(u"title"_s), u"Rooms"_s);
        m_document->finishApply(written);
        QCOMPARE(m_document->edits().size(), 2U);
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':5,'items':[1,2,3]}"));
    }

    void keepsEditsThatCouldNotBeApplied()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->beginApply();
        m_document->cancelApply();
        QCOMPARE(m_document->edits().size(), 1U);
        const QSignalSpy restored(m_document.get(), &StateDocument::restoredByUndo);
        m_document->undoStack().undo();
        QVERIFY(!m_document->isModified());
        QCOMPARE(restored.count(), 0);
    }

    void survivesAnyOrderOfEditsUndoAndPushes()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 2000; ++round) {
            const QString key = u"k%1"_s.arg(random.bounded(4));
            switch (random.bounded(9)) {
            case 0:
                m_document->setLive(
                    QCborMap{{key, random.bounded(3)}, {u"items"_s, QCborArray{random.bounded(3), 1}}});
                break;
            case 1:
                m_document->undoStack().undo();
                break;
            case 2:
                m_document->undoStack().redo();
                break;
            case 3:
                m_document->insert(at(key), random.bounded(3));
                break;
            case 4:
                m_document->remove(at(key));
                break;
            case 5:
                m_document->insert(at(u"items"_s, random.bounded(3)), random.bounded(3));
                break;
            case 6:
                m_document->revert(at(key));
                break;
            case 7:
                m_document->beginApply();
                m_document->finishApply(m_document->merged());
                QVERIFY(!m_document->isModified());
                break;
            default:
                m_document->edit(at(key), random.bounded(3));
            }
            if (!m_document->isModified())
                QVERIFY(isSameValue(m_document->merged(), m_document->live()));
        }
        m_document->revert();
        QCOMPARE(m_document->merged(), m_document->live());
    }

    void staysQuickWithManyEditsOfALargeState()
    {
        QCborArray items;
        for (int i = 0; i < 250'000; ++i)
            items.append(QCborArray{i});
        m_document->setLive(items);
        QElapsedTimer clock;
        clock.start();
        m_document->beginMacro(u"many"_s);
        for (qsizetype i = 0; i < 100; ++i)
            QVERIFY(m_document->edit({i * 1000, qsizetype(0)}, u"edited"_s));
        m_document->endMacro();
        items[7] = QCborArray{u"live"_s};
        m_document->setLive(items);
        m_document->undoStack().undo();
        qInfo("100 edits of half a million nodes, a push and an undo took %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 20'000);
        QCOMPARE(m_document->merged(), QCborValue(items));
    }

private:
    QCborArray items() const { return m_document->merged().toMap().value(u"items"_s).toArray(); }

    QDateTime m_now;
    std::unique_ptr<StateDocument> m_document;
};

} // namespace rove::ui

QTEST_MAIN(rove::ui::TestStateDocument)
#include "tst_statedocument.moc"
