// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"

#include <QtCore/QCborValue>

namespace rove::ui {

/// A file with a larger state is refused.
inline constexpr qint64 stateFileBytesMax = 64LL * 1024 * 1024;

/// The value in a file: CBOR where the name ends so, else JSON text. On a thread of the pool. `StoreFailed`
/// if it cannot be read or is too large, `CborInvalid` if it is neither; the message says where.
Async<QCborValue> readStateFile(const QString &path);
/// As the name of the file says. The file is whole or as it was before.
Async<> writeStateFile(const QString &path, const QCborValue &value);

} // namespace rove::ui
