// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/inspector/frame.h"

#include "protocol/bare/codec.h"
#include "protocol/base/limits.h"
#include "protocol/inspector/steps.h"

#include <algorithm>
#include <array>

namespace rove::inspector {

using namespace Qt::StringLiterals;

namespace {

/// A frame's bytes, and the schema that they follow.
struct Body {
    int version = 0;
    QByteArrayView bytes;
};

Result<Body> bodyOf(QByteArrayView frame, Dialect dialect, QLatin1StringView direction)
{
    if (dialect.framing == Framing::Negotiated)
        return Body{.version = dialect.version, .bytes = frame};
    bare::Reader reader(frame);
    const auto version = reader.fixed<std::uint16_t>();
    // Both texts are those of RivetKit's server, which some clients show to people.
    if (reader.failed())
        return failure(ErrorCode::InspectorInvalidRequest, u"payload too short for embedded version"_s);
    if (version < versionMin || version > versionMax)
        return failure(ErrorCode::InspectorInvalidRequest,
                       u"invalid inspector protocol version for %1: %2"_s.arg(direction).arg(version));
    return Body{.version = version, .bytes = frame.sliced(sizeof(version))};
}

QByteArray frameOf(const QByteArray &body, Dialect dialect)
{
    if (dialect.framing == Framing::Negotiated)
        return body;
    bare::Writer writer;
    writer.fixed(static_cast<std::uint16_t>(dialect.version));
    writer.raw(body);
    return writer.take();
}

Result<> checkSize(QByteArrayView frame, qsizetype bytesMax)
{
    if (frame.size() > bytesMax)
        return failure(ErrorCode::MessageIncomingTooLong);
    return {};
}

constexpr std::size_t initTagOf(int version)
{
    constexpr auto tagIn = []<class... Alternatives>(std::type_identity<std::variant<Alternatives...>>) {
        constexpr std::array isInit{bare::detail::typeName<Alternatives>() == "Init" ...};
        return static_cast<std::size_t>(std::ranges::find(isInit, true) - isInit.begin());
    };
    switch (version) {
    case 3:
        return tagIn(std::type_identity<v3::ToClient>{});
    case 4:
        return tagIn(std::type_identity<v4::ToClient>{});
    case 5:
        return tagIn(std::type_identity<v5::ToClient>{});
    default:
        return tagIn(std::type_identity<v6::ToClient>{});
    }
}

} // namespace

Result<Dialect> detect(QByteArrayView firstServerFrame, int requestedVersion)
{
    bare::Reader reader(firstServerFrame);
    const auto first = reader.fixed<std::uint8_t>();
    // Init's tag is larger than any version in every schema, and a version's high byte is zero
    // (spec/inspector.md 2.2).
    if (!reader.failed() && first == initTagOf(requestedVersion))
        return Dialect{.framing = Framing::Negotiated, .version = requestedVersion};
    const auto second = reader.fixed<std::uint8_t>();
    const auto third = reader.fixed<std::uint8_t>();
    if (reader.failed() || second != 0)
        return failure(ErrorCode::ClientProtocol, u"the first inspector frame is no Init"_s);
    if (first < versionMin || first > versionMax)
        return failure(ErrorCode::ClientProtocol,
                       u"inspector protocol version %1 is not supported"_s.arg(first));
    if (third != initTagOf(first))
        return failure(ErrorCode::ClientProtocol, u"the first inspector frame is no Init"_s);
    return Dialect{.framing = Framing::Embedded, .version = first};
}

Result<Dialect> negotiate(std::optional<QStringView> protocolVersion)
{
    if (!protocolVersion)
        return Dialect{.framing = Framing::Embedded, .version = embeddedServerVersion};
    const bool isNumber =
        std::ranges::all_of(*protocolVersion, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int version = isNumber ? protocolVersion->toInt() : 0;
    if (version < versionMin || version > versionMax)
        return failure(ErrorCode::InspectorInvalidProtocolVersion);
    return Dialect{.framing = Framing::Negotiated, .version = version};
}

Result<QByteArray> encodeToServer(const v6::ToServer &message, Dialect dialect)
{
    if (dialect.version == 6)
        return frameOf(bare::encode(message), dialect);
    v4::ToServer older = TRY(steps::toV4(message));
    if (dialect.version >= 4)
        return frameOf(bare::encode(older), dialect);
    return frameOf(bare::encode(TRY(steps::toV3(std::move(older)))), dialect);
}

Result<v6::ToServer> decodeToServer(QByteArrayView frame, Dialect dialect)
{
    TRY(checkSize(frame, limits::inspectorFrameBytesOutMax));
    const Body body = TRY(bodyOf(frame, dialect, "ToServer"_L1));
    switch (body.version) {
    case 3:
        return steps::toV6(steps::toV4(TRY(bare::decode<v3::ToServer>(body.bytes))));
    case 4:
    case 5:
        return steps::toV6(TRY(bare::decode<v4::ToServer>(body.bytes)));
    default:
        return bare::decode<v6::ToServer>(body.bytes);
    }
}

std::optional<QByteArray> encodeToClient(const v6::ToClient &message, Dialect dialect)
{
    if (dialect.version == 6)
        return frameOf(bare::encode(message), dialect);
    std::optional<v5::ToClient> older = steps::toV5(message);
    if (!older)
        return std::nullopt;
    if (dialect.version == 5)
        return frameOf(bare::encode(*older), dialect);
    v4::ToClient stillOlder = steps::toV4(std::move(*older));
    if (dialect.version == 4)
        return frameOf(bare::encode(stillOlder), dialect);
    return frameOf(bare::encode(steps::toV3(std::move(stillOlder))), dialect);
}

Result<v6::ToClient> decodeToClient(QByteArrayView frame, Dialect dialect)
{
    TRY(checkSize(frame, limits::inspectorFrameBytesInMax));
    const Body body = TRY(bodyOf(frame, dialect, "ToClient"_L1));
    switch (body.version) {
    case 3:
        return steps::toV6(steps::toV5(steps::toV4(TRY(bare::decode<v3::ToClient>(body.bytes)))));
    case 4:
        return steps::toV6(steps::toV5(TRY(bare::decode<v4::ToClient>(body.bytes))));
    case 5:
        return steps::toV6(TRY(bare::decode<v5::ToClient>(body.bytes)));
    default:
        return bare::decode<v6::ToClient>(body.bytes);
    }
}

} // namespace rove::inspector
