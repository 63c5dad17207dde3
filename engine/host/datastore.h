// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/corewrites.h"
#include "engine/store/store.h"

namespace rove::host {

/// The engine's store as it is given to what keeps the data of actors. What an actor has stored must not be
/// durable before what the core has decided about it: a crash would take back, for example, that newer code
/// had the actor, and leave what that code wrote. So a write that is asked for while writes of the core are
/// behind fails with `StoreFailed`, in its turn; the store had just failed anyhow. Engine thread; owned by
/// the engine.
class DataStore final : public store::Store {
public:
    DataStore(store::Store &store, const CoreWrites &coreWrites)
        : m_store(store)
        , m_coreWrites(coreWrites)
    {}

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(store::Range range, Read read) override;
    void measure(store::Range range, Measured measured) override;
    [[nodiscard]] std::uint64_t failureCount() const override { return m_store.failureCount(); }
    void snapshot(QString path, Written written) override;
    void restore(QString path, Written written) override;

private:
    store::Store &m_store;
    const CoreWrites &m_coreWrites;
};

} // namespace rove::host
