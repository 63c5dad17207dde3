// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// Entries in a RocksDB of a folder, which nobody else can open meanwhile. A transaction is one batch in
/// memory, indexed for the reads among its writes, which the commit writes and syncs.
///
/// A failed write leaves RocksDB in doubt about its newest log, so the medium opens it anew and looks whether
/// the commit, which is numbered, has arrived. Used by one thread at a time.
class RocksMedium final : public Medium {
public:
    /// Opens the database, or makes it with its folder. `StoreLocked` if another engine has it open,
    /// `StoreTooNew` if a newer version wrote it, `IoFailed` or `StoreFailed` if it cannot be used.
    static Result<std::unique_ptr<RocksMedium>> open(const QString &folder);
    ~RocksMedium() override;

    Result<> begin() override;
    Result<> apply(const Mutation &mutation) override;
    Result<> get(const std::vector<QByteArray> &keys, std::vector<Entry> &found) override;
    Result<> list(const Range &range, std::vector<Entry> &found) override;
    Result<std::uint64_t> measure(const Range &range) override;
    Result<> commit() override;
    void rollBack() override;

private:
    class Private;
    explicit RocksMedium(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace rove::store
