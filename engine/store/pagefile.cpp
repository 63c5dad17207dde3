// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/pagefile.h"

#include "protocol/base/limits.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rove::store {
namespace {

/// Neighbours are often wanted next, and each question costs a way between threads.
constexpr std::uint32_t readAheadCount = 16;
constexpr std::size_t changedCountMax = limits::sqliteStagedBytesMax / PageFile::pageBytes;

/// Where the first page says how the database is written (SQLite's file format 1.3.3): 2 means with a log
/// beside it, which there is not.
constexpr qsizetype writeVersionAt = 18;
constexpr qsizetype readVersionAt = 19;
constexpr char loggedVersion = 2;
constexpr char plainVersion = 1;

void forgetLog(QByteArray &firstPage)
{
    for (const qsizetype at : {writeVersionAt, readVersionAt})
        if (firstPage.size() > at && firstPage[at] == loggedVersion)
            firstPage[at] = plainVersion;
}

} // namespace

PageFile::PageFile(PageSource &source, std::uint32_t pageCount)
    : m_source(source)
    , m_pageCount(pageCount)
{}

/// Null if the source fails.
const QByteArray *PageFile::find(std::uint32_t number)
{
    if (const auto changed = m_changed.find(number); changed != m_changed.end())
        return &changed->second;
    if (const auto ahead = m_ahead.find(number); ahead != m_ahead.end())
        return &ahead->second;
    const std::uint32_t count = std::min(readAheadCount, m_pageCount - number + 1);
    Result<Pages> pages = m_source.read(number, count);
    if (!pages)
        return nullptr;
    m_ahead = *std::move(pages);
    for (std::uint32_t i = 0; i < count; ++i)
        m_ahead[number + i].resize(pageBytes, '\0'); // Pages that were never written too.
    if (number == 1)
        forgetLog(m_ahead[1]);
    return &m_ahead[number];
}

PageFile::Outcome PageFile::read(char *into, qsizetype size, std::int64_t offset)
{
    while (size > 0) {
        const auto number = static_cast<std::uint32_t>(offset / pageBytes) + 1;
        const auto within = static_cast<qsizetype>(offset % pageBytes);
        const qsizetype count = std::min(size, pageBytes - within);
        if (number > m_pageCount) {
            std::memset(into, 0, static_cast<std::size_t>(size));
            return Outcome::BeyondEnd;
        }
        const QByteArray *page = find(number);
        if (!page)
            return Outcome::Failed;
        std::memcpy(into, page->constData() + within, static_cast<std::size_t>(count));
        into += count;
        offset += count;
        size -= count;
    }
    return Outcome::Done;
}

PageFile::Outcome PageFile::write(const char *from, qsizetype size, std::int64_t offset)
{
    if (size != pageBytes || offset % pageBytes != 0)
        return Outcome::Failed;
    const auto number = static_cast<std::uint32_t>(offset / pageBytes) + 1;
    if (number > limits::sqlitePageCountMax ||
        (m_changed.size() >= changedCountMax && !m_changed.contains(number)))
        return Outcome::Full;
    m_changed.insert_or_assign(number, QByteArray(from, size));
    m_pageCount = std::max(m_pageCount, number);
    m_hasChanged = true;
    return Outcome::Done;
}

void PageFile::truncate(std::int64_t size)
{
    m_pageCount = static_cast<std::uint32_t>((size + pageBytes - 1) / pageBytes);
    m_changed.erase(m_changed.upper_bound(m_pageCount), m_changed.end());
    m_ahead.erase(m_ahead.upper_bound(m_pageCount), m_ahead.end());
    m_hasChanged = true;
}

Pages PageFile::takeChanges()
{
    m_hasChanged = false;
    m_ahead.clear(); // It may be older than what is given away.
    return std::exchange(m_changed, {});
}

} // namespace rove::store
