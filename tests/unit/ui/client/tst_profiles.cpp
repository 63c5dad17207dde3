// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/profilecolour.h"
#include "ui/client/profileexchange.h"
#include "ui/client/profilesecrets.h"
#include "ui/client/profilewatcher.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;

namespace {

Endpoint parsed(const QString &text)
{
    return Endpoint::parse(text).value();
}

/// Relative luminance, WCAG 2.
double luminance(QStringView colour)
{
    const auto channel = [colour](qsizetype at) {
        const double value = colour.sliced(at, 2).toInt(nullptr, 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(QStringView a, QStringView b)
{
    const double la = luminance(a) + 0.05;
    const double lb = luminance(b) + 0.05;
    return la > lb ? la / lb : lb / la;
}

} // namespace

/// What belongs to a saved connection beside its entry: colours, secrets, other machines, and whether it
/// answers.
class TestProfiles : public QObject {
    Q_OBJECT
private slots:
    void everyColourStandsOutInBothThemes()
    {
        for (const ProfileColour &colour : profileColours)
            // Base, window, selection; light and dark (design of the themes).
            for (const auto background :
                 {u"#FFFFFF", u"#F5F6F7", u"#D8E8FB", u"#15181C", u"#1B1E23", u"#1A3553"})
                QVERIFY2(contrast(QString(colour.value), background) >= 3.0, colour.id.data());
        QVERIFY(isProfileColour(u"#2f80ed"_s));
        QVERIFY(!isProfileColour(u"#ffffff"_s));
        QVERIFY(!isProfileColour({}));
    }

    void secretsComeBackIntoTheEndpoint()
    {
        TokenVault vault;
        ConnectionProfile profile = ConnectionProfile::create(u"One"_s, parsed(u"https://one"_s));
        profile.endpoint.transport.tls.keyFile = u"/keys/client.key"_s;
        profile.endpoint.transport.proxy.user = u"ada"_s;
        const ProfileSecrets secrets{
            .token = u"t0ken"_s, .keyPassphrase = u"phrase"_s, .proxyPassword = u"word"_s};
        QVERIFY(await(keepSecrets(vault, profile.id, secrets, TokenVault::Keep::ThisSession)));
        const Result<ProfileSecrets> read = await(readSecrets(vault, profile));
        QVERIFY(read);
        QCOMPARE(*read, secrets);
        const Endpoint endpoint = read->applyTo(profile.endpoint);
        QCOMPARE(endpoint.token, u"t0ken"_s);
        QCOMPARE(endpoint.transport.tls.keyPassphrase, u"phrase"_s);
        QCOMPARE(ProfileSecrets::of(endpoint), secrets);
        QCOMPARE(ProfileSecrets::of(ConnectionProfile::create(u"Two"_s, endpoint).endpoint),
                 ProfileSecrets());
    }

    void exportedConnectionsHoldNoSecretsAndComeBackEqual()
    {
        ConnectionProfile profile =
            ConnectionProfile::create(u"Stäging"_s, parsed(u"https://acme:s3cret@one/x"_s));
        profile.colour = u"#2F80ED"_s;
        profile.environment = Environment::Staging;
        profile.isReadOnly = true;
        profile.endpoint.token = u"s3cret"_s;
        profile.endpoint.transport = {
            .tls = {.authorityFile = u"/ca.pem"_s, .keyPassphrase = u"s3cret"_s},
            .proxy = {
                .kind = ProxyOptions::Kind::Socks5, .host = u"p"_s, .port = 1080, .password = u"s3cret"_s}};
        const QByteArray json = exportProfiles({profile});
        QVERIFY(!json.contains("s3cret"));
        QVERIFY(!json.contains(profile.id.toUtf8()));
        const Result<ImportedProfiles> imported = importProfiles(json);
        QVERIFY(imported);
        QCOMPARE(imported->skippedCount, 0);
        ConnectionProfile back = imported->profiles.constFirst();
        QVERIFY(back.id != profile.id);
        back.id = profile.id;
        profile.endpoint = profile.endpoint.withoutSecrets();
        QCOMPARE(back, profile);
    }

    void importedFilesAreNotTrusted_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qsizetype>("count");
        QTest::addColumn<int>("skipped");
        QTest::newRow("not JSON") << "hello"_ba << qsizetype(-1) << 0;
        QTest::newRow("another file") << R"({"connections":[]})"_ba << qsizetype(-1) << 0;
        QTest::newRow("newer") << R"({"format":"rove-connections","version":9})"_ba << qsizetype(-1) << 0;
        QTest::newRow("too long") << QByteArray(2000000, ' ') << qsizetype(-1) << 0;
        QTest::newRow("odd entries")
            << R"({"format":"rove-connections","version":1,"connections":[1,null,{"endpoint":"ftp://x"},)"
               R"({"endpoint":"http://a:s3cret@b","colour":"evil","environment":"moon","name":7}]})"_ba
            << qsizetype(1) << 3;
        const QByteArray entry = R"({"endpoint":"http://a"})"_ba;
        const QByteArray head = R"({"format":"rove-connections","version":1,"connections":[)"_ba;
        QTest::newRow("too many") << QByteArray(head + QByteArray(entry + ',').repeated(600) + entry + "]}")
                                  << qsizetype(500) << 101;
    }

    void importedFilesAreNotTrusted()
    {
        QFETCH(QByteArray, json);
        QFETCH(qsizetype, count);
        const Result<ImportedProfiles> imported = importProfiles(json);
        QCOMPARE(imported ? imported->profiles.size() : -1, count);
        if (!imported)
            return;
        QTEST(imported->skippedCount, "skipped");
        for (const ConnectionProfile &profile : imported->profiles) {
            QVERIFY(profile.endpoint.token.isEmpty());
            QVERIFY(profile.colour.isEmpty());
            QVERIFY(!profile.name.isEmpty());
            QCOMPARE(profile.environment, Environment::Production);
        }
    }

    void saysWhichConnectionsAnswer()
    {
        const QTemporaryDir folder;
        ProfileStore store(folder.filePath(u"connections.ini"_s));
        ScriptedEngine engine;
        quint16 goneBefore;
        {
            const ScriptedEngine gone;
            goneBefore = gone.port();
        }
        const auto online = ConnectionProfile::create(u"online"_s, parsed(engine.url()));
        const auto offline =
            ConnectionProfile::create(u"offline"_s, parsed(u"http://127.0.0.1:%1"_s.arg(goneBefore)));
        auto production = ConnectionProfile::create(u"production"_s, parsed(engine.url()));
        production.environment = Environment::Production;
        for (const ConnectionProfile &profile : {online, offline, production})
            QVERIFY(store.save(profile));

        using State = ProfileStatus::State;
        ProfileWatcher watcher(store);
        watcher.setActive(true);
        QTRY_COMPARE(watcher.status(online.id).state, State::Online);
        QTRY_COMPARE(watcher.status(offline.id).state, State::Offline);
        QCOMPARE(watcher.status(online.id).version, u"2.3.19"_s);
        QCOMPARE(watcher.status(offline.id).error->code, ErrorCode::ClientUnreachable);
        QCOMPARE(watcher.status(production.id).state, State::NotAsked);
        QCOMPARE(engine.requests().size(), 1);

        engine.close();
        watcher.refresh();
        QTRY_COMPARE(watcher.status(online.id).state, State::Offline);
        QVERIFY(store.remove(online.id));
        QCOMPARE(watcher.status(online.id).state, State::NotAsked);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestProfiles)
#include "tst_profiles.moc"
