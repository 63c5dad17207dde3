// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/storeworker.h"

#include "engine/store/snapshot.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <cstdint>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

qsizetype bytesOf(const Mutation &mutation)
{
    if (const auto *put = std::get_if<Put>(&mutation))
        return put->key.size() + put->value.size();
    if (const auto *remove = std::get_if<Remove>(&mutation))
        return remove->key.size();
    const auto &range = std::get<RemoveRange>(mutation);
    return range.first.size() + range.end.size();
}

/// What a task holds while it waits; reads hold next to nothing.
qsizetype bytesOf(const StoreTask &task)
{
    qsizetype sum = 0;
    if (const auto *write = std::get_if<WriteTask>(&task))
        for (const Mutation &mutation : write->batch)
            sum += bytesOf(mutation);
    return sum;
}

StoreTask refuse(StoreTask task)
{
    return std::visit(
        [](auto &known) -> StoreTask {
            if constexpr (requires { known.written; })
                return RefusedWriteTask{std::move(known.written)};
            else if constexpr (requires { known.measured; })
                return RefusedMeasureTask{std::move(known.measured)};
            else
                return RefusedReadTask{std::move(known.read)};
        },
        task);
}

bool isRefused(const StoreTask &task)
{
    return std::holds_alternative<RefusedWriteTask>(task) || std::holds_alternative<RefusedReadTask>(task) ||
           std::holds_alternative<RefusedMeasureTask>(task);
}

std::unexpected<Error> queueFull()
{
    return failure(ErrorCode::StoreFailed, u"Too much waits for the disk."_s);
}

void answer(SnapshotTask &task, const Result<> &committed)
{
    task.written(committed ? task.copied : committed);
}

void answer(RefusedWriteTask &task, const Result<> &)
{
    task.written(queueFull());
}

void answer(RefusedReadTask &task, const Result<> &)
{
    task.read(queueFull());
}

void answer(RefusedMeasureTask &task, const Result<> &)
{
    task.measured(queueFull());
}

void answer(MeasureTask &task, const Result<> &committed)
{
    task.measured(committed.transform([&] { return task.bytes; }));
}

template <class Task>
void answer(Task &task, const Result<> &committed)
{
    if constexpr (requires { task.written; })
        task.written(committed);
    else
        task.read(committed.transform([&] { return std::move(task.found); }));
}

} // namespace

StoreWorker::StoreWorker(std::unique_ptr<Medium> medium, Post post)
    : m_medium(std::move(medium))
    , m_post(std::move(post))
    , m_thread([this] { run(); })
{}

StoreWorker::~StoreWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StoreWorker::enqueue(StoreTask task)
{
    const qsizetype bytes = bytesOf(task);
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.size() >= limits::storeQueueOperationCountMax ||
            m_queuedBytes + bytes > limits::storeQueueBytesMax)
            m_refusedEpoch = *m_epoch;
        const bool isTaken = m_refusedEpoch != *m_epoch;
        if (isTaken)
            m_queuedBytes += bytes;
        m_queue.push_back({.task = isTaken ? std::move(task) : refuse(std::move(task)), .epoch = *m_epoch});
    }
    m_wake.notify_one();
}

void StoreWorker::run()
{
    for (Group group = takeGroup(); !group.tasks.empty(); group = takeGroup()) {
        Result<> committed = perform(group);
        answerLater(std::move(group), std::move(committed));
    }
}

StoreWorker::Group StoreWorker::takeGroup()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
    Group group;
    if (!m_queue.empty())
        group.epoch = m_queue.front().epoch;
    while (!m_queue.empty() && m_queue.front().epoch == group.epoch &&
           group.tasks.size() < limits::storeGroupOperationCountMax) {
        m_queuedBytes -= bytesOf(m_queue.front().task);
        group.tasks.push_back(std::move(m_queue.front().task));
        m_queue.pop_front();
    }
    return group;
}

void StoreWorker::answerLater(Group group, Result<> committed)
{
    m_post([group = std::move(group), committed = std::move(committed), epoch = m_epoch] mutable {
        const bool hasFailed = !committed || std::ranges::any_of(group.tasks, isRefused);
        if (hasFailed && *epoch == group.epoch)
            ++*epoch;
        for (StoreTask &task : group.tasks)
            std::visit([&](auto &known) { answer(known, committed); }, task);
    });
}

Result<> StoreWorker::perform(Group &group)
{
    if (m_failedEpoch == group.epoch)
        return std::unexpected(m_failure);
    Result<> committed = perform(group.tasks);
    if (!committed) {
        m_medium->rollBack();
        m_failedEpoch = group.epoch;
        m_failure = committed.error();
    }
    return committed;
}

Result<> StoreWorker::perform(std::vector<StoreTask> &group)
{
    TRY(m_medium->begin());
    for (StoreTask &task : group) {
        TRY(std::visit(
            [this](auto &known) -> Result<> {
                if constexpr (requires { perform(known); })
                    return perform(known);
                else
                    return {};
            },
            task));
    }
    return m_medium->commit();
}

Result<> StoreWorker::perform(WriteTask &task)
{
    for (const Mutation &mutation : task.batch)
        TRY(m_medium->apply(mutation));
    return {};
}

Result<> StoreWorker::perform(GetTask &task)
{
    return m_medium->get(task.keys, task.found);
}

Result<> StoreWorker::perform(ListTask &task)
{
    return m_medium->list(task.range, task.found);
}

Result<> StoreWorker::perform(MeasureTask &task)
{
    task.bytes = TRY(m_medium->measure(task.range));
    return {};
}

Result<> StoreWorker::perform(SnapshotTask &task)
{
    // A file that cannot be written is no failure of this store, whose writes go on.
    task.copied = writeSnapshot(*m_medium, task.path);
    return {};
}

Result<> StoreWorker::perform(RestoreTask &task)
{
    return readSnapshot(task.path, *m_medium);
}

} // namespace rove::store
