// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/ensure.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

/// A text that reads as JSON is a value that can be written, as JSON and as CBOR, and read again.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto json = cbor::parseJson(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!json)
        return 0;
    const QCborValue value = cbor::fromJson(*json);
    ENSURE(cbor::parseJson(cbor::writeJson(*json)));
    ENSURE(cbor::decode(cbor::encode(value), limits::storedNestingDepthMax));
    ENSURE(cbor::decodeCompat(cbor::encodeCompat(value), limits::storedNestingDepthMax));
    static_cast<void>(cbor::toJson(value));
    return 0;
}
