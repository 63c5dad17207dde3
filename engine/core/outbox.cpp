// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/outbox.h"

#include "engine/core/rows.h"
#include "protocol/base/ensure.h"

#include <algorithm>

namespace rove::core {

Outbox::Outbox(const ActorTable &actors)
    : m_actors(actors)
{}

void Outbox::put(QByteArray key, QByteArray value)
{
    m_rows.insert_or_assign(key, Put{.key = key, .value = std::move(value)});
}

void Outbox::remove(QByteArray key)
{
    m_rows.insert_or_assign(key, Remove{key});
}

void Outbox::now(Effect effect)
{
    m_out->push_back(std::move(effect));
}

void Outbox::whenStored(Withheld withheld)
{
    m_collected.push_back(std::move(withheld));
}

void Outbox::announce(const ActorEntry &entry, ActorPhase phase)
{
    const ActorChanged change{entry.actor.id, entry.actor.generation, phase};
    if (entry.isStored)
        now(change);
    else
        whenStored(change);
}

void Outbox::flush()
{
    for (const ActorId id : m_changed)
        put(rows::actorKey(id), rows::encode(*m_actors.find(id)));
    m_changed.clear();
    if (!m_rows.empty()) {
        m_lastAsked = WriteId{std::to_underlying(m_lastAsked) + 1};
        Persist persist{.id = m_lastAsked, .batch = {}};
        for (auto &[key, mutation] : m_rows)
            persist.batch.push_back(std::move(mutation));
        m_rows.clear();
        now(std::move(persist));
    }
    for (Withheld &withheld : m_collected)
        m_withheld.emplace_back(m_lastAsked, std::move(withheld));
    m_collected.clear();
}

std::vector<Withheld> Outbox::takeStored()
{
    std::vector<Withheld> free;
    while (!m_withheld.empty() && m_withheld.front().first <= m_lastStored) {
        free.push_back(std::move(m_withheld.front().second));
        m_withheld.pop_front();
    }
    return free;
}

void Outbox::stored(WriteId id)
{
    ENSURE(id > m_lastStored && id <= m_lastAsked);
    m_lastStored = id;
}

void Outbox::checkInvariants() const
{
    ENSURE(m_rows.empty() && m_changed.empty() && m_collected.empty());
    ENSURE(std::ranges::is_sorted(m_withheld, {}, [](const auto &item) { return item.first; }));
    ENSURE(m_withheld.empty() || m_withheld.front().first > m_lastStored);
}

} // namespace rove::core
