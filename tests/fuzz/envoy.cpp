// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/envoy/codec.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

/// A message that reads is written with as many bytes: only the order of a map is free.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto message = envoy::decodeToRivet(bytes))
        ENSURE(envoy::encode(*message).size() == bytes.size());
    if (const auto message = envoy::decodeToEnvoy(bytes))
        ENSURE(envoy::encode(*message).size() == bytes.size());
    return 0;
}
