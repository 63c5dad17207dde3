// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/client/v4.h"

/// Client protocol versions 2 and 3 where they differ from 4: errors do not say which actor
/// (spec/client-gateway.md 1, 2). Version 2 has no queue messages.
namespace rove::client::v3 {

using bare::Uint;
using v4::ActionResponse;
using v4::Event;
using v4::Init;

struct Error {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata;
    std::optional<Uint> actionId;
};
using ToClient = std::variant<Init, Error, ActionResponse, Event>;

struct HttpResponseError {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata;
};

} // namespace rove::client::v3
