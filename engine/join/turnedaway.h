// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

namespace rove::join {

/// Lets the gateway try a request again that came while its actor was going to sleep. An envoy answers it
/// with `envoy.actor_not_found`, which Rivet's gateway passes on to the client; it wakes the actor and
/// repeats the request only for codes of its own (spec/runner-envoy.md 4.2). No other message changes.
void letGatewayRetry(envoy::v8::ToRivet &message);

} // namespace rove::join
