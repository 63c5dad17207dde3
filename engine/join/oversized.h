// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QtTypes>

#include <optional>

namespace rove::join {

/// How many bytes of a client or an actor a message carries.
[[nodiscard]] qsizetype tunnelBytes(const envoy::v8::ToRivetTunnelMessage &message);

/// What to say in place of a message that is larger than the engine takes: a failed answer for an answer, the
/// end of the socket for one of its messages, nothing for the rest.
[[nodiscard]] std::optional<envoy::v8::ToRivet> insteadOf(const envoy::v8::ToRivet &message);

} // namespace rove::join
