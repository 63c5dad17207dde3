// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/envoy/codec.h"

#include "protocol/bare/codec.h"
#include "protocol/envoy/steps.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::envoy {
namespace {

// --- The steps up, from wherever one is ---

v8::ToRivet newest(v7::ToRivet message)
{
    return steps::toV8(std::move(message));
}
v8::ToRivet newest(v6::ToRivet message)
{
    return newest(steps::toV7(std::move(message)));
}
v8::ToRivet newest(v5::ToRivet message) // Version 4 has the same.
{
    return newest(steps::toV6(std::move(message)));
}
v8::ToRivet newest(v3::ToRivet message)
{
    return newest(steps::toV4(std::move(message)));
}

v8::ToEnvoy newest(v7::ToEnvoy message)
{
    return steps::toV8(std::move(message));
}
v8::ToEnvoy newest(v6::ToEnvoy message)
{
    return newest(steps::toV7(std::move(message)));
}
v8::ToEnvoy newest(v5::ToEnvoy message)
{
    return newest(steps::toV6(std::move(message)));
}
v8::ToEnvoy newest(v4::ToEnvoy message)
{
    return newest(steps::toV5(std::move(message)));
}
v8::ToEnvoy newest(v3::ToEnvoy message)
{
    return newest(steps::toV4(std::move(message)));
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

std::unexpected<Error> unknownVersion(int version)
{
    return failure(ErrorCode::BareInvalid, u"unknown envoy protocol version %1"_s.arg(version));
}

} // namespace

QByteArray encode(const v8::ToRivet &message)
{
    return bare::encode(message);
}

QByteArray encode(const v8::ToEnvoy &message)
{
    return bare::encode(message);
}

Result<v8::ToRivet> decodeToRivet(QByteArrayView bytes)
{
    return bare::decode<v8::ToRivet>(bytes);
}

Result<v8::ToEnvoy> decodeToEnvoy(QByteArrayView bytes)
{
    return bare::decode<v8::ToEnvoy>(bytes);
}

std::optional<QByteArray> encode(v8::ToRivet message, int inVersion)
{
    if (inVersion == 8)
        return bare::encode(message);
    auto in7 = steps::toV7(std::move(message));
    if (inVersion == 7 || !in7)
        return encodeIfThere(in7);
    v6::ToRivet in6 = steps::toV6(*std::move(in7));
    if (inVersion == 6)
        return bare::encode(in6);
    auto in5 = steps::toV5(std::move(in6));
    if (inVersion > 3 || !in5)
        return encodeIfThere(in5);
    return encodeIfThere(steps::toV3(*std::move(in5)));
}

std::optional<QByteArray> encode(v8::ToEnvoy message, int inVersion)
{
    if (inVersion == 8)
        return bare::encode(message);
    auto in7 = steps::toV7(std::move(message));
    if (inVersion == 7 || !in7)
        return encodeIfThere(in7);
    v6::ToEnvoy in6 = steps::toV6(*std::move(in7));
    if (inVersion == 6)
        return bare::encode(in6);
    auto in5 = steps::toV5(std::move(in6));
    if (inVersion == 5 || !in5)
        return encodeIfThere(in5);
    v4::ToEnvoy in4 = steps::toV4(*std::move(in5));
    if (inVersion == 4)
        return bare::encode(in4);
    return encodeIfThere(steps::toV3(std::move(in4)));
}

Result<v8::ToRivet> decodeToRivet(QByteArrayView bytes, int inVersion)
{
    switch (inVersion) {
    case 3:
        return decodeAs<v3::ToRivet>(bytes);
    case 4:
    case 5:
        return decodeAs<v5::ToRivet>(bytes);
    case 6:
        return decodeAs<v6::ToRivet>(bytes);
    case 7:
        return decodeAs<v7::ToRivet>(bytes);
    case 8:
        return decodeToRivet(bytes);
    default:
        return unknownVersion(inVersion);
    }
}

Result<v8::ToEnvoy> decodeToEnvoy(QByteArrayView bytes, int inVersion)
{
    switch (inVersion) {
    case 3:
        return decodeAs<v3::ToEnvoy>(bytes);
    case 4:
        return decodeAs<v4::ToEnvoy>(bytes);
    case 5:
        return decodeAs<v5::ToEnvoy>(bytes);
    case 6:
        return decodeAs<v6::ToEnvoy>(bytes);
    case 7:
        return decodeAs<v7::ToEnvoy>(bytes);
    case 8:
        return decodeToEnvoy(bytes);
    default:
        return unknownVersion(inVersion);
    }
}

} // namespace rove::envoy
