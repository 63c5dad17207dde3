// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

class QWebSocket;

namespace rove::ui {

/// A close reason is `group.code`, and what the gateway says ends in `#` and its ray id
/// (spec/inspector.md 1.4).
[[nodiscard]] Error errorFromReason(const QString &reason);

/// Why a socket could not be opened, or was lost without a word of the other side.
[[nodiscard]] Error socketError(const QWebSocket &socket);

} // namespace rove::ui
