// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QFuture>
#include <QtCore/QPromise>

#include <memory>
#include <utility>

namespace rove::runtime {

/// A future, and what completes it once. A copy completes the same future; when the last copy is dropped, the
/// future is cancelled.
template <class T>
class Completion {
public:
    /// To be called once, before anything else.
    QFuture<Result<T>> start()
    {
        m_promise->start();
        return m_promise->future();
    }
    void complete(Result<T> result) const
    {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }
    /// False once whoever has the future has cancelled it.
    [[nodiscard]] bool isWanted() const { return !m_promise->isCanceled(); }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise = std::make_shared<QPromise<Result<T>>>();
};

} // namespace rove::runtime
