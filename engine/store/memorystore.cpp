// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/memorystore.h"

#include "engine/store/snapshot.h"
#include "protocol/base/ensure.h"

#include <utility>

namespace rove::store {

MemoryStore::MemoryStore(Post post)
    : m_post(std::move(post))
{}

void MemoryStore::write(Batch batch, Written written)
{
    for (Mutation &mutation : batch)
        ENSURE(m_medium.apply(mutation));
    answerLater(std::move(written), {});
}

void MemoryStore::get(std::vector<QByteArray> keys, Read read)
{
    std::vector<Entry> found;
    ENSURE(m_medium.get(keys, found));
    answerLater(std::move(read), std::move(found));
}

void MemoryStore::list(Range range, Read read)
{
    std::vector<Entry> found;
    ENSURE(m_medium.list(range, found));
    answerLater(std::move(read), std::move(found));
}

void MemoryStore::measure(Range range, Measured measured)
{
    m_post([measured = std::move(measured), bytes = m_medium.measure(range)] mutable { measured(bytes); });
}

void MemoryStore::snapshot(QString path, Written written)
{
    answerLater(std::move(written), writeSnapshot(m_medium, path));
}

void MemoryStore::restore(QString path, Written written)
{
    const bool wasEmpty = m_medium.isEmpty();
    Result<> restored = readSnapshot(path, m_medium);
    if (!restored && wasEmpty)
        m_medium.clear();
    answerLater(std::move(written), std::move(restored));
}

void MemoryStore::answerLater(Written written, Result<> result)
{
    m_post(
        [written = std::move(written), result = std::move(result)] mutable { written(std::move(result)); });
}

void MemoryStore::answerLater(Read read, std::vector<Entry> found)
{
    m_post([read = std::move(read), found = std::move(found)] mutable { read(std::move(found)); });
}

} // namespace rove::store
