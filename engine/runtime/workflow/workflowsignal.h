// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

#include <coroutine>
#include <memory>
#include <utility>

namespace rove::runtime {

/// Something that happens once, and that one coroutine may wait for. A value with shared identity: copies are
/// the same signal. Fired from anywhere on the actor's thread; the coroutine goes on from the event loop,
/// never inside `fire`, and not at all if it is gone by then.
class WorkflowSignal {
public:
    /// Nothing happens any more once `context` is gone.
    void fire(QObject *context) const
    {
        if (std::exchange(m_state->isFired, true))
            return;
        QMetaObject::invokeMethod(
            context,
            [state = m_state] {
                state->isDelivered = true;
                if (const std::coroutine_handle<> waiter = std::exchange(state->waiter, {}))
                    waiter.resume();
            },
            Qt::QueuedConnection);
    }
    [[nodiscard]] bool isFired() const { return m_state->isFired; }

    auto operator co_await() const noexcept { return Awaiter(m_state); }

private:
    struct State {
        std::coroutine_handle<> waiter;
        bool isFired = false;
        bool isDelivered = false;
    };

    /// Part of the waiting coroutine; takes the wait back when that is destroyed.
    class Awaiter {
    public:
        explicit Awaiter(std::shared_ptr<State> state)
            : m_state(std::move(state))
        {}
        Awaiter(const Awaiter &) = delete;
        Awaiter &operator=(const Awaiter &) = delete;
        ~Awaiter() { m_state->waiter = {}; }

        bool await_ready() const noexcept { return m_state->isDelivered; }
        void await_suspend(std::coroutine_handle<> waiter) noexcept { m_state->waiter = waiter; }
        void await_resume() const noexcept {}

    private:
        std::shared_ptr<State> m_state;
    };

    std::shared_ptr<State> m_state = std::make_shared<State>();
};

/// Waits for ever: for what is never to go on, and only to be destroyed.
struct WorkflowEnd {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept { std::terminate(); }
};

} // namespace rove::runtime
