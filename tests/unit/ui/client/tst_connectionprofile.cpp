// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/connectionprofile.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestConnectionProfile : public QObject {
    Q_OBJECT
private slots:
    void init() { m_path = m_folder.filePath(u"connections-%1.ini"_s.arg(++m_count)); }

    void keepsProfilesInTheirOrderAcrossRuns()
    {
        ProfileStore store(m_path);
        QVERIFY(store.profiles().isEmpty());
        const QSignalSpy changed(&store, &ProfileStore::changed);
        ConnectionProfile first = ConnectionProfile::create(u"Näme; [1]"_s, endpoint(u"https://acme@one"_s));
        first.colour = u"#2F80ED"_s;
        first.environment = Environment::Staging;
        first.isReadOnly = true;
        first.hasKeptSecrets = true;
        first.lastUsed = QDateTime::fromMSecsSinceEpoch(1'754'000'000'123);
        first.endpoint.transport = {
            .tls = {.authorityFile = u"/a, b.pem"_s, .certificateFile = u"/c.pem"_s, .keyFile = u"/k.pem"_s},
            .proxy = {
                .kind = ProxyOptions::Kind::Socks5, .host = u"proxy"_s, .port = 1080, .user = u"ada"_s}};
        const ConnectionProfile second =
            ConnectionProfile::create(u"Two"_s, endpoint(u"http://two:6420/x"_s));
        QVERIFY(store.save(first));
        QVERIFY(store.save(second));
        first.name = u"Renamed"_s;
        QVERIFY(store.save(first));
        QCOMPARE(changed.count(), 3);
        QCOMPARE(ProfileStore(m_path).profiles(), (QList{first, second}));
        QCOMPARE(*store.find(second.id), second);
        QVERIFY(!store.find(u"unknown"_s));
    }

    void neverWritesAToken()
    {
        ProfileStore store(m_path);
        ConnectionProfile profile =
            ConnectionProfile::create(u"One"_s, endpoint(u"https://acme:s3cret@one"_s));
        QVERIFY(profile.endpoint.token.isEmpty());
        profile.endpoint.token = u"s3cret"_s;
        profile.endpoint.transport.tls.keyPassphrase = u"s3cret"_s;
        profile.endpoint.transport.proxy.password = u"s3cret"_s;
        QVERIFY(store.save(profile));
        QVERIFY(!contentsOf(m_path).contains("s3cret"));
        QCOMPARE(store.profiles().constFirst().endpoint, profile.endpoint.withoutSecrets());
    }

    void remembersWhenAConnectionWasUsed()
    {
        ProfileStore store(m_path);
        const ConnectionProfile profile = ConnectionProfile::create(u"One"_s, endpoint(u"http://one"_s));
        QVERIFY(!profile.lastUsed.isValid());
        QVERIFY(store.save(profile));
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(1'754'000'000'000);
        QVERIFY(store.markUsed(profile.id, when));
        QVERIFY(store.markUsed(u"unknown"_s, when));
        QCOMPARE(ProfileStore(m_path).profiles().constFirst().lastUsed, when);
    }

    void readsWhatEarlierVersionsWrote()
    {
        {
            QSettings settings(m_path, QSettings::IniFormat);
            settings.beginWriteArray(u"connections"_s);
            settings.setArrayIndex(0);
            settings.setValue("id"_L1, u"old"_s);
            settings.setValue("endpoint"_L1, u"http://host"_s);
            settings.setValue("environment"_L1, u"dev"_s);
            settings.setValue("colour"_L1, u"not a colour"_s);
            settings.endArray();
        }
        const ConnectionProfile profile = ProfileStore(m_path).profiles().value(0);
        QCOMPARE(profile.environment, Environment::Development);
        QVERIFY(profile.colour.isEmpty());
        QVERIFY(!profile.startsReadOnly());
        QCOMPARE(profile.endpoint.transport, TransportOptions());
    }

    void aDuplicateIsAnotherConnection()
    {
        ConnectionProfile profile = ConnectionProfile::create(u"One"_s, endpoint(u"http://one"_s));
        profile.colour = u"#2F80ED"_s;
        profile.hasKeptSecrets = true;
        profile.lastUsed = QDateTime::currentDateTimeUtc();
        const ConnectionProfile copy = profile.duplicate(u"Two"_s);
        QVERIFY(copy.id != profile.id);
        QCOMPARE(copy.name, u"Two"_s);
        QCOMPARE(copy.colour, profile.colour);
        QVERIFY(!copy.hasKeptSecrets);
        QVERIFY(!copy.lastUsed.isValid());
    }

    void removesOneAndKeepsTheOthers()
    {
        ProfileStore store(m_path);
        QList<ConnectionProfile> profiles;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
            profiles.append(ConnectionProfile::create(name, endpoint(u"http://"_s + name)));
            QVERIFY(store.save(profiles.constLast()));
        }
        QVERIFY(store.remove(profiles.takeAt(1).id));
        QCOMPARE(store.profiles(), profiles);
        QCOMPARE(ProfileStore(m_path).profiles(), profiles);
    }

    void leavesOutAndKeepsWhatItCannotRead()
    {
        {
            QSettings settings(m_path, QSettings::IniFormat);
            settings.beginWriteArray(u"connections"_s);
            settings.setArrayIndex(0);
            settings.setValue("id"_L1, u"future"_s);
            settings.setValue("endpoint"_L1, u"rivet+quic://host"_s);
            settings.setArrayIndex(1);
            settings.setValue("id"_L1, u"odd"_s);
            settings.setValue("endpoint"_L1, u"http://host"_s);
            settings.setValue("environment"_L1, u"moon"_s);
            settings.endArray();
        }
        ProfileStore store(m_path);
        QCOMPARE(store.profiles().size(), 1);
        // An environment nobody knows is handled with the most care.
        QCOMPARE(store.profiles().constFirst().environment, Environment::Production);
        const ConnectionProfile added = ConnectionProfile::create(u"New"_s, endpoint(u"http://new"_s));
        QVERIFY(store.save(added));
        QVERIFY(store.remove(added.id));
        QVERIFY(contentsOf(m_path).contains("rivet+quic"));
    }

    void saysWhenItCannotSave()
    {
        ProfileStore store(u"/proc/rove/connections.ini"_s);
        const Result<> saved = store.save(ConnectionProfile::create(u"x"_s, endpoint(u"http://x"_s)));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::IoFailed);
        QVERIFY(saved.error().message.contains(u"/proc/rove"));
    }

private:
    static Endpoint endpoint(const QString &text) { return Endpoint::parse(text).value(); }

    QTemporaryDir m_folder;
    QString m_path;
    int m_count = 0;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestConnectionProfile)
#include "tst_connectionprofile.moc"
