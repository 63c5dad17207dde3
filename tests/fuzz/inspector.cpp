// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/inspector/frame.h"
#include "tests/fuzz/fuzzer.h"

using namespace rove;
using namespace rove::inspector;

/// A frame that reads is written to the same bytes. The first byte chooses the dialect: framing, then
/// version.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto [choice, frame] = fuzz::chosen(data, size);
    Dialect dialect{.framing = choice % 2 == 0 ? Framing::Negotiated : Framing::Embedded,
                    .version = versionMin + (choice / 2) % (versionMax - versionMin + 1)};
    static_cast<void>(detect(frame, dialect.version));
    // An embedded frame is written in its own version.
    if (dialect.framing == Framing::Embedded && !frame.isEmpty())
        dialect.version = frame[0];
    if (const auto message = decodeToServer(frame, dialect))
        ENSURE(encodeToServer(*message, dialect) == frame.toByteArray());
    if (const auto message = decodeToClient(frame, dialect))
        ENSURE(encodeToClient(*message, dialect) == frame.toByteArray());
    return 0;
}
