// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/persist/codec.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

/// What reads is written with as many bytes: only the version, and the order of a map, may differ.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto actor = persist::decodeActor(bytes))
        ENSURE(persist::encode(*actor).size() == bytes.size());
    if (const auto connection = persist::decodeConnection(bytes))
        ENSURE(persist::encode(*connection).size() == bytes.size());
    return 0;
}
