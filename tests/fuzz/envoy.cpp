// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/envoy/codec.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

namespace {

/// A message that reads is one of its version, and is written with as many bytes: only the order of a map is
/// free. A reason for an abort may come back as a more general one, which takes as many.
template <class Message>
void check(const Result<Message> &message, QByteArrayView bytes, int version)
{
    if (!message)
        return;
    const auto written = envoy::encode(*message, version);
    ENSURE(written && written->size() == bytes.size());
}

} // namespace

/// The first byte chooses the version.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr int versionCount = envoy::version - envoy::versionMin + 1;
    const auto [choice, bytes] = fuzz::chosen(data, size);
    const int version = envoy::versionMin + choice % versionCount;
    check(envoy::decodeToRivet(bytes, version), bytes, version);
    check(envoy::decodeToEnvoy(bytes, version), bytes, version);
    return 0;
}
