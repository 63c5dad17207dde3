// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "protocol/client/codec.h"
#include "tests/fuzz/fuzzer.h"

#include <array>

using namespace rove;
using namespace rove::client;

namespace {

/// A message that reads can be written in the same encoding, unless a user's value in it is none, and read
/// again.
template <class Message>
void check(QByteArrayView bytes, Encoding encoding)
{
    const auto received = decode<Message>(bytes, encoding);
    if (!received)
        return;
    const int version = received->version.value_or(versionMax);
    if (const auto written = encode(received->message, encoding, version))
        ENSURE(decode<Message>(*written, encoding));
}

using Check = void (*)(QByteArrayView, Encoding);
constexpr std::array<Check, 8> checks{
    check<v4::ToClient>,
    check<v4::ToServer>,
    check<v4::HttpActionRequest>,
    check<v4::HttpActionResponse>,
    check<v4::HttpQueueSendRequest>,
    check<v4::HttpQueueSendResponse>,
    check<v4::HttpResponseError>,
    check<v4::HttpResolveResponse>,
};
constexpr std::array encodings{Encoding::Json, Encoding::Cbor, Encoding::Bare};

} // namespace

/// The first byte chooses the message, then the encoding.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto [choice, bytes] = fuzz::chosen(data, size);
    checks[choice % checks.size()](bytes, encodings[choice / checks.size() % encodings.size()]);
    static_cast<void>(decodeArguments(bytes));
    return 0;
}
