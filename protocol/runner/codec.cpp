// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/runner/codec.h"

#include "protocol/bare/codec.h"
#include "protocol/runner/steps.h"

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::runner {
namespace {

// --- The steps up, from wherever one is ---

std::optional<v7::ToServer> newest(v7::ToServer message)
{
    return message;
}
std::optional<v7::ToServer> newest(v6::ToServer message) // Version 5 has the same.
{
    return steps::toV7(std::move(message));
}
std::optional<v7::ToServer> newest(v4::ToServer message)
{
    return steps::toV5(std::move(message)).transform([](v5::ToServer in5) {
        return steps::toV7(std::move(in5));
    });
}
std::optional<v7::ToServer> newest(v3::ToServer message)
{
    return steps::toV4(std::move(message)).and_then([](v4::ToServer in4) { return newest(std::move(in4)); });
}

std::optional<v7::ToClient> newest(v7::ToClient message) // Version 6 has the same.
{
    return message;
}
std::optional<v7::ToClient> newest(v5::ToClient message)
{
    return steps::toV6(std::move(message));
}
std::optional<v7::ToClient> newest(v4::ToClient message)
{
    return newest(steps::toV5(std::move(message)));
}
std::optional<v7::ToClient> newest(v3::ToClient message)
{
    return steps::toV4(std::move(message)).and_then([](v4::ToClient in4) { return newest(std::move(in4)); });
}

template <class Message>
auto decodeAs(QByteArrayView bytes)
{
    return bare::decode<Message>(bytes).transform([](Message message) { return newest(std::move(message)); });
}

template <class Message>
std::optional<QByteArray> encodeIfThere(const std::optional<Message> &message)
{
    return message.transform([](const Message &known) { return bare::encode(known); });
}

/// A runner that was here before goes on with the numbers of its commands.
Result<std::optional<v7::ToServer>> decodeToServer3(QByteArrayView bytes, Dialect &dialect)
{
    auto message = TRY(bare::decode<v3::ToServer>(bytes));
    if (const auto *init = std::get_if<v3::ToServerInit>(&message)) {
        const std::int64_t last = init->lastCommandIdx.value_or(-1);
        dialect.nextIndex = last < std::numeric_limits<std::int64_t>::max() ? last + 1 : 0;
    }
    return newest(std::move(message));
}

std::unexpected<Error> unknownVersion(int version)
{
    return failure(ErrorCode::BareInvalid, u"unknown runner protocol version %1"_s.arg(version));
}

} // namespace

Result<std::optional<v7::ToServer>> decodeToServer(QByteArrayView bytes, Dialect &dialect)
{
    switch (dialect.version) {
    case 3:
        return decodeToServer3(bytes, dialect);
    case 4:
        return decodeAs<v4::ToServer>(bytes);
    case 5:
    case 6:
        return decodeAs<v6::ToServer>(bytes);
    case 7:
        return decodeAs<v7::ToServer>(bytes);
    default:
        return unknownVersion(dialect.version);
    }
}

Result<std::optional<v7::ToClient>> decodeToClient(QByteArrayView bytes, const Dialect &dialect)
{
    switch (dialect.version) {
    case 3:
        return decodeAs<v3::ToClient>(bytes);
    case 4:
        return decodeAs<v4::ToClient>(bytes);
    case 5:
        return decodeAs<v5::ToClient>(bytes);
    case 6:
    case 7:
        return decodeAs<v7::ToClient>(bytes);
    default:
        return unknownVersion(dialect.version);
    }
}

std::optional<QByteArray> encode(v7::ToServer message, Dialect &dialect)
{
    if (dialect.version == 7)
        return bare::encode(message);
    auto in6 = steps::toV6(std::move(message));
    if (dialect.version >= 5 || !in6)
        return encodeIfThere(in6);
    v4::ToServer in4 = steps::toV4(*std::move(in6));
    if (dialect.version == 4)
        return bare::encode(in4);
    return encodeIfThere(steps::toV3(std::move(in4), dialect.nextIndex));
}

std::optional<QByteArray> encode(v7::ToClient message, Dialect &dialect)
{
    if (dialect.version >= 6)
        return bare::encode(message);
    v5::ToClient in5 = steps::toV5(std::move(message));
    if (dialect.version == 5)
        return bare::encode(in5);
    v4::ToClient in4 = steps::toV4(std::move(in5));
    if (dialect.version == 4)
        return bare::encode(in4);
    return encodeIfThere(steps::toV3(std::move(in4), dialect.nextIndex));
}

} // namespace rove::runner
