// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"
#include "tests/unit/engine/store/postgresserver.h"

#include <QtCore/QTemporaryDir>

#include <memory>
#include <vector>

namespace rove::store {

/// Opens what a place names: `filesystem:FOLDER`, `rocksdb:FOLDER`, `postgres:CONNECTION` or `memory:`.
[[nodiscard]] Result<std::unique_ptr<Store>> openPlace(const QString &place, Post post);

/// Places for stores of every kind, each of them empty, for one test program. All goes with this object.
class Places {
public:
    /// Why there is no PostgreSQL; empty if there is one. Starts it.
    QString startPostgres();
    /// An empty place of the kind, as `openPlace` names it.
    QString make(const QByteArray &kind);
    [[nodiscard]] PostgresServer &postgres() { return *m_postgres; }

private:
    std::vector<std::unique_ptr<QTemporaryDir>> m_folders;
    std::unique_ptr<PostgresServer> m_postgres;
    QString m_whyNoPostgres;
};

} // namespace rove::store
