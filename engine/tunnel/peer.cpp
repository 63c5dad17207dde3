// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/peer.h"

#include "protocol/base/limits.h"

namespace rove::tunnel {

void Peer::greet(const Greeting &greeting)
{
    send(
        envoy::v8::Init{.envoyLostThreshold = greeting.lostThreshold.count(),
                        .actorStopThreshold = greeting.actorStopThreshold.count(),
                        .maxResponsePayloadSize = static_cast<std::uint64_t>(limits::tunnelPayloadBytesMax)});
}

} // namespace rove::tunnel
