// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <type_traits>
#include <utility>

namespace rove::ui {

/// Runs `work` on a thread of the pool and gives its result; continue with `.then(this, …)`, which is dropped
/// with its object. What `work` needs is moved into it: it must not touch anything of the GUI thread.
template <class Work>
QFuture<std::invoke_result_t<Work>> inBackground(Work work)
{
    QPromise<std::invoke_result_t<Work>> promise;
    promise.start();
    auto future = promise.future();
    QThreadPool::globalInstance()->start([promise = std::move(promise), work = std::move(work)]() mutable {
        promise.addResult(work());
        promise.finish();
    });
    return future;
}

} // namespace rove::ui
