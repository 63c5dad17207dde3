// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deeplink.h"
#include "ui/models/snippets.h"

#include <QtCore/QCborMap>
#include <QtCore/QProcess>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestSnippets : public QObject {
    Q_OBJECT
private:
    static Endpoint endpoint(const QString &text = u"http://127.0.0.1:6420"_s)
    {
        return Endpoint::parse(text).value();
    }
    static manager::Actor actor(const QString &name, const std::optional<QString> &key)
    {
        manager::Actor record;
        record.actorId = u"abc1"_s;
        record.name = name;
        record.key = key;
        record.runnerNameSelector = u"default"_s;
        return record;
    }
    /// What a shell makes of a word.
    static QString shellReads(const QString &word)
    {
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, QString(u"printf %s "_s % word)});
        shell.waitForFinished();
        return QString::fromUtf8(shell.readAllStandardOutput());
    }

private slots:
    void clientCodeIsShortForALocalActor()
    {
        QCOMPARE(snippets::typeScript(endpoint(), actor(u"counter"_s, u"a/b"_s)),
                 u"import { createClient } from \"rivetkit/client\";\n\n"
                 "const client = createClient();\n"
                 "const actor = client.counter.get([\"a\", \"b\"]);\n"_s);
    }

    void clientCodeNamesWhatIsNotUsual()
    {
        const QString code =
            snippets::typeScript(endpoint(u"https://prod:s3cret@engine.example/api"_s), u"chat-room"_s,
                                 u"general"_s, snippets::Intent::GetOrCreate, QCborMap{{u"size"_s, 5}});
        QVERIFY(code.contains(u"endpoint: \"https://engine.example/api\""_s));
        QVERIFY(code.contains(u"namespace: \"prod\""_s));
        QVERIFY(code.contains(u"token: process.env.RIVET_TOKEN"_s));
        QVERIFY(code.contains(
            u"client[\"chat-room\"].getOrCreate([\"general\"], { createWithInput: {\"size\":5} });"_s));
        QVERIFY(!code.contains(u"s3cret"_s));
    }

    void anActorWithoutAKeyIsReachedById()
    {
        QVERIFY(snippets::typeScript(endpoint(), actor(u"counter"_s, {}))
                    .contains(u"client.counter.getForId(\"abc1\")"_s));
        QVERIFY(snippets::typeScript(endpoint(), u"counter"_s, {}, snippets::Intent::Create)
                    .contains(u"await client.counter.create([]);"_s));
    }

    void hostileTextStaysText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("quote") << u"it's"_s;
        QTest::newRow("double quote") << u"a\"b"_s;
        QTest::newRow("command") << u"$(touch /tmp/x)`id`;&|<>"_s;
        QTest::newRow("backslash") << u"a\\'b\\"_s;
        QTest::newRow("newline") << u"a\nb"_s;
        QTest::newRow("template") << u"${process.exit()}"_s;
        QTest::newRow("glob") << u"* ? [a] ~ !"_s;
        QTest::newRow("unicode") << u"ключ 😀"_s;
    }

    void hostileTextStaysText()
    {
        QFETCH(QString, text);
        QCOMPARE(shellReads(snippets::shellQuoted(text)), text);
        const QString literal = snippets::typeScriptQuoted(text);
        QVERIFY(!literal.contains(u'\n'));
        // A double quote inside is always behind a backslash.
        QString inside = literal.sliced(1, literal.size() - 2);
        inside.replace(u"\\\\"_s, QString());
        inside.replace(u"\\\""_s, QString());
        QVERIFY(!inside.contains(u'"'));
    }

    void lineSeparatorsAndDirectionMarksAreEscaped()
    {
        QCOMPARE(snippets::typeScriptQuoted(u"a\u2028b\u202ec\x01"_s), u"\"a\\u2028b\\u202ec\\u0001\""_s);
    }

    void curlNeverShowsTheToken()
    {
        const Endpoint secret = endpoint(u"https://prod:s3cret@engine.example"_s);
        const manager::Actor room = actor(u"room"_s, u"a"_s);
        for (const QString &text :
             {snippets::curlRecord(secret, room), snippets::curlAction(secret, room, u"send"_s, {u"hi"_s}),
              snippets::curlState(secret, room)}) {
            QVERIFY(!text.contains(u"s3cret"_s));
            QVERIFY(text.contains(u"$RIVET_TOKEN"_s));
        }
        QVERIFY(!snippets::curlRecord(endpoint(), room).contains(u"RIVET_TOKEN"_s));
        QVERIFY(snippets::curlRecord(secret, room).contains(u"namespace=prod"_s));
    }

    void curlCallsTheActionWithItsArguments()
    {
        const QString text =
            snippets::curlAction(endpoint(), actor(u"room"_s, {}), u"it's/odd"_s, {u"o'clock"_s, 5});
        QVERIFY(text.contains(u"--data '{\"args\":[\"o'\\''clock\",5]}'"_s));
        QVERIFY(text.contains(u"/gateway/abc1/action/it%27s%2Fodd'"_s));
    }

    void theLinkIsOneThatIsUnderstood()
    {
        const auto link = DeepLink::parse(
            snippets::link(endpoint(u"http://staging:t@10.0.0.5:6420"_s), actor(u"a"_s, {}), u"state"_s));
        QVERIFY(link);
        QCOMPARE(link->namespaceName, u"staging"_s);
        QCOMPARE(link->actorId, u"abc1"_s);
        QCOMPARE(link->section, u"state"_s);
    }

    void theRecordIsItsJson()
    {
        const QString text = snippets::recordJson(actor(u"room"_s, u"a\"b"_s));
        QVERIFY(text.contains(u"\"name\": \"room\""_s));
        QVERIFY(text.contains(u"a\\\"b"_s));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestSnippets)
#include "tst_snippets.moc"
