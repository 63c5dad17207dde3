// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/memorymedium.h"

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

void takeEntries(auto &&range, std::size_t countMax, std::vector<Entry> &found)
{
    for (const auto &[key, value] :
         range | std::views::take(std::ptrdiff_t(std::min<std::size_t>(countMax, std::size_t(PTRDIFF_MAX)))))
        found.push_back({.key = key, .value = value});
}

} // namespace

Result<> MemoryMedium::apply(const Mutation &mutation)
{
    if (const auto *put = std::get_if<Put>(&mutation)) {
        m_entries.insert_or_assign(put->key, put->value);
    } else if (const auto *remove = std::get_if<Remove>(&mutation)) {
        m_entries.erase(remove->key);
    } else {
        const auto &range = std::get<RemoveRange>(mutation);
        const auto doomed = rangeOf(m_entries, range.first, range.end);
        m_entries.erase(doomed.begin(), doomed.end());
    }
    return {};
}

Result<> MemoryMedium::get(const std::vector<QByteArray> &keys, std::vector<Entry> &found)
{
    for (const QByteArray &key : keys)
        if (const auto entry = m_entries.find(key); entry != m_entries.end())
            found.push_back({.key = entry->first, .value = entry->second});
    return {};
}

Result<> MemoryMedium::list(const Range &range, std::vector<Entry> &found)
{
    const auto entries = rangeOf(std::as_const(m_entries), range.first, range.end);
    if (range.direction == Direction::Ascending)
        takeEntries(entries, range.countMax, found);
    else
        takeEntries(entries | std::views::reverse, range.countMax, found);
    return {};
}

Result<std::uint64_t> MemoryMedium::measure(const Range &range)
{
    std::uint64_t bytes = 0;
    for (const auto &[key, value] : rangeOf(std::as_const(m_entries), range.first, range.end))
        bytes += static_cast<std::uint64_t>(key.size() + value.size());
    return bytes;
}

} // namespace rove::store
