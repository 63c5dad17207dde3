// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/sql/database.h"
#include "protocol/base/error.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <cstdint>
#include <functional>

/// What an inspector sees of an actor's database, as the values that both its socket and its HTTP routes show
/// (spec/inspector.md 3.11 and 4.2). It waits its turn like the actor's own statements. `done` runs once,
/// and not after `context` is gone.
namespace rove::runtime {

template <class T>
using Inspected = std::move_only_function<void(const Result<T> &)>;

/// Which rows of a table or view.
struct RowRange {
    QString table;
    std::uint64_t limit = 0; ///< At most 500 are given.
    std::uint64_t offset = 0;
};

/// `{tables: […]}`; for an actor without a database there are none.
void inspectSchema(Database &database, QObject *context, Inspected<QCborMap> done);
void inspectRows(Database &database, const RowRange &range, QObject *context, Inspected<QCborArray> done);
/// One statement of an inspector; `body` has `sql`, and `args` or `properties`.
void inspectExecute(Database &database, const QJsonObject &body, QObject *context,
                    Inspected<QCborArray> done);

} // namespace rove::runtime
