// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"

#include "protocol/base/ensure.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

/// Whatever reads can be written and read again, natively and in compat form.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto value = cbor::decode(bytes)) {
        ENSURE(cbor::decode(cbor::encode(*value)));
        ENSURE(cbor::decodeCompat(cbor::encodeCompat(*value), limits::storedNestingDepthMax));
        static_cast<void>(cbor::toJson(*value));
    }
    if (const auto compat = cbor::toCompat(bytes))
        ENSURE(cbor::decodeCompat(*compat, limits::storedNestingDepthMax));
    if (const auto native = cbor::toNative(bytes))
        ENSURE(cbor::decode(*native));
    return 0;
}
