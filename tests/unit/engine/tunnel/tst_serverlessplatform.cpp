// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/serverlessplatform.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::tunnel {

/// Where a platform is, and what it says of itself.
class ServerlessPlatformTest : public QObject {
    Q_OBJECT

private slots:
    void isReadFromAPoolsSettings()
    {
        const auto settings = parsed(R"({"serverless":{"url":"http://host/api/rivet/",)"
                                     R"("headers":{"X-A":" b "},"request_lifespan":900}})");
        const core::RunnerConfig config{.datacenters = {{u"here"_s, settings}}};
        QVERIFY(!platformOf(config, u"elsewhere"_s));
        const auto platform = platformOf(config, u"here"_s);
        QVERIFY(platform);
        QCOMPARE(platform->pollInterval, 10s);
        const auto request = platform->request("GET", "/metadata");
        QVERIFY(request);
        QCOMPARE(request->url, QUrl(u"http://host/api/rivet/metadata"_s));
        QCOMPARE(net::headerValue(request->headers, "x-a"), "b"_ba);
    }

    void hasNoneInANormalPool()
    {
        const QJsonObject settings = parsed(R"({"normal":{}})");
        QVERIFY(!platformOf({.datacenters = {{u"here"_s, settings}}}, u"here"_s));
    }

    void isAskedNoMoreOftenThanEveryFiveSeconds_data()
    {
        QTest::addColumn<int>("configured");
        QTest::addColumn<int>("effective");
        QTest::newRow("below") << 1 << 5000;
        QTest::newRow("at") << 5000 << 5000;
        QTest::newRow("above") << 60000 << 60000;
    }

    void isAskedNoMoreOftenThanEveryFiveSeconds()
    {
        QFETCH(int, configured);
        QFETCH(int, effective);
        const QJsonObject settings{{u"serverless"_s, QJsonObject{{u"url"_s, u"http://a"_s},
                                                                 {u"metadata_poll_interval"_s, configured}}}};
        QCOMPARE(platformOf({.datacenters = {{u"here"_s, settings}}}, u"here"_s)->pollInterval.count(),
                 effective);
    }

    void makesNoRequestOfWhatLeadsNowhere()
    {
        const auto canAsk = [](const QString &url, net::Headers headers = {}) {
            return ServerlessPlatform{.url = url, .headers = std::move(headers)}
                .request("GET", "/x")
                .has_value();
        };
        QVERIFY(canAsk(u"https://host"_s));
        QVERIFY(!canAsk(u"zzz"_s));
        QVERIFY(!canAsk({}));
        QVERIFY(!canAsk(u"ftp://host"_s));
        QVERIFY(!canAsk(u"http://host"_s, {{"a b", "c"}}));
        QVERIFY(!canAsk(u"http://host"_s, {{"a", "b\r\nc"}}));
    }

    void saysWhatItIs()
    {
        // As rivetkit 2.3.19 answers (record serverless-endpoint-metadata).
        const auto metadata =
            read(R"({"actorNames":{"counter":{"metadata":{"a":1}},"odd":{"metadata":null}},)"
                 R"("envoy":{"kind":{"serverless":{}},"version":3},)"
                 R"("envoyProtocolVersion":8,"runtime":"rivetkit","version":"2.3.19"})");
        QVERIFY(metadata);
        QCOMPARE(metadata->version, u"2.3.19"_s);
        QCOMPARE(metadata->envoyProtocolVersion, 8);
        QCOMPARE(metadata->codeVersion, 3U);
        QCOMPARE(metadata->actorNames.size(), std::size_t(1));
        QCOMPARE(metadata->actorNames.at(u"counter"_s)["a"_L1].toInt(), 1);
    }

    void ofOlderReleasesSpeaksTheRunnerProtocol()
    {
        const auto metadata =
            read(R"({"runtime":"rivetkit","version":"2.2.1","runner":{"kind":{"serverless":{}},)"
                 R"("version":2},"actorNames":{"counter":{"metadata":{}}}})");
        QVERIFY(metadata);
        QVERIFY(!metadata->envoyProtocolVersion);
        QCOMPARE(metadata->codeVersion, 2U);
    }

    void failsWithTheApisWords_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("another runtime")
            << 200 << R"({"runtime":"engine","version":"2.3.19"})"_ba
            << R"({"message":"serverless runtime engine version 2.3.19 is unsupported","metadata":)"
               R"({"kind":"invalid_response_schema","runtime":"engine","version":"2.3.19"}})"_ba;
        QTest::newRow("a newer protocol")
            << 200 << R"({"runtime":"rivetkit","version":"9","envoyProtocolVersion":9})"_ba
            << R"-({"message":"envoy protocol version 9 is not supported (max supported: 8)","metadata":)-"
               R"({"kind":"invalid_envoy_protocol_version","envoy_protocol_version":9,)"
               R"("max_supported_envoy_protocol_version":8}})"_ba;
        QTest::newRow("a status")
            << 502 << "Bad Gateway"_ba
            << R"({"message":"serverless metadata request returned status 502","details":"Bad Gateway",)"
               R"("metadata":{"kind":"non_success_status","status_code":502}})"_ba;
    }

    void failsWithTheApisWords()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, json);
        const auto metadata = read(body, status);
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().toJson(), parsed(json));
    }

    void failsOnWhatIsNoJsonAndQuotesABitOfIt()
    {
        const auto metadata = read("<html>" + QByteArray(5000, 'x'));
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().metadata["kind"_L1].toString(), u"invalid_response_json"_s);
        QVERIFY(metadata.error().details->endsWith("[truncated]"_L1));
        QVERIFY(metadata.error().details->size() < 1100);
    }

    void failsIfNobodyAnswers()
    {
        const auto kindOf = [](ErrorCode code) {
            return readPlatformMetadata(failure(code)).error().metadata["kind"_L1].toString();
        };
        QCOMPARE(kindOf(ErrorCode::ClientTimeout), u"request_timed_out"_s);
        QCOMPARE(kindOf(ErrorCode::ClientUnreachable), u"request_failed"_s);
        QCOMPARE(invalidPlatform().metadata["kind"_L1].toString(), u"invalid_request"_s);
    }

    void tellsThePoolOfItsFaultsInItsOwnForm()
    {
        const auto http = read("no", 503).error().toPoolFault();
        QCOMPARE(std::get<core::ServerlessHttpError>(http).statusCode, 503);
        QCOMPARE(std::get<core::ServerlessHttpError>(http).body, u"no"_s);
        QVERIFY(std::holds_alternative<core::ServerlessConnectionError>(read("{}").error().toPoolFault()));
    }

private:
    static QJsonObject parsed(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }
    static MetadataResult read(const QByteArray &body, int status = 200)
    {
        return readPlatformMetadata(net::HttpResponse{.status = status, .headers = {}, .body = body});
    }
};

} // namespace rove::tunnel

QTEST_APPLESS_MAIN(rove::tunnel::ServerlessPlatformTest)
#include "tst_serverlessplatform.moc"
