// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/join/engineaddress.h"
#include "protocol/base/error.h"

namespace rove::join {

/// What a failed request means, in one line that says what to do about it.
[[nodiscard]] Error explain(const Error &error, const EngineAddress &address);
/// The same for a WebSocket that the engine has closed; `reason` is `group.code`, after which more may follow
/// behind a `#` (spec/runner-envoy.md 1.5).
[[nodiscard]] Error explainClose(const QByteArray &reason, const EngineAddress &address);

/// Another process has this envoy's key, or the engine has drained it in favour of a newer version: coming
/// back would only take turns (spec/runner-envoy.md 1.3).
[[nodiscard]] bool isEviction(const QByteArray &reason);
/// The pool must be made again.
[[nodiscard]] bool isMissingPool(const QByteArray &reason);

} // namespace rove::join
