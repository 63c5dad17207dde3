// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <chrono>

namespace rove::kitactors {

/// Done after a while, on the thread of `context`; cancelled if that goes before.
[[nodiscard]] QFuture<void> pause(std::chrono::milliseconds duration, QObject *context);

} // namespace rove::kitactors
