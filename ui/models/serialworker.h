// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QFuture>
#include <QtCore/QMutex>
#include <QtCore/QPromise>

#include <deque>
#include <functional>
#include <memory>
#include <type_traits>

namespace rove::ui {

/// Runs jobs one after the other on the threads of the global pool. Copies share one queue. Letting go of it
/// waits for nothing: what was posted still runs, so a job owns all that it touches. Any thread; the caller
/// bounds how much it posts.
class SerialWorker {
public:
    SerialWorker()
        : m_queue(std::make_shared<Queue>())
    {}

    /// The job's answer; read it with `.then(this, …)`.
    template <class Job>
    QFuture<std::invoke_result_t<Job>> run(Job job)
    {
        using T = std::invoke_result_t<Job>;
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        post([promise, job = std::move(job)]() mutable {
            promise->addResult(job());
            promise->finish();
        });
        return future;
    }

private:
    struct Queue {
        QMutex mutex;
        std::deque<std::function<void()>> jobs;
        bool isRunning = false;
    };

    void post(std::function<void()> job);

    std::shared_ptr<Queue> m_queue;
};

} // namespace rove::ui
