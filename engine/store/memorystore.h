// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <map>

namespace rove::store {

/// A store that lasts as long as its object: for engines that shall leave nothing behind, and for tests. It
/// has no thread; what is asked for is done at once, and only the answer goes through `Post`. It never fails.
class MemoryStore final : public Store {
public:
    explicit MemoryStore(Post post);

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(Range range, Read read) override;

private:
    void apply(Put &put);
    void apply(const Remove &remove);
    void apply(const RemoveRange &range);

    Post m_post;
    std::map<QByteArray, QByteArray> m_entries;
};

} // namespace rove::store
