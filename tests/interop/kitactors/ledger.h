// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/restarguments.h"

#include <QtCore/QStringList>

namespace rove::kitactors {

/// A database.
class Ledger : public runtime::Actor {
    Q_OBJECT

public:
    static runtime::ActorOptions options();

    QFuture<Result<>> onMigrate(runtime::Transaction &transaction) override;

    Q_INVOKABLE void doze();
    /// Gives the rows, each a map.
    Q_INVOKABLE rove::runtime::ActionResult execute(const QString &sql,
                                                    const rove::runtime::RestArguments &values);
    /// All of them or none, in one transaction.
    Q_INVOKABLE rove::runtime::ActionResult book(const QStringList &notes, bool fails = false);
    /// Rows of a kilobyte each, in one transaction.
    Q_INVOKABLE rove::runtime::ActionResult fill(int count);
};

} // namespace rove::kitactors
