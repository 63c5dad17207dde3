// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/memorystore.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace rove::store {
namespace {

/// The entries from `first` up to, but without, `end`; nothing if they are the wrong way round.
auto rangeOf(auto &entries, const QByteArray &first, const QByteArray &end)
{
    const auto begin = entries.lower_bound(first);
    if (end.isEmpty())
        return std::ranges::subrange(begin, entries.end());
    return std::ranges::subrange(begin, first < end ? entries.lower_bound(end) : begin);
}

std::vector<Entry> takeEntries(auto &&range, std::size_t countMax)
{
    std::vector<Entry> found;
    for (const auto &[key, value] : range) {
        if (found.size() == countMax)
            break;
        found.push_back({.key = key, .value = value});
    }
    return found;
}

} // namespace

MemoryStore::MemoryStore(Post post)
    : m_post(std::move(post))
{}

void MemoryStore::write(Batch batch, Written written)
{
    for (Mutation &mutation : batch)
        std::visit([this](auto &known) { apply(known); }, mutation);
    m_post([written = std::move(written)] mutable { written({}); });
}

void MemoryStore::apply(Put &put)
{
    m_entries.insert_or_assign(std::move(put.key), std::move(put.value));
}

void MemoryStore::apply(const Remove &remove)
{
    m_entries.erase(remove.key);
}

void MemoryStore::apply(const RemoveRange &range)
{
    const auto doomed = rangeOf(m_entries, range.first, range.end);
    m_entries.erase(doomed.begin(), doomed.end());
}

void MemoryStore::get(std::vector<QByteArray> keys, Read read)
{
    std::vector<Entry> found;
    for (const QByteArray &key : keys)
        if (const auto entry = m_entries.find(key); entry != m_entries.end())
            found.push_back({.key = entry->first, .value = entry->second});
    m_post([read = std::move(read), found = std::move(found)] mutable { read(std::move(found)); });
}

void MemoryStore::list(Range range, Read read)
{
    const auto entries = rangeOf(std::as_const(m_entries), range.first, range.end);
    std::vector<Entry> found = range.direction == Direction::Ascending
                                   ? takeEntries(entries, range.countMax)
                                   : takeEntries(entries | std::views::reverse, range.countMax);
    m_post([read = std::move(read), found = std::move(found)] mutable { read(std::move(found)); });
}

} // namespace rove::store
