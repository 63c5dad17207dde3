// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCborValue>

namespace rove::ui {

/// How large a value is: what it takes as CBOR, about, and how many values are in it, itself included.
struct ValueExtent {
    qint64 bytes = 0;
    qint64 nodes = 0;

    friend bool operator==(const ValueExtent &, const ValueExtent &) = default;
};

/// Looks at every part of the value; any thread.
[[nodiscard]] ValueExtent extentOf(const QCborValue &value);

} // namespace rove::ui
