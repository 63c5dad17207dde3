// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/sql/database.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace rove::runtime {

/// Brings an actor's database to what its code expects, before anything else of the actor runs: the actor's
/// hook in one transaction, committed if the hook has succeeded, else rolled back, so that a migration that
/// fails half way leaves nothing. Runs once; owned by the actor's instance, on its thread.
class Migration : public QObject {
    Q_OBJECT

public:
    using Hook = std::function<QFuture<Result<>>(Transaction &)>;

    /// As RivetKit's `onMigrateTimeout`.
    static constexpr std::chrono::milliseconds timeout = std::chrono::seconds(30);

    explicit Migration(std::chrono::milliseconds patience = timeout);

    /// `done` runs once.
    void run(Database &database, Hook hook, DoneHandler done);

private:
    void migrate(const Result<std::shared_ptr<Transaction>> &begun, const Hook &hook);
    void migrated(const Result<> &result);
    void finish(const Result<> &result);

    const std::chrono::milliseconds m_patience;
    std::shared_ptr<Transaction> m_transaction;
    DoneHandler m_done;
    QTimer m_timer;
};

} // namespace rove::runtime
