// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QFuture>
#include <QtTest/QTest>

namespace rove::test {

/// What a future answers, waiting for it with the event loop running; ends the program if it does not answer
/// in time.
template <class T>
T await(QFuture<T> future, std::chrono::milliseconds patience = std::chrono::seconds(20))
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, static_cast<int>(patience.count())))
        qFatal("a future did not answer in time");
    if (future.resultCount() == 0)
        qFatal("a future ended without an answer");
    return future.result();
}

} // namespace rove::test
