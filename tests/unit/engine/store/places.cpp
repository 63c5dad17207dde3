// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/store/places.h"

#include "engine/store/filesystemstore.h"
#include "engine/store/memorystore.h"
#include "engine/store/postgresstore.h"
#include "engine/store/rocksstore.h"
#include "protocol/base/ensure.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {

Result<std::unique_ptr<Store>> openPlace(const QString &place, Post post)
{
    const qsizetype colon = place.indexOf(u':');
    const QStringView kind = QStringView(place).first(colon);
    const QString where = place.sliced(colon + 1);
    if (kind == "memory"_L1)
        return std::make_unique<MemoryStore>(std::move(post));
    if (kind == "filesystem"_L1)
        return openFilesystemStore(where, std::move(post));
    if (kind == "rocksdb"_L1)
        return openRocksStore(where, std::move(post));
    ENSURE(kind == "postgres"_L1);
    return openPostgresStore(where, std::move(post));
}

QString Places::startPostgres()
{
    if (!m_postgres) {
        m_postgres = std::make_unique<PostgresServer>();
        m_whyNoPostgres = m_postgres->start();
    }
    return m_whyNoPostgres;
}

QString Places::make(const QByteArray &kind)
{
    if (kind == "memory")
        return u"memory:"_s;
    if (kind == "postgres")
        return u"postgres:"_s + m_postgres->newPlace();
    m_folders.push_back(std::make_unique<QTemporaryDir>());
    return QString::fromLatin1(kind) + u':' + m_folders.back()->path();
}

} // namespace rove::store
