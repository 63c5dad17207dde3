// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/turnedaway.h"

#include "protocol/base/error.h"

#include <QtCore/QString>

namespace rove::join {

using namespace envoy::v8;
using namespace Qt::StringLiterals;

void letGatewayRetry(ToRivet &message)
{
    auto *tunnel = std::get_if<ToRivetTunnelMessage>(&message);
    auto *response = tunnel ? std::get_if<ResponseStart>(&tunnel->messageKind) : nullptr;
    if (!response || response->status != 503)
        return;
    const auto reason = response->headers.find(u"x-rivet-error"_s);
    if (reason != response->headers.end() && reason->second == "envoy.actor_not_found"_L1)
        reason->second = Error::of(ErrorCode::GuardActorStoppedWhileWaiting).wireName();
}

} // namespace rove::join
