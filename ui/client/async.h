// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QFuture>
#include <QtCore/QPromise>

#include <memory>

namespace rove::ui {

/// What every call of the window's clients returns: a future that always ends with one value, a result or an
/// error. Read it with `.then(this, …)`; nothing is called once `this` is gone.
template <class T = void>
using Async = QFuture<Result<T>>;

/// A future that already has its answer.
template <class T = void>
Async<T> ready(Result<T> result)
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

/// The other end of an `Async`: whoever holds it answers once. Copies answer the same future.
/// Letting go of the last copy without an answer answers `ClientCancelled`, so that nobody waits for ever.
template <class T = void>
class Answer {
public:
    Answer()
        : m_state(std::make_shared<State>())
    {}

    [[nodiscard]] Async<T> future() const { return m_state->promise.future(); }
    [[nodiscard]] bool isGiven() const { return m_state->isGiven; }
    /// The first answer counts; later ones are ignored.
    void give(Result<T> result) const { m_state->give(std::move(result)); }

private:
    struct State {
        State() { promise.start(); }
        ~State() { give(failure(ErrorCode::ClientCancelled)); }
        State(const State &) = delete;
        State &operator=(const State &) = delete;

        void give(Result<T> result)
        {
            if (isGiven)
                return;
            isGiven = true;
            promise.addResult(std::move(result));
            promise.finish();
        }

        QPromise<Result<T>> promise;
        bool isGiven = false;
    };

    std::shared_ptr<State> m_state;
};

} // namespace rove::ui
