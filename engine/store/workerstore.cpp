// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/workerstore.h"

#include <utility>

namespace rove::store {

WorkerStore::WorkerStore(std::unique_ptr<Medium> medium, Post post)
    : m_worker(std::move(medium), std::move(post))
{}

void WorkerStore::write(Batch batch, Written written)
{
    m_worker.enqueue(WriteTask{.batch = std::move(batch), .written = std::move(written)});
}

void WorkerStore::get(std::vector<QByteArray> keys, Read read)
{
    m_worker.enqueue(GetTask{.keys = std::move(keys), .read = std::move(read)});
}

void WorkerStore::list(Range range, Read read)
{
    m_worker.enqueue(ListTask{.range = std::move(range), .read = std::move(read)});
}

void WorkerStore::measure(Range range, Measured measured)
{
    m_worker.enqueue(MeasureTask{.range = std::move(range), .measured = std::move(measured)});
}

void WorkerStore::snapshot(QString path, Written written)
{
    m_worker.enqueue(SnapshotTask{.path = std::move(path), .written = std::move(written)});
}

void WorkerStore::restore(QString path, Written written)
{
    m_worker.enqueue(RestoreTask{.path = std::move(path), .written = std::move(written)});
}

} // namespace rove::store
