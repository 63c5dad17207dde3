// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <map>

namespace rove::store {

/// Pages of a database by their numbers, which begin at 1.
using Pages = std::map<std::uint32_t, QByteArray>;

/// Where the pages of a database are kept. Called by the thread that runs SQL, which waits for the answer.
class PageSource {
public:
    PageSource() = default;
    PageSource(const PageSource &) = delete;
    PageSource &operator=(const PageSource &) = delete;
    virtual ~PageSource() = default;

    /// The pages from `first` on, at most `count`; those that were never written are missing.
    virtual Result<Pages> read(std::uint32_t first, std::uint32_t count) = 0;
};

/// The file that SQLite believes to work on: pages of a source, and over them what was written and not yet
/// given away. SQLite holds a transaction back until it commits (PageDatabase), so what is written here is
/// what it has committed. Used by one thread at a time; the source outlives it.
class PageFile {
public:
    static constexpr qsizetype pageBytes = 4096; // spec/runner-envoy.md 5.2

    enum class Outcome { Done, BeyondEnd, Failed, Full };

    PageFile(PageSource &source, std::uint32_t pageCount);

    /// What is beyond the end reads as zeros.
    Outcome read(char *into, qsizetype size, std::int64_t offset);
    /// Whole pages only; no more than `limits::sqliteStagedBytesMax` between two `takeChanges()`.
    Outcome write(const char *from, qsizetype size, std::int64_t offset);
    void truncate(std::int64_t size);

    [[nodiscard]] std::uint32_t pageCount() const { return m_pageCount; }
    [[nodiscard]] bool hasChanges() const { return m_hasChanged; }
    [[nodiscard]] Pages takeChanges();

private:
    [[nodiscard]] const QByteArray *find(std::uint32_t number);

    PageSource &m_source;
    std::uint32_t m_pageCount;
    Pages m_ahead;   ///< Read together with the page that was asked for.
    Pages m_changed; ///< Written.
    bool m_hasChanged = false;
};

} // namespace rove::store
