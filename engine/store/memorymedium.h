// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"

#include <map>

namespace rove::store {

/// Entries in memory. It never fails, so its transactions are nothing: what is applied stays.
class MemoryMedium final : public Medium {
public:
    Result<> begin() override { return {}; }
    Result<> apply(const Mutation &mutation) override;
    Result<> get(const std::vector<QByteArray> &keys, std::vector<Entry> &found) override;
    Result<> list(const Range &range, std::vector<Entry> &found) override;
    Result<std::uint64_t> measure(const Range &range) override;
    Result<> commit() override { return {}; }
    void rollBack() override {}

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    void clear() { m_entries.clear(); }

private:
    std::map<QByteArray, QByteArray> m_entries;
};

} // namespace rove::store
