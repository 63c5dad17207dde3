// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simstore.h"

#include <algorithm>
#include <ranges>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {

SimStore::SimStore(const Surroundings &around, SimDisk &disk)
    : m_around(around)
    , m_disk(disk)
{}

void SimStore::write(Batch batch, Written written)
{
    push(WriteCall{.batch = std::move(batch), .written = std::move(written)});
}

void SimStore::get(std::vector<QByteArray> keys, Read read)
{
    push(GetCall{.keys = std::move(keys), .read = std::move(read)});
}

void SimStore::list(store::Range range, Read read)
{
    push(ListCall{.range = std::move(range), .read = std::move(read)});
}

void SimStore::measure(store::Range range, Measured measured)
{
    push(MeasureCall{.range = std::move(range), .measured = std::move(measured)});
}

void SimStore::snapshot(QString, Written)
{
    qFatal("no snapshot is taken of a world");
}

void SimStore::restore(QString, Written)
{
    qFatal("no world is restored");
}

void SimStore::push(Call call)
{
    m_queue.push_back(std::move(call));
    if (!m_isSyncing && !m_isFailing)
        scheduleSync();
}

void SimStore::scheduleSync()
{
    m_isSyncing = true;
    const auto time = m_around.delay(m_around.strikes(Fault::DiskStall) ? 20s : 10ms);
    m_around.scheduler.after(time, [this, alive = std::weak_ptr<const bool>(m_isAlive)] {
        if (!alive.expired())
            sync();
    });
}

/// Some of what was asked for becomes durable together, and is answered.
void SimStore::sync()
{
    m_isSyncing = false;
    const auto count = static_cast<qsizetype>(1 + m_around.random.below(m_queue.size()));
    const auto isWrite = [](const Call &call) { return std::holds_alternative<WriteCall>(call); };
    if (m_disk.isFull() && std::ranges::any_of(m_queue | std::views::take(count), isWrite))
        return failAll();
    std::deque<Scheduler::Task> answers;
    for (qsizetype i = 0; i < count; ++i) {
        answers.push_back(
            std::visit([this](auto &call) { return perform(std::move(call)); }, m_queue.front()));
        m_queue.pop_front();
    }
    answerLater(std::move(answers));
    if (!m_queue.empty())
        scheduleSync();
}

void SimStore::answerLater(std::deque<Scheduler::Task> answers)
{
    for (Scheduler::Task &answer : answers)
        m_around.scheduler.after(
            0ms, [alive = std::weak_ptr<const bool>(m_isAlive), answer = std::move(answer)] mutable {
                if (!alive.expired())
                    answer();
            });
}

/// Everything asked for before the owner knows of the failure fails, and has changed nothing.
void SimStore::failAll()
{
    m_isFailing = true;
    m_around.scheduler.after(m_around.delay(20ms), [this, alive = std::weak_ptr<const bool>(m_isAlive)] {
        if (alive.expired())
            return;
        m_isFailing = false;
        ++m_failureCount;
        const auto failed =
            Error{.code = ErrorCode::StoreFailed, .message = u"The disk is full."_s, .metadata = {}};
        for (Call &call : std::exchange(m_queue, {})) {
            std::visit(
                [&failed](auto &known) {
                    if constexpr (requires { known.written; })
                        known.written(std::unexpected(failed));
                    else if constexpr (requires { known.measured; })
                        known.measured(std::unexpected(failed));
                    else
                        known.read(std::unexpected(failed));
                },
                call);
        }
    });
}

Scheduler::Task SimStore::perform(WriteCall call)
{
    m_disk.apply(call.batch);
    return [written = std::move(call.written)] mutable { written({}); };
}

Scheduler::Task SimStore::perform(GetCall call)
{
    std::vector<store::Entry> found;
    for (const QByteArray &key : call.keys)
        if (const auto row = m_disk.rows().find(key); row != m_disk.rows().end())
            found.push_back({.key = row->first, .value = row->second});
    return [read = std::move(call.read), found = std::move(found)] mutable { read(std::move(found)); };
}

std::vector<store::Entry> SimStore::entriesIn(const store::Range &range) const
{
    const auto first = m_disk.rows().lower_bound(range.first);
    const auto end = range.end.isEmpty() ? m_disk.rows().end() : m_disk.rows().lower_bound(range.end);
    std::vector<store::Entry> found;
    for (const auto &[key, value] : std::ranges::subrange(first, end))
        found.push_back({.key = key, .value = value});
    return found;
}

Scheduler::Task SimStore::perform(MeasureCall call)
{
    std::uint64_t bytes = 0;
    for (const store::Entry &entry : entriesIn(call.range))
        bytes += static_cast<std::uint64_t>(entry.key.size() + entry.value.size());
    return [measured = std::move(call.measured), bytes] mutable { measured(bytes); };
}

Scheduler::Task SimStore::perform(ListCall call)
{
    std::vector<store::Entry> found = entriesIn(call.range);
    if (call.range.direction == store::Direction::Descending)
        std::ranges::reverse(found);
    found.resize(std::min(found.size(), call.range.countMax));
    return [read = std::move(call.read), found = std::move(found)] mutable { read(std::move(found)); };
}

void SimStore::crash()
{
    m_isAlive.reset();
    if (m_disk.isFull() || m_isFailing)
        return;
    for (auto count = m_around.random.below(m_queue.size() + 1); count > 0; --count) {
        if (const auto *write = std::get_if<WriteCall>(&m_queue.front()))
            m_disk.apply(write->batch);
        m_queue.pop_front();
    }
}

} // namespace rove::sim
