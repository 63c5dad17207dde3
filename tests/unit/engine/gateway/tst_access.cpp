// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/access.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::gateway {

/// Tokens: which of them opens what.
class AccessTest : public QObject {
    Q_OBJECT

    static constexpr QByteArrayView adminToken = "s3cret";

    static Access guarded(bool guardsActors = true)
    {
        return Access({.adminToken = adminToken.toByteArray(), .guardsActors = guardsActors});
    }
    static QByteArray token(const QString &name, TokenKind kind)
    {
        return makeNamespaceToken(adminToken.toByteArray(), name, kind);
    }
    static QByteArray bearer(const QByteArray &token) { return "Bearer " + token; }

private slots:
    void withoutAnAdminTokenEverythingIsOpen()
    {
        const Access access({.adminToken = {}, .guardsActors = true});
        QVERIFY(access.permitEngine({}));
        QVERIFY(access.permitNamespace("Bearer nonsense", u"default"_s));
        QVERIFY(access.permitEnvoy(std::nullopt, u"default"_s));
        QVERIFY(access.permitActor(std::nullopt, u"default"_s));
    }

    void theAdminTokenOpensEverything()
    {
        const Access access = guarded();
        QVERIFY(access.permitEngine(bearer("s3cret")));
        QVERIFY(access.permitNamespace(bearer("s3cret"), u"any"_s));
        QCOMPARE(access.namespaceOf(bearer("s3cret")).value(), std::nullopt);
        QVERIFY(access.permitEnvoy("s3cret"_ba, u"any"_s));
        QVERIFY(access.permitActor("s3cret"_ba, u"any"_s));
    }

    void aSecretTokenOpensExactlyItsNamespace()
    {
        const Access access = guarded();
        const QByteArray own = token(u"own"_s, TokenKind::Secret);
        QVERIFY(access.permitNamespace(bearer(own), u"own"_s));
        QVERIFY(access.permitEnvoy(own, u"own"_s));
        QVERIFY(access.permitActor(own, u"own"_s));
        QCOMPARE(access.namespaceOf(bearer(own)).value(), u"own"_s);
        for (const QString &other : {u"other"_s, u"ow"_s, u"own2"_s, QString()}) {
            QCOMPARE(access.permitNamespace(bearer(own), other).error().code, ErrorCode::ApiForbidden);
            QCOMPARE(access.permitEnvoy(own, other).error().code, ErrorCode::ApiForbidden);
            QCOMPARE(access.permitActor(own, other).error().code, ErrorCode::ApiForbidden);
        }
        QCOMPARE(access.permitEngine(bearer(own)).error().code, ErrorCode::ApiForbidden);
    }

    void aPublishableTokenOpensActorsOnly()
    {
        const Access access = guarded();
        const QByteArray own = token(u"own"_s, TokenKind::Publishable);
        QVERIFY(access.permitActor(own, u"own"_s));
        QCOMPARE(access.permitActor(own, u"other"_s).error().code, ErrorCode::ApiForbidden);
        QCOMPARE(access.permitNamespace(bearer(own), u"own"_s).error().code, ErrorCode::ApiForbidden);
        QCOMPARE(access.permitEnvoy(own, u"own"_s).error().code, ErrorCode::ApiForbidden);
        QCOMPARE(access.permitEngine(bearer(own)).error().code, ErrorCode::ApiForbidden);
    }

    void refusesWhatIsNoToken_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QString>("reason");
        const QString missing = u"Token not provided"_s;
        const QString wrong = u"Invalid token"_s;
        QTest::newRow("none") << QByteArray() << missing;
        QTest::newRow("another scheme") << "Basic s3cret"_ba << missing;
        QTest::newRow("lower case") << "bearer s3cret"_ba << missing;
        QTest::newRow("nothing after the scheme") << "Bearer "_ba << wrong;
        QTest::newRow("wrong") << "Bearer nope"_ba << wrong;
        QTest::newRow("a beginning") << "Bearer s3cre"_ba << wrong;
        QTest::newRow("more") << "Bearer s3cret2"_ba << wrong;
        QTest::newRow("a dot") << "Bearer ."_ba << wrong;
        QTest::newRow("only a prefix") << "Bearer sk_"_ba << wrong;
        QTest::newRow("no hash") << "Bearer sk_default."_ba << wrong;
        QTest::newRow("a foreign hash")
            << bearer(makeNamespaceToken("another", u"default"_s, TokenKind::Secret)) << wrong;
        QTest::newRow("a renamed one")
            << bearer(token(u"default"_s, TokenKind::Secret).replace("default", "another")) << wrong;
    }
    void refusesWhatIsNoToken()
    {
        QFETCH(const QByteArray, authorization);
        QFETCH(const QString, reason);
        const auto permitted = guarded().permitNamespace(authorization, u"default"_s);
        QVERIFY(!permitted);
        QCOMPARE(permitted.error().message, QString("Access denied: "_L1 + reason));
    }

    void namesTheHeaderThatAnEnvoyLeftOut()
    {
        const auto permitted = guarded().permitEnvoy(std::nullopt, u"default"_s);
        QCOMPARE(permitted.error().code, ErrorCode::GuardMissingHeader);
    }

    void leavesActorsOpenUnlessToldOtherwise()
    {
        const Access access = guarded(false);
        QVERIFY(access.permitActor(std::nullopt, u"default"_s));
        QVERIFY(access.permitActor("wrong"_ba, u"default"_s));
        QCOMPARE(guarded().permitActor(std::nullopt, u"default"_s).error().message,
                 u"Access denied: Token not provided"_s);
    }
};

} // namespace rove::gateway

QTEST_GUILESS_MAIN(rove::gateway::AccessTest)
#include "tst_access.moc"
