// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/pause.h"

#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <memory>

namespace rove::kitactors {

QFuture<void> pause(std::chrono::milliseconds duration, QObject *context)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QTimer::singleShot(duration, context, [promise] { promise->finish(); });
    return promise->future();
}

} // namespace rove::kitactors
