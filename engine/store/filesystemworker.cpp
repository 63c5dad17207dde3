// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filesystemworker.h"

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
            else
                return RefusedReadTask{std::move(known.read)};
        },
        task);
}

bool isRefused(const StoreTask &task)
{
    return std::holds_alternative<RefusedWriteTask>(task) || std::holds_alternative<RefusedReadTask>(task);
}

std::unexpected<Error> queueFull()
{
    return failure(ErrorCode::StoreFailed, u"Too much waits for the disk."_s);
}

void answer(WriteTask &task, const Result<> &committed)
{
    task.written(committed);
}

void answer(auto &task, const Result<> &committed)
{
    task.read(committed.transform([&] { return std::move(task.found); }));
}

void answer(RefusedWriteTask &task, const Result<> &)
{
    task.written(queueFull());
}

void answer(RefusedReadTask &task, const Result<> &)
{
    task.read(queueFull());
}

} // namespace

Result<FilesystemWorker::Statements> FilesystemWorker::Statements::prepare(const Database &database)
{
    const auto statement = [&](const char *sql) { return Statement::prepare(database, sql); };
    return Statements{
        .put = TRY(statement("INSERT OR REPLACE INTO entries (key, value) VALUES (?1, ?2)")),
        .remove = TRY(statement("DELETE FROM entries WHERE key = ?1")),
        .removeRange = TRY(statement("DELETE FROM entries WHERE key >= ?1 AND key < ?2")),
        .removeFrom = TRY(statement("DELETE FROM entries WHERE key >= ?1")),
        .get = TRY(statement("SELECT key, value FROM entries WHERE key = ?1")),
        .listUp = TRY(
            statement("SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3")),
        .listDown = TRY(statement(
            "SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT ?3")),
        .listUpFrom = TRY(statement("SELECT key, value FROM entries WHERE key >= ?1 ORDER BY key LIMIT ?3")),
        .listDownFrom =
            TRY(statement("SELECT key, value FROM entries WHERE key >= ?1 ORDER BY key DESC LIMIT ?3")),
    };
}

FilesystemWorker::FilesystemWorker(Database database, Statements statements, Post post)
    : m_database(std::move(database))
    , m_statements(std::move(statements))
    , m_post(std::move(post))
    , m_thread([this] { run(); })
{}

FilesystemWorker::~FilesystemWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void FilesystemWorker::enqueue(StoreTask task)
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

void FilesystemWorker::run()
{
    for (Group group = takeGroup(); !group.tasks.empty(); group = takeGroup()) {
        Result<> committed = perform(group);
        answerLater(std::move(group), std::move(committed));
    }
}

FilesystemWorker::Group FilesystemWorker::takeGroup()
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

void FilesystemWorker::answerLater(Group group, Result<> committed)
{
    m_post([group = std::move(group), committed = std::move(committed), epoch = m_epoch] mutable {
        const bool hasFailed = !committed || std::ranges::any_of(group.tasks, isRefused);
        if (hasFailed && *epoch == group.epoch)
            ++*epoch;
        for (StoreTask &task : group.tasks)
            std::visit([&](auto &known) { answer(known, committed); }, task);
    });
}

Result<> FilesystemWorker::perform(Group &group)
{
    if (m_failedEpoch == group.epoch)
        return std::unexpected(m_failure);
    Result<> committed = perform(group.tasks);
    if (!committed) {
        m_database.rollBack();
        m_failedEpoch = group.epoch;
        m_failure = committed.error();
    }
    return committed;
}

Result<> FilesystemWorker::perform(std::vector<StoreTask> &group)
{
    TRY(m_database.execute("BEGIN"));
    for (StoreTask &task : group) {
        if (const auto *write = std::get_if<WriteTask>(&task))
            TRY(perform(*write));
        else if (auto *get = std::get_if<GetTask>(&task))
            TRY(perform(*get));
        else if (auto *list = std::get_if<ListTask>(&task))
            TRY(perform(*list));
    }
    return m_database.execute("COMMIT");
}

Result<> FilesystemWorker::perform(const WriteTask &task)
{
    for (const Mutation &mutation : task.batch)
        TRY(apply(mutation));
    return {};
}

Result<> FilesystemWorker::apply(const Mutation &mutation)
{
    if (const auto *put = std::get_if<Put>(&mutation)) {
        m_statements.put.bind(1, put->key);
        m_statements.put.bind(2, put->value);
        return m_statements.put.run();
    }
    if (const auto *remove = std::get_if<Remove>(&mutation)) {
        m_statements.remove.bind(1, remove->key);
        return m_statements.remove.run();
    }
    const auto &range = std::get<RemoveRange>(mutation);
    Statement &statement = range.end.isEmpty() ? m_statements.removeFrom : m_statements.removeRange;
    statement.bind(1, range.first);
    if (!range.end.isEmpty())
        statement.bind(2, range.end);
    return statement.run();
}

Result<> FilesystemWorker::perform(GetTask &task)
{
    for (const QByteArray &key : task.keys) {
        m_statements.get.bind(1, key);
        TRY(read(m_statements.get, task.found));
    }
    return {};
}

Result<> FilesystemWorker::perform(ListTask &task)
{
    const Range &range = task.range;
    const bool isOpen = range.end.isEmpty();
    Statement &statement = range.direction == Direction::Ascending
                               ? (isOpen ? m_statements.listUpFrom : m_statements.listUp)
                               : (isOpen ? m_statements.listDownFrom : m_statements.listDown);
    statement.bind(1, range.first);
    if (!isOpen)
        statement.bind(2, range.end);
    statement.bind(3, qint64(std::min<std::size_t>(range.countMax, INT64_MAX)));
    return read(statement, task.found);
}

Result<> FilesystemWorker::read(Statement &statement, std::vector<Entry> &found)
{
    Result<bool> hasRow = statement.step();
    for (; hasRow && *hasRow; hasRow = statement.step())
        found.push_back({.key = statement.blob(0), .value = statement.blob(1)});
    statement.reset();
    return hasRow.transform([](bool) {});
}

} // namespace rove::store
