// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace rove::runtime {

template <class T>
class WorkflowTask;

namespace detail {

/// What the promises of all tasks have in common: who waits, and what went wrong.
class TaskPromise {
public:
    std::suspend_always initial_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { m_exception = std::current_exception(); }

    /// Whoever waits goes on at once, without a deeper stack.
    struct Final {
        bool await_ready() noexcept { return false; }
        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) noexcept
        {
            const std::coroutine_handle<> next = self.promise().m_continuation;
            return next ? next : std::coroutine_handle<>(std::noop_coroutine());
        }
        void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }

    void setContinuation(std::coroutine_handle<> continuation) { m_continuation = continuation; }
    void rethrow() const
    {
        if (m_exception)
            std::rethrow_exception(m_exception);
    }

private:
    std::coroutine_handle<> m_continuation;
    std::exception_ptr m_exception;
};

template <class T>
class ValuePromise : public TaskPromise {
public:
    WorkflowTask<T> get_return_object() noexcept;
    template <class U>
        requires std::is_convertible_v<U &&, T>
    void return_value(U &&value)
    {
        m_value.emplace(std::forward<U>(value));
    }
    T take()
    {
        rethrow();
        return std::move(*m_value);
    }

private:
    std::optional<T> m_value;
};

class VoidPromise : public TaskPromise {
public:
    WorkflowTask<void> get_return_object() noexcept;
    void return_void() noexcept {}
    void take() const { rethrow(); }
};

} // namespace detail

/// A coroutine of a workflow: a part of it that is written as an ordinary function, with `co_await` where it
/// waits. It starts when it is awaited, and what it gives is the value of the `co_await`; an exception that
/// leaves it comes out there. Who destroys the task destroys the coroutine, and with it whatever it waits
/// for: that is how a workflow is cancelled. Awaited once, on the actor's thread. Move-only.
///
/// A coroutine that is a lambda keeps nothing of what it captures: the lambda must live as long as its task.
/// The functions of WorkflowContext that take one see to that.
template <class T = void>
class [[nodiscard]] WorkflowTask {
public:
    using promise_type = std::conditional_t<std::is_void_v<T>, detail::VoidPromise, detail::ValuePromise<T>>;
    using Handle = std::coroutine_handle<promise_type>;
    using Value = T;

    WorkflowTask() = default;
    explicit WorkflowTask(Handle handle)
        : m_handle(handle)
    {}
    WorkflowTask(WorkflowTask &&other) noexcept
        : m_handle(std::exchange(other.m_handle, {}))
    {}
    WorkflowTask &operator=(WorkflowTask &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    WorkflowTask(const WorkflowTask &) = delete;
    WorkflowTask &operator=(const WorkflowTask &) = delete;
    ~WorkflowTask()
    {
        if (m_handle)
            m_handle.destroy();
    }

    /// False for a task without a coroutine.
    explicit operator bool() const { return static_cast<bool>(m_handle); }
    /// Starts one that nobody awaits; its owner keeps it until it is done or no longer wanted.
    void start() { m_handle.resume(); }

    auto operator co_await() && noexcept
    {
        struct Awaiter {
            Handle handle;
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept
            {
                handle.promise().setContinuation(caller);
                return handle;
            }
            T await_resume() const { return handle.promise().take(); }
        };
        return Awaiter{m_handle};
    }

private:
    Handle m_handle;
};

template <class T>
WorkflowTask<T> detail::ValuePromise<T>::get_return_object() noexcept
{
    return WorkflowTask<T>(std::coroutine_handle<ValuePromise>::from_promise(*this));
}

inline WorkflowTask<void> detail::VoidPromise::get_return_object() noexcept
{
    return WorkflowTask<void>(std::coroutine_handle<VoidPromise>::from_promise(*this));
}

/// What `Actor::run` gives: the whole workflow of an actor.
using Workflow = WorkflowTask<>;

} // namespace rove::runtime
