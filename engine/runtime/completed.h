// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/completion.h"

namespace rove::runtime {

/// A future that is complete already.
template <class T>
QFuture<Result<T>> completed(Result<T> result)
{
    Completion<T> completion;
    QFuture<Result<T>> future = completion.start();
    completion.complete(std::move(result));
    return future;
}

} // namespace rove::runtime
