// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/envoy/codec.h"

#include "protocol/bare/codec.h"

namespace rove::envoy {

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

} // namespace rove::envoy
