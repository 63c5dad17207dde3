// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simdisk.h"

#include <algorithm>
#include <array>

namespace rove::sim {
namespace {

// As engine/host/actorkv.cpp lays out the data of actors: a letter, the actor's id, the actor's own key; a
// value begins with its time.
constexpr char dataPrefix = 'k';
constexpr qsizetype timeBytes = 8;

QByteArray dataKey(ActorId actorId, const QByteArray &key = {})
{
    return dataPrefix + QByteArray(QByteArrayView(actorId.bytes())) + key;
}

constexpr qsizetype dataPrefixBytes = 1 + sizeof(ActorId);

ActorId ownerOf(QByteArrayView key)
{
    std::array<std::uint8_t, sizeof(ActorId)> id{};
    std::copy_n(key.cbegin() + 1, id.size(), id.begin());
    return std::bit_cast<ActorId>(id);
}

} // namespace

void SimDisk::apply(const Batch &batch)
{
    for (const Mutation &mutation : batch)
        std::visit([this](const auto &known) { apply(known); }, mutation);
}

void SimDisk::apply(const Put &put)
{
    m_rows.insert_or_assign(put.key, put.value);
    if (put.key.startsWith(dataPrefix))
        m_kept(ownerOf(put.key), QByteArrayView(put.key).sliced(dataPrefixBytes),
               QByteArrayView(put.value).sliced(timeBytes));
}

void SimDisk::apply(const RemoveRange &range)
{
    const auto first = m_rows.lower_bound(range.first);
    const auto end = range.end.isEmpty() ? m_rows.end() : m_rows.lower_bound(range.end);
    if (range.first.startsWith(dataPrefix) && first != end)
        m_erasing(ownerOf(first->first));
    m_rows.erase(first, end);
}

std::optional<QByteArray> SimDisk::actorValue(ActorId actorId, const QByteArray &key) const
{
    const auto found = m_rows.find(dataKey(actorId, key));
    if (found == m_rows.end())
        return std::nullopt;
    return found->second.sliced(timeBytes);
}

bool SimDisk::hasActorData(ActorId actorId) const
{
    const QByteArray prefix = dataKey(actorId);
    const auto first = m_rows.lower_bound(prefix);
    return first != m_rows.end() && first->first.startsWith(prefix);
}

} // namespace rove::sim
