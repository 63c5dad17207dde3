// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/datastore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::host {

void DataStore::write(Batch batch, Written written)
{
    if (!m_coreWrites.areBehind())
        return m_store.write(std::move(batch), std::move(written));
    // Reading nothing takes the turn of the write among all the answers.
    m_store.get({}, [written = std::move(written)](const Result<std::vector<store::Entry>> &) mutable {
        written(failure(ErrorCode::StoreFailed, u"The engine's own writes wait for the disk."_s));
    });
}

void DataStore::get(std::vector<QByteArray> keys, Read read)
{
    m_store.get(std::move(keys), std::move(read));
}

void DataStore::list(store::Range range, Read read)
{
    m_store.list(std::move(range), std::move(read));
}

void DataStore::measure(store::Range range, Measured measured)
{
    m_store.measure(std::move(range), std::move(measured));
}

void DataStore::snapshot(QString path, Written written)
{
    m_store.snapshot(std::move(path), std::move(written));
}

void DataStore::restore(QString path, Written written)
{
    m_store.restore(std::move(path), std::move(written));
}

} // namespace rove::host
