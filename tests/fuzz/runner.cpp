// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/runner/codec.h"
#include "protocol/runner/envoysteps.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;

namespace {

/// Those count in sequences of their own, and name fewer things than the newest version does.
bool isLossless(int version)
{
    return version >= 5;
}

/// A message that reads is written with as many bytes: only the order of a map is free.
template <class Message>
void check(const Result<std::optional<Message>> &message, QByteArrayView bytes, runner::Dialect dialect)
{
    if (!message || !*message)
        return;
    const auto written = runner::encode(**message, dialect);
    ENSURE(written);
    if (isLossless(dialect.version))
        ENSURE(written->size() == bytes.size());
}

} // namespace

/// The first byte chooses the version.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr int versionCount = runner::version - runner::versionMin + 1;
    const auto [choice, bytes] = fuzz::chosen(data, size);
    runner::Dialect dialect{.version = runner::versionMin + choice % versionCount};
    const auto toServer = runner::decodeToServer(bytes, dialect);
    check(toServer, bytes, dialect);
    check(runner::decodeToClient(bytes, dialect), bytes, dialect);
    if (toServer && *toServer)
        (void) runner::steps::toEnvoy(**toServer);
    return 0;
}
