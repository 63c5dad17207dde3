// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/recurring.h"
#include "protocol/persist/workflowcodec.h"
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
    if (const auto metadata = persist::decodeQueueMetadata(bytes))
        ENSURE(persist::encode(*metadata).size() == bytes.size());
    if (const auto message = persist::decodeQueueMessage(bytes))
        ENSURE(persist::encode(*message).size() == bytes.size());
    if (const auto schedule = persist::decodeRecurringSchedule(bytes))
        ENSURE(persist::encode(*schedule).size() == bytes.size());
    if (const auto fire = persist::decodeRecurringFire(bytes))
        ENSURE(persist::encode(*fire).size() == bytes.size());
    if (const auto entry = persist::workflow::decodeEntry(bytes))
        ENSURE(persist::workflow::encode(*entry).size() == bytes.size());
    if (const auto metadata = persist::workflow::decodeMetadata(bytes))
        ENSURE(persist::workflow::encode(*metadata).size() == bytes.size());
    if (const auto history = persist::workflow::decodeHistory(bytes))
        ENSURE(persist::workflow::encodeHistory(*history).size() == bytes.size());
    return 0;
}
