// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "ui/client/tokenvault.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;

class TestTokenVault : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // A session without a keychain service, whatever runs on this machine.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        qunsetenv("KDE_FULL_SESSION");
        qputenv("XDG_CURRENT_DESKTOP", "none");
    }

    void keepsTokensOfThisSessionInMemory()
    {
        TokenVault vault;
        QVERIFY(await(vault.write(u"one"_s, u"s3cret"_s, TokenVault::Keep::ThisSession)));
        QCOMPARE(await(vault.read(u"one"_s)).value(), u"s3cret"_s);
        (void) await(vault.remove(u"one"_s));
        QVERIFY(!await(vault.read(u"one"_s)));
        QVERIFY(!await(TokenVault().read(u"two"_s)));
    }

    void saysWhatToDoWhereNoKeychainRuns()
    {
        TokenVault vault;
        const Result<> written = await(vault.write(u"one"_s, u"s3cret"_s, TokenVault::Keep::InKeychain));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::KeychainFailed);
        QVERIFY(written.error().message.contains(u"until Rove is closed"));
        QVERIFY(!written.error().message.contains(u"s3cret"));
    }

    void answersEvenIfItGoesAway()
    {
        Async<QString> answer;
        {
            TokenVault vault;
            answer = vault.read(u"one"_s);
        }
        const Result<QString> token = await(answer);
        QVERIFY(!token);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestTokenVault)
#include "tst_tokenvault.moc"
