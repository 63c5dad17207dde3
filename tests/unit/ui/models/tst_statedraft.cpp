// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/models/statedocument.h"

#include <QtCore/QCborArray>
#include <QtCore/QRandomGenerator>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Resolution = StateDocument::Resolution;

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

/// As a session file keeps it.
QCborMap stored(const QCborMap &draft)
{
    return QCborValue::fromCbor(QCborValue(draft).toCbor()).toMap();
}

} // namespace

/// What a StateDocument tells of its edits as a whole, and what becomes of a part of them.
class TestStateDraft : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_document = std::make_unique<StateDocument>();
        m_document->setLive(tree("{'title':'general','rate':2.5,'items':[1,2,3]}"));
    }

    // --- Changes ---

    void tellsOneChangeOfEachPlace()
    {
        m_document->edit(at(u"title"_s), u"Rooms"_s);
        m_document->edit(at(u"rate"_s), 4);
        m_document->edit(at(u"title"_s), u"Rooms!"_s);
        m_document->insert(at(u"items"_s, 1), 9);
        m_document->edit(at(u"items"_s, 1), 10);
        m_document->remove(at(u"items"_s, 3));
        m_document->insert(at(u"new"_s), 1);
        const std::vector<StateChange> changes = m_document->changes();
        QCOMPARE(changes.size(), 5U);
        QCOMPARE(changes[0].path, at(u"title"_s));
        QCOMPARE(changes[0].base, QCborValue(u"general"_s));
        QCOMPARE(changes[0].yours, QCborValue(u"Rooms!"_s));
        QCOMPARE(changes[0].live, QCborValue(u"general"_s));
        QCOMPARE(changes[0].edits.size(), 2U);
        QCOMPARE(changes[2].kind, ValueChange::Kind::Added);
        QCOMPARE(changes[2].path, at(u"items"_s, 1));
        QCOMPARE(changes[2].yours, QCborValue(10));
        QCOMPARE(changes[3].kind, ValueChange::Kind::Removed);
        QCOMPARE(changes[3].base, QCborValue(3));
        QVERIFY(!changes[3].yours);
        QCOMPARE(changes[4].kind, ValueChange::Kind::Added);
    }

    void tellsWhichChangesAreInConflict()
    {
        m_document->edit(at(u"title"_s), u"Rooms"_s);
        m_document->edit(at(u"rate"_s), 4);
        m_document->setLive(tree("{'title':'general','rate':3,'items':[1,2,3]}"));
        const std::vector<StateChange> changes = m_document->changes();
        QVERIFY(!changes[0].isInConflict);
        QVERIFY(changes[1].isInConflict);
        QCOMPARE(changes[1].base, QCborValue(2.5));
        QCOMPARE(changes[1].live, QCborValue(3));
        m_document->resolve(changes[1].edits, Resolution::KeepMine);
        QVERIFY(m_document->conflicts().empty());
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':4,'items':[1,2,3]}"));
        m_document->resolve(changes[1].edits, Resolution::TakeLive);
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':3,'items':[1,2,3]}"));
    }

    void tellsWhatItWasWhenTheEditsBegan()
    {
        QCOMPARE(m_document->base(), m_document->live());
        const QCborValue before = m_document->live();
        m_document->edit(at(u"rate"_s), 4);
        m_document->setLive(tree("{'title':'x','rate':2.5,'items':[]}"));
        QCOMPARE(m_document->base(), before);
        m_document->undoStack().undo();
        QCOMPARE(m_document->base(), m_document->live());
    }

    // --- A part of the edits ---

    void appliesAPartAndKeepsTheRest()
    {
        m_document->insert(at(u"items"_s, 0), 0);
        m_document->edit(at(u"rate"_s), 4);
        m_document->edit(at(u"items"_s, 3), 30);
        const QCborValue merged = m_document->merged();
        const std::vector<StateChange> changes = m_document->changes();
        QVERIFY(m_document->beginApply({changes[2].edits.front()}));
        QCOMPARE(m_document->applying(), tree("{'title':'general','rate':2.5,'items':[1,2,30]}"));
        QCOMPARE(m_document->merged(), merged);
        m_document->finishApply(m_document->applying());
        QCOMPARE(m_document->edits().size(), 2U);
        QCOMPARE(m_document->merged(), merged);
        QVERIFY(m_document->conflicts().empty());
        QVERIFY(!m_document->undoStack().isClean());
        QVERIFY(!m_document->beginApply({12345}));
    }

    void undoesTheRestAndRestoresThePart()
    {
        m_document->edit(at(u"title"_s), u"Rooms"_s);
        m_document->edit(at(u"rate"_s), 4);
        const QSignalSpy restored(m_document.get(), &StateDocument::restoredByUndo);
        QVERIFY(m_document->beginApply({m_document->edits().back().id}));
        m_document->finishApply(m_document->applying());
        m_document->undoStack().undo();
        QCOMPARE(restored.count(), 1);
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':2.5,'items':[1,2,3]}"));
        m_document->undoStack().undo();
        QCOMPARE(restored.count(), 1);
        QCOMPARE(m_document->merged(), tree("{'title':'general','rate':2.5,'items':[1,2,3]}"));
        QCOMPARE(m_document->edits().size(), 1U);
        m_document->undoStack().redo();
        m_document->undoStack().redo();
        QCOMPARE(m_document->merged(), tree("{'title':'Rooms','rate':4,'items':[1,2,3]}"));
        QCOMPARE(m_document->edits().size(), 1U);
    }

    void comesToTheSameWhateverPartIsAppliedFirst()
    {
        QRandomGenerator random(21);
        for (int round = 0; round < 400; ++round) {
            m_document = std::make_unique<StateDocument>();
            m_document->setLive(tree("{'a':1,'items':[1,2,3,4],'o':{'x':1}}"));
            for (int i = 0; i < 8; ++i)
                makeRandomEdit(random);
            const QCborValue merged = m_document->merged();
            std::vector<quint64> chosen;
            for (const StateEdit &edit : m_document->edits())
                if (random.bounded(2) == 0)
                    chosen.push_back(edit.id);
            if (!m_document->beginApply(chosen))
                continue;
            QVERIFY(isSameValue(m_document->merged(), merged));
            m_document->finishApply(m_document->applying());
            QVERIFY(isSameValue(m_document->merged(), merged));
            QVERIFY(m_document->conflicts().empty());
            while (m_document->undoStack().canUndo())
                m_document->undoStack().undo();
            QVERIFY(isSameValue(m_document->merged(), tree("{'a':1,'items':[1,2,3,4],'o':{'x':1}}")));
        }
    }

    void mergesAsAnOracleWouldWhereNobodyMeets()
    {
        // The person edits some keys, the actor others, in any order: every key ends as its owner left it.
        QRandomGenerator random(22);
        for (int round = 0; round < 100; ++round) {
            m_document = std::make_unique<StateDocument>();
            QCborMap live;
            for (int i = 0; i < 12; ++i)
                live.insert(u"k%1"_s.arg(i), QCborMap{{u"v"_s, 0}});
            QCborMap oracle = live;
            m_document->setLive(live);
            for (int step = 1; step < 40; ++step) {
                const int which = random.bounded(12);
                const QString key = u"k%1"_s.arg(which);
                if (which % 2 == 0) {
                    QVERIFY(m_document->edit({key, u"v"_s}, step));
                    oracle[key] = QCborMap{{u"v"_s, step}};
                } else {
                    live[key] = random.bounded(5) == 0 ? QCborMap{{u"v"_s, step}, {u"more"_s, true}}
                                                       : QCborMap{{u"v"_s, step}};
                    oracle[key] = live[key];
                    m_document->setLive(live);
                }
                if (random.bounded(10) == 0) {
                    m_document->beginApply();
                    live = m_document->applying().toMap();
                    m_document->finishApply(live);
                }
                QVERIFY(isSameValue(m_document->merged(), oracle));
                QVERIFY(m_document->conflicts().empty());
            }
        }
    }

    void isCleanExactlyWhereTheActorHoldsAll()
    {
        m_document->edit(at(u"rate"_s), 4);
        m_document->beginApply();
        m_document->finishApply(m_document->merged());
        QVERIFY(m_document->undoStack().isClean());
        m_document->setLive(tree("{'title':'by the actor','rate':4,'items':[1,2,3]}"));
        QVERIFY(m_document->undoStack().isClean());
        QVERIFY(m_document->undoStack().canUndo());
        m_document->edit(at(u"title"_s), u"mine"_s);
        QVERIFY(!m_document->undoStack().isClean());
        m_document->undoStack().undo();
        QVERIFY(m_document->undoStack().isClean());
        QVERIFY(!m_document->isModified());
        m_document->undoStack().undo();
        QVERIFY(!m_document->undoStack().isClean());
        QVERIFY(m_document->isModified());
        QCOMPARE(m_document->merged(), tree("{'title':'by the actor','rate':2.5,'items':[1,2,3]}"));
    }

    void tellsAMacroOnce()
    {
        const QSignalSpy merged(m_document.get(), &StateDocument::mergedChanged);
        const QSignalSpy edits(m_document.get(), &StateDocument::editsChanged);
        m_document->editTowards(m_document->merged(), tree("{'title':'x','items':[0,1,3],'n':1}"), u"all"_s);
        QCOMPARE(merged.count(), 1);
        QCOMPARE(edits.count(), 1);
        QVERIFY(isSameValue(m_document->merged(), tree("{'title':'x','items':[0,1,3],'n':1}")));
        m_document->undoStack().undo();
        QVERIFY(!m_document->isModified());
        QCOMPARE(merged.count(), 2);
    }

    // --- Drafts ---

    void bringsADraftBack()
    {
        QVERIFY(m_document->saveDraft().isEmpty());
        m_document->insert(at(u"items"_s, 0), 0);
        m_document->edit(at(u"rate"_s), 4);
        m_document->remove(at(u"title"_s));
        const QCborMap draft = stored(m_document->saveDraft());
        StateDocument other;
        QVERIFY(other.restoreDraft(draft));
        QVERIFY(other.isModified());
        QVERIFY(!other.isLoaded());
        QVERIFY(!other.restoreDraft(draft));
        other.setLive(tree("{'title':'general','rate':3,'items':[1,2,3,4]}"));
        QVERIFY(isSameValue(other.merged(), tree("{'rate':4,'items':[0,1,2,3,4]}")));
        QCOMPARE(other.conflicts().size(), 1U);
        QCOMPARE(other.conflicts().front().base, QCborValue(2.5));
        other.undoStack().undo();
        QVERIFY(!other.isModified());
        QCOMPARE(other.merged(), other.live());
    }

    void bringsEveryTypeBackExactly()
    {
        const QList<QCborValue> values = {
            nullptr,
            QCborValue(QCborValue::Undefined),
            false,
            -1,
            5.0,
            -0.0,
            qQNaN(),
            qInf(),
            u"ž\u0000x"_s,
            QByteArray("\0\xff", 2),
            QCborValue(QDateTime::fromMSecsSinceEpoch(1'754'000'000'123, QTimeZone::UTC)),
            *cbor::fromBigInt(u"123456789012345678901234567890"),
            QCborValue(cbor::setTag, QCborArray{1, QCborValue(QCborValue::Undefined)}),
            QCborValue(cbor::mapTag, QCborMap{{1, 2}, {QCborArray{1}, u"k"_s}}),
            QCborValue(cbor::arrayBufferTag, QByteArray("x")),
            QCborArray{},
            QCborMap{},
        };
        for (const QCborValue &value : values) {
            for (const QCborValue &base : {QCborValue(17), value}) {
                StateDocument document;
                document.setLive(QCborMap{{u"k"_s, base}, {u"other"_s, value}});
                QVERIFY(document.insert(at(u"n"_s), value));
                QVERIFY(document.edit(at(u"k"_s), u"changed"_s));
                QVERIFY(document.edit(at(u"other"_s), QCborArray{value}));
                StateDocument again;
                QVERIFY(again.restoreDraft(stored(document.saveDraft())));
                again.setLive(document.live());
                QVERIFY(isSameValue(again.merged(), document.merged()));
                QCOMPARE(again.edits().size(), document.edits().size());
                for (size_t i = 0; i < again.edits().size(); ++i) {
                    QCOMPARE(again.edits()[i].path, document.edits()[i].path);
                    QCOMPARE(again.edits()[i].value.type(), document.edits()[i].value.type());
                    QVERIFY(isSameValue(again.edits()[i].value, document.edits()[i].value));
                    QCOMPARE(again.edits()[i].base.has_value(), document.edits()[i].base.has_value());
                }
                QVERIFY(again.conflicts().empty());
            }
        }
    }

    void refusesWhatIsNoDraft()
    {
        QVERIFY(!m_document->restoreDraft({}));
        QVERIFY(!m_document->restoreDraft({{u"version"_s, 1}, {u"edits"_s, QCborArray{QCborMap{}}}}));
        QVERIFY(!m_document->restoreDraft({{u"version"_s, 99}, {u"edits"_s, QCborArray{}}}));
        QVERIFY(!m_document->isModified());
    }

private:
    void makeRandomEdit(QRandomGenerator &random)
    {
        const qsizetype count = m_document->merged().toMap().value(u"items"_s).toArray().size();
        const auto position = static_cast<qsizetype>(random.bounded(static_cast<int>(count) + 1));
        const QString key = u"k%1"_s.arg(random.bounded(3));
        switch (random.bounded(6)) {
        case 0:
            m_document->insert(at(u"items"_s, position), random.bounded(100));
            break;
        case 1:
            m_document->remove(at(u"items"_s, position));
            break;
        case 2:
            m_document->edit(at(u"items"_s, position), random.bounded(100));
            break;
        case 3:
            m_document->insert({u"o"_s, key}, random.bounded(100));
            break;
        case 4:
            m_document->remove({u"o"_s, key});
            break;
        default:
            m_document->edit(at(u"a"_s), random.bounded(100));
        }
    }

    std::unique_ptr<StateDocument> m_document;
};

} // namespace rove::ui

QTEST_MAIN(rove::ui::TestStateDraft)
#include "tst_statedraft.moc"
