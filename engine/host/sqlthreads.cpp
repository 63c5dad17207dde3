// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/sqlthreads.h"

namespace rove::host {
namespace {

constexpr int threadCount = 2;

} // namespace

SqlThreads::SqlThreads()
{
    for (int i = 0; i < threadCount; ++i)
        m_threads.emplace_back([this] { work(); });
}

SqlThreads::~SqlThreads()
{
    stop();
}

void SqlThreads::run(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_all();
}

void SqlThreads::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    m_jobs.clear();
}

bool SqlThreads::waitUntil(const std::function<bool()> &isReady)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_isStopping || isReady(); });
    return isReady();
}

void SqlThreads::wake(const std::function<void()> &change)
{
    {
        const std::scoped_lock lock(m_mutex);
        change();
    }
    m_changed.notify_all();
}

void SqlThreads::work()
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_isStopping || !m_jobs.empty(); });
            if (m_isStopping)
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

} // namespace rove::host
