// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/client/v3.h"

/// Client protocol version 1 where it differs from 2: a connection could be resumed by its token
/// (spec/client-gateway.md 1).
namespace rove::client::v1 {

using v3::ActionResponse;
using v3::Error;
using v3::Event;

struct Init {
    QString actorId;
    QString connectionId;
    QString connectionToken;
};
using ToClient = std::variant<Init, Error, ActionResponse, Event>;

} // namespace rove::client::v1
