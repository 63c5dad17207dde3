// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simdisk.h"

using namespace std::chrono_literals;

namespace rove::sim {

SimDisk::SimDisk(Scheduler &scheduler, SimRandom &random, const Faults &faults, Listener listener)
    : m_scheduler(scheduler)
    , m_random(random)
    , m_faults(faults)
    , m_listener(std::move(listener))
{}

void SimDisk::persist(core::Persist write)
{
    push(std::move(write));
}

void SimDisk::writeActorData(ActorId actorId)
{
    push(WriteData{actorId});
}

void SimDisk::eraseActorData(ActorId actorId)
{
    push(core::EraseActorData{actorId});
}

void SimDisk::push(Operation operation)
{
    m_queue.push_back(std::move(operation));
    if (!m_isSyncing)
        scheduleSync();
}

void SimDisk::scheduleSync()
{
    m_isSyncing = true;
    const bool stalls = m_faults.strikes(Fault::DiskStall, m_random);
    m_scheduler.after(m_random.delay(stalls ? 20s : 10ms), [this, life = m_life] {
        if (life == m_life)
            sync();
    });
}

void SimDisk::sync()
{
    m_isSyncing = false;
    for (auto count = 1 + m_random.below(m_queue.size()); count > 0; --count)
        if (const auto written = writeOldest())
            m_scheduler.after(0ms, [this, life = m_life, id = *written] {
                if (life == m_life)
                    m_listener.stored(id);
            });
    if (!m_queue.empty())
        scheduleSync();
}

std::optional<core::WriteId> SimDisk::writeOldest()
{
    const Operation operation = std::move(m_queue.front());
    m_queue.pop_front();
    if (const auto *data = std::get_if<WriteData>(&operation)) {
        m_actorData.insert(data->actorId);
        return std::nullopt;
    }
    if (const auto *erase = std::get_if<core::EraseActorData>(&operation)) {
        m_listener.erasing(erase->actorId);
        m_actorData.erase(erase->actorId);
        return std::nullopt;
    }
    const auto &persist = std::get<core::Persist>(operation);
    for (const Mutation &mutation : persist.batch) {
        if (const auto *put = std::get_if<Put>(&mutation))
            m_rows.insert_or_assign(put->key, put->value);
        else if (const auto *remove = std::get_if<Remove>(&mutation))
            m_rows.erase(remove->key);
        else if (const auto *range = std::get_if<RemoveRange>(&mutation))
            m_rows.erase(m_rows.lower_bound(range->first), m_rows.lower_bound(range->end));
    }
    return persist.id;
}

void SimDisk::crash()
{
    ++m_life;
    m_isSyncing = false;
    for (auto count = m_random.below(m_queue.size() + 1); count > 0; --count)
        (void) writeOldest();
    m_queue.clear();
}

} // namespace rove::sim
