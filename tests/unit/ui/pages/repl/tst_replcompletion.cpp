// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replcompletion.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestReplCompletion : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_source = {.actions = {u"send"_s, u"setTopic"_s, u"do-it"_s},
                    .state = QCborMap{{u"topic"_s, u"Rust"_s},
                                      {u"users"_s, QCborArray{QCborMap{{u"name"_s, u"ada"_s}}}},
                                      {u"max rate"_s, 5}},
                    .savedNames = {u"$1"_s},
                    .declared = {u"total"_s},
                    .snippets = {{u"sumUp"_s, u"total += 1"_s}}};
        m_source.lastArguments = [](const QString &action) {
            return action == "send"_L1 ? u"\"ada\", \"hi\""_s : QString();
        };
        m_source.saved = [](const QString &name) {
            return name == "$1"_L1 ? std::optional<QCborValue>(QCborMap{{u"id"_s, 7}}) : std::nullopt;
        };
    }

    void offersTheActionsOfTheActor()
    {
        const Completions found = complete(u"await actor."_s);
        QCOMPARE(labels(found), (QStringList{u"send"_s, u"setTopic"_s, u"do-it"_s}));
        QCOMPARE(found.items.at(0).inserted, u".send()"_s);
        QCOMPARE(found.items.at(0).detail, u"(\"ada\", \"hi\")"_s);
        QCOMPARE(found.items.at(0).cursorBack, 1);
        QCOMPARE(found.items.at(2).inserted, u"[\"do-it\"]()"_s);
        QCOMPARE(found.from, 11);
    }

    void narrowsByWhatIsTyped()
    {
        const Completions found = complete(u"actor.se"_s);
        QCOMPARE(labels(found), (QStringList{u"send"_s, u"setTopic"_s}));
        QCOMPARE(found.items.at(0).inserted, u"send()"_s);
        QCOMPARE(found.from, 6);
        QCOMPARE(labels(complete(u"actor.TOPIC"_s)), QStringList{u"setTopic"_s});
    }

    void followsThePathsOfTheState()
    {
        const Completions root = complete(u"state."_s);
        QCOMPARE(labels(root), (QStringList{u"topic"_s, u"users"_s, u"max rate"_s}));
        QCOMPARE(root.items.at(2).inserted, u"[\"max rate\"]"_s);
        QCOMPARE(labels(complete(u"state.users[0]."_s)), QStringList{u"name"_s});
        QVERIFY(labels(complete(u"state.users."_s)).contains(u"map"_s));
        QVERIFY(complete(u"state.nothing."_s).items.isEmpty());
        QVERIFY(complete(u"state.users[7]."_s).items.isEmpty());
    }

    void followsResults()
    {
        QCOMPARE(labels(complete(u"$1.i"_s)), QStringList{u"id"_s});
        QVERIFY(labels(complete(u"$"_s)).contains(u"$1"_s));
    }

    void offersNamesOnceALetterIsTyped()
    {
        QVERIFY(complete(u""_s).items.isEmpty());
        QVERIFY(complete(u"1 + "_s).items.isEmpty());
        QVERIFY(!complete(u""_s, CompletionAsked::Yes).items.isEmpty());
        QCOMPARE(labels(complete(u"tot"_s)), QStringList{u"total"_s});
        const Completions snippet = complete(u"sumU"_s);
        QCOMPARE(snippet.items.first().inserted, u"total += 1"_s);
        QCOMPARE(snippet.items.first().kind, Completion::Kind::Snippet);
    }

    void isSilentInTextAndComments()
    {
        QVERIFY(complete(u"'sta"_s).items.isEmpty());
        QVERIFY(complete(u"// sta"_s).items.isEmpty());
        QVERIFY(complete(u"12"_s).items.isEmpty());
        QVERIFY(!complete(u"`${sta"_s).items.isEmpty());
    }

    void saysHowAnActionWasCalledLast()
    {
        const QString text = u"actor.send('x', "_s;
        const QString hint = callHintAt(text, text.size(), m_source);
        QVERIFY2(hint.contains(u"argument 2"_s) && hint.contains(u"\"ada\", \"hi\""_s), qPrintable(hint));
        QVERIFY(callHintAt(u"f("_s, 2, m_source).isEmpty());
    }

private:
    Completions complete(const QString &text, CompletionAsked asked = CompletionAsked::No) const
    {
        return completionsAt(text, text.size(), m_source, asked);
    }

    static QStringList labels(const Completions &completions)
    {
        QStringList names;
        for (const Completion &completion : completions.items)
            names.append(completion.label);
        return names;
    }

    CompletionSource m_source;
};

} // namespace rove::ui

QTEST_APPLESS_MAIN(rove::ui::TestReplCompletion)
#include "tst_replcompletion.moc"
