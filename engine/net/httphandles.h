// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"

#include <cstdint>
#include <memory>

namespace rove::net {

class HttpSession;

/// What a handler holds of a session: each reaches it as long as it lives, and does nothing afterwards.
[[nodiscard]] std::shared_ptr<HttpResponder> makeResponder(std::weak_ptr<HttpSession> session);
[[nodiscard]] std::shared_ptr<WebSocketUpgrade> makeUpgrade(std::weak_ptr<HttpSession> session);
/// `requestNumber` keeps one that is held too long away from the body of the next request.
[[nodiscard]] std::shared_ptr<RequestBody> makeRequestBody(std::weak_ptr<HttpSession> session,
                                                           std::uint64_t requestNumber);

} // namespace rove::net
