// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

namespace rove::tunnel {

/// The engine's end of the connection to one envoy: the runtime in this process or, over a WebSocket, another
/// process. Engine thread. Order is kept; what cannot be sent any more is dropped, and the hub learns of the
/// loss by `leave`.
class Peer {
public:
    Peer() = default;
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;
    virtual ~Peer() = default;

    virtual void send(envoy::v8::ToEnvoy message) = 0;
};

} // namespace rove::tunnel
