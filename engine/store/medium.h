// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <vector>

namespace rove::store {

/// What a store keeps its entries in, as seen by the thread that drives it: one transaction after another,
/// each begun, filled and then committed or rolled back. Reads see what the transaction has applied before
/// them. Used by one thread at a time; the owner sees to that.
///
/// After a failure the only call allowed is `rollBack`, and the next transaction finds the medium as it was
/// before the failed one. A failure may be told by a later call of the same transaction than the one that
/// caused it, at the latest by `commit`.
class Medium {
public:
    Medium() = default;
    Medium(const Medium &) = delete;
    Medium &operator=(const Medium &) = delete;
    virtual ~Medium() = default;

    virtual Result<> begin() = 0;
    virtual Result<> apply(const Mutation &mutation) = 0;
    /// Appends the entries of those `keys` that exist, in the order asked.
    virtual Result<> get(const std::vector<QByteArray> &keys, std::vector<Entry> &found) = 0;
    virtual Result<> list(const Range &range, std::vector<Entry> &found) = 0;
    /// The size of all the keys and values in the range, or an estimate of it.
    virtual Result<std::uint64_t> measure(const Range &range) = 0;
    /// What was applied is durable when this returns without a failure.
    virtual Result<> commit() = 0;
    virtual void rollBack() = 0;
};

} // namespace rove::store
