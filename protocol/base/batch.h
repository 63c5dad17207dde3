// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

#include <variant>
#include <vector>

namespace rove {

/// Puts `value` under `key` of an ordered key-value store.
struct Put {
    QByteArray key;
    QByteArray value;

    friend bool operator==(const Put &, const Put &) = default;
};

/// Removes `key`; fine if it is not there.
struct Remove {
    QByteArray key;

    friend bool operator==(const Remove &, const Remove &) = default;
};

/// Removes every key from `first` up to, but without, `end`, in byte order; an empty `end` has no upper
/// bound.
struct RemoveRange {
    QByteArray first;
    QByteArray end;

    friend bool operator==(const RemoveRange &, const RemoveRange &) = default;
};

using Mutation = std::variant<Put, Remove, RemoveRange>;

/// Changes that become visible and durable together, applied in order.
using Batch = std::vector<Mutation>;

} // namespace rove
