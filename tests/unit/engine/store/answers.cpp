// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/store/answers.h"

#include "protocol/base/ensure.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace rove::store {

Post Answers::post()
{
    return [queue = m_queue](std::move_only_function<void()> task) {
        {
            const std::lock_guard lock(queue->mutex);
            queue->tasks.push_back(std::move(task));
        }
        queue->filled.notify_one();
    };
}

void Answers::runUntil(const std::function<bool()> &isDone)
{
    while (!isDone()) {
        std::move_only_function<void()> task;
        {
            std::unique_lock lock(m_queue->mutex);
            ENSURE(m_queue->filled.wait_for(lock, 60s, [&] { return !m_queue->tasks.empty(); }));
            task = std::move(m_queue->tasks.front());
            m_queue->tasks.pop_front();
        }
        task();
    }
}

void Answers::runPosted()
{
    std::deque<std::move_only_function<void()>> tasks;
    {
        const std::lock_guard lock(m_queue->mutex);
        tasks = std::exchange(m_queue->tasks, {});
    }
    for (auto &task : tasks)
        task();
}

Result<> Answers::write(Store &store, Batch batch)
{
    std::optional<Result<>> answer;
    store.write(std::move(batch), [&](Result<> written) { answer = std::move(written); });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

Result<std::vector<Entry>> Answers::get(Store &store, std::vector<QByteArray> keys)
{
    std::optional<Result<std::vector<Entry>>> answer;
    store.get(std::move(keys), [&](Result<std::vector<Entry>> read) { answer = std::move(read); });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

Result<std::vector<Entry>> Answers::list(Store &store, Range range)
{
    std::optional<Result<std::vector<Entry>>> answer;
    store.list(std::move(range), [&](Result<std::vector<Entry>> read) { answer = std::move(read); });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

Result<std::uint64_t> Answers::measure(Store &store, Range range)
{
    std::optional<Result<std::uint64_t>> answer;
    store.measure(std::move(range), [&](Result<std::uint64_t> measured) { answer = measured; });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

Result<> Answers::snapshot(Store &store, const QString &path)
{
    std::optional<Result<>> answer;
    store.snapshot(path, [&](Result<> written) { answer = std::move(written); });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

Result<> Answers::restore(Store &store, const QString &path)
{
    std::optional<Result<>> answer;
    store.restore(path, [&](Result<> written) { answer = std::move(written); });
    runUntil([&] { return answer.has_value(); });
    return *answer;
}

} // namespace rove::store
