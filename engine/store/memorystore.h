// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/memorymedium.h"

namespace rove::store {

/// A store that lasts as long as its object: for engines that shall leave nothing behind, and for tests. It
/// has no thread; what is asked for is done at once, and only the answer goes through `Post`. Nothing but a
/// snapshot's file can fail.
class MemoryStore final : public Store {
public:
    explicit MemoryStore(Post post);

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(Range range, Read read) override;
    void measure(Range range, Measured measured) override;
    [[nodiscard]] std::uint64_t failureCount() const override { return 0; }
    void snapshot(QString path, Written written) override;
    void restore(QString path, Written written) override;

private:
    void answerLater(Written written, Result<> result);
    void answerLater(Read read, std::vector<Entry> found);

    Post m_post;
    MemoryMedium m_medium;
};

} // namespace rove::store
