// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/serverlessplatform.h"

#include "protocol/base/cbor.h"
#include "protocol/envoy/codec.h"

#include <algorithm>

namespace rove::tunnel {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// spec/engine-api.md 1.9
constexpr std::chrono::milliseconds pollIntervalDefault = 10s;
constexpr std::chrono::milliseconds pollIntervalMin = 5s;
constexpr qsizetype quotedBodyCharactersMax = 1024;

constexpr int statusOkMin = 200;
constexpr int statusOkMax = 299;

std::unexpected<MetadataFault> fault(const QString &kind, const QString &message, QJsonObject metadata = {},
                                     std::optional<QString> details = {})
{
    metadata.insert("kind"_L1, kind);
    return std::unexpected(
        MetadataFault{.message = message, .details = std::move(details), .metadata = metadata});
}

QString quoted(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    return text.size() > quotedBodyCharactersMax ? text.first(quotedBodyCharactersMax) + "...[truncated]"_L1
                                                 : text;
}

std::map<QString, QJsonObject> namesIn(const QJsonObject &names)
{
    std::map<QString, QJsonObject> read;
    for (auto name = names.begin(); name != names.end(); ++name)
        if (const QJsonValue metadata = name.value()["metadata"_L1]; metadata.isObject())
            read.emplace(name.key(), metadata.toObject());
    return read;
}

/// The version of the code, from whichever kind of host it says it is.
std::uint32_t codeVersionIn(const QJsonObject &metadata)
{
    for (const auto host : {"envoy"_L1, "runner"_L1})
        if (const QJsonValue version = metadata[host]["version"_L1]; version.isDouble())
            return static_cast<std::uint32_t>(version.toInteger());
    return 0;
}

MetadataResult readMetadata(const QJsonObject &metadata)
{
    const QString runtime = metadata["runtime"_L1].toString();
    const QString version = metadata["version"_L1].toString().trimmed();
    if (runtime != "rivetkit"_L1 || version.isEmpty())
        return fault(u"invalid_response_schema"_s,
                     u"serverless runtime %1 version %2 is unsupported"_s.arg(runtime, version),
                     {{"runtime"_L1, runtime}, {"version"_L1, version}});
    PlatformMetadata read{.version = version,
                          .envoyProtocolVersion = {},
                          .codeVersion = codeVersionIn(metadata),
                          .actorNames = namesIn(metadata["actorNames"_L1].toObject())};
    const QJsonValue protocol = metadata["envoyProtocolVersion"_L1];
    if (!protocol.isDouble())
        return read;
    if (protocol.toInteger() < 1 || protocol.toInteger() > envoy::version)
        return fault(
            u"invalid_envoy_protocol_version"_s,
            u"envoy protocol version %1 is not supported (max supported: %2)"_s.arg(protocol.toInteger())
                .arg(envoy::version),
            {{"envoy_protocol_version"_L1, protocol},
             {"max_supported_envoy_protocol_version"_L1, envoy::version}});
    read.envoyProtocolVersion = static_cast<std::uint16_t>(protocol.toInteger());
    return read;
}

/// Whether the header could be sent as it is (RFC 9110 5.5 and 5.6.2).
bool isSendable(const net::Header &header)
{
    const auto isToken = [](char c) {
        return c > ' ' && c < 0x7f && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(c);
    };
    return !header.name.isEmpty() && std::ranges::all_of(header.name, isToken) &&
           std::ranges::none_of(header.value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

std::optional<net::ClientRequest> ServerlessPlatform::request(const QByteArray &method,
                                                              const QByteArray &path) const
{
    QString base = url.trimmed();
    while (base.endsWith(u'/'))
        base.chop(1);
    const QUrl target(base + QString::fromLatin1(path), QUrl::StrictMode);
    const bool isHttp = target.scheme() == "http"_L1 || target.scheme() == "https"_L1;
    if (!target.isValid() || !isHttp || target.host().isEmpty() || !std::ranges::all_of(headers, isSendable))
        return std::nullopt;
    return net::ClientRequest{.method = method, .url = target, .headers = headers};
}

bool operator==(const ServerlessPlatform &left, const ServerlessPlatform &right)
{
    return left.url == right.url && left.pollInterval == right.pollInterval &&
           std::ranges::equal(left.headers, right.headers, [](const net::Header &a, const net::Header &b) {
               return a.name == b.name && a.value == b.value;
           });
}

net::Headers headersOf(const QJsonObject &headers)
{
    net::Headers read;
    for (auto header = headers.begin(); header != headers.end(); ++header)
        read.push_back({.name = header.key().trimmed().toLower().toLatin1(),
                        .value = header.value().toString().trimmed().toUtf8()});
    return read;
}

std::optional<ServerlessPlatform> platformOf(const core::RunnerConfig &config, const QString &datacenter)
{
    const auto found = config.datacenters.find(datacenter);
    if (found == config.datacenters.end() || !found->second["serverless"_L1].isObject())
        return std::nullopt;
    const QJsonObject settings = found->second["serverless"_L1].toObject();
    const auto interval = std::chrono::milliseconds(
        settings["metadata_poll_interval"_L1].toInteger(pollIntervalDefault.count()));
    return ServerlessPlatform{.url = settings["url"_L1].toString(),
                              .headers = headersOf(settings["headers"_L1].toObject()),
                              .pollInterval = std::max(interval, pollIntervalMin)};
}

QJsonObject MetadataFault::toJson() const
{
    QJsonObject json{{"message"_L1, message}, {"metadata"_L1, metadata}};
    if (details)
        json.insert("details"_L1, *details);
    return json;
}

core::ServerlessFault MetadataFault::toPoolFault() const
{
    if (const QJsonValue status = metadata["status_code"_L1]; status.isDouble())
        return core::ServerlessHttpError{.statusCode = status.toInt(), .body = details.value_or(QString())};
    return core::ServerlessConnectionError{message};
}

MetadataFault invalidPlatform()
{
    return fault(u"invalid_request"_s, u"invalid serverless metadata request"_s).error();
}

MetadataResult readPlatformMetadata(const Result<net::HttpResponse> &answer)
{
    if (!answer && answer.error().code == ErrorCode::ClientTimeout)
        return fault(u"request_timed_out"_s, u"serverless metadata request timed out"_s);
    if (!answer)
        return fault(u"request_failed"_s, u"failed to reach serverless endpoint"_s);
    if (answer->status < statusOkMin || answer->status > statusOkMax)
        return fault(u"non_success_status"_s,
                     u"serverless metadata request returned status %1"_s.arg(answer->status),
                     {{"status_code"_L1, answer->status}}, quoted(answer->body));
    const Result<QJsonValue> json = cbor::parseJson(answer->body);
    if (!json || !json->isObject())
        return fault(u"invalid_response_json"_s, u"serverless metadata response is not valid JSON"_s,
                     {{"parse_error"_L1, json ? u"expected an object"_s : json.error().message}},
                     quoted(answer->body));
    return readMetadata(json->toObject());
}

} // namespace rove::tunnel
