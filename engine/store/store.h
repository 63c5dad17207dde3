// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/batch.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace rove::store {

struct Entry {
    QByteArray key;
    QByteArray value;

    friend bool operator==(const Entry &, const Entry &) = default;
};

enum class Direction { Ascending, Descending };

/// Keys from `first` up to, but without, `end`, in byte order; an empty `end` has no upper bound.
struct Range {
    QByteArray first;
    QByteArray end;
    std::size_t countMax = SIZE_MAX;
    Direction direction = Direction::Ascending;
};

/// Runs a task on the thread that owns the store's callbacks.
using Post = std::function<void(std::move_only_function<void()>)>;

/// An ordered key-value store with atomic batches. Calls come from one thread and return at once; results
/// arrive through the `Post` given at creation, in the order of the calls. A read sees every write asked for
/// before it. A write's result says that it is durable; so does a read's, for all that it saw. Destroying the
/// store finishes what was asked for.
///
/// A failed call has changed nothing, and nor has any call made after it and before its failure was told,
/// which fail too: what is durable is always a beginning of what was asked for, until somebody who knows of
/// the failure asks for more.
class Store {
public:
    using Written = std::move_only_function<void(Result<>)>;
    using Read = std::move_only_function<void(Result<std::vector<Entry>>)>;
    using Measured = std::move_only_function<void(Result<std::uint64_t>)>;

    Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;
    virtual ~Store() = default;

    virtual void write(Batch batch, Written written) = 0;
    /// The entries of those `keys` that exist, in the order asked.
    virtual void get(std::vector<QByteArray> keys, Read read) = 0;
    virtual void list(Range range, Read read) = 0;
    /// How many bytes the keys and values of a range have together, of all its entries; an estimate where
    /// counting would mean to read them.
    virtual void measure(Range range, Measured measured) = 0;

    /// How many failures were told so far. A call made when there were fewer, and not yet answered, may have
    /// failed too; what is asked for in the meantime would come before it when it is repeated.
    [[nodiscard]] virtual std::uint64_t failureCount() const = 0;

    /// Copies everything that was asked for before into a new file at `path`, one store being as good as
    /// another: it can be restored into any. `IoFailed` if the file exists or cannot be written, which fails
    /// nothing else. Whatever is asked for meanwhile waits.
    virtual void snapshot(QString path, Written written) = 0;
    /// Fills the store, which must be empty, from a snapshot.
    virtual void restore(QString path, Written written) = 0;
};

/// The first key after all that start with `prefix`; empty if there is none (all bytes 0xff).
[[nodiscard]] QByteArray endOfPrefix(QByteArray prefix);

} // namespace rove::store
