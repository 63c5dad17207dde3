// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rove::runtime {

/// The parameters of a statement in the order of their numbers, as SQLite counts them: a name counts where it
/// stands first, `?5` is the fifth, and `?` the one after the last so far. Those without a name are empty.
/// Text, names in quotes and comments are passed over. `sqlite.invalid_bind_parameter` for a number above
/// SQLite's own limit.
[[nodiscard]] Result<QStringList> parameterNames(QStringView sql);

/// The values for a statement whose parameters have names, by place. A name may be given with its sign or
/// without. `sqlite.invalid_bind_parameter` for a name that the statement does not have.
[[nodiscard]] Result<QCborArray> parametersByPlace(QStringView sql, const QCborMap &parameters);

} // namespace rove::runtime
