// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storeworker.h"

namespace rove::store {

/// A store on a medium with a thread of its own that alone touches it; answers leave after the commit. What
/// was acknowledged survives a kill, a crash of the machine and a power cut.
///
/// The queue is bounded (`limits::storeQueue…`): beyond that a call is refused with `StoreFailed`, in its
/// turn. A medium that fails, for example on a full disk, fails the calls of one transaction, all of them,
/// and is then as it was before.
class WorkerStore final : public Store {
public:
    WorkerStore(std::unique_ptr<Medium> medium, Post post);

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(Range range, Read read) override;
    void measure(Range range, Measured measured) override;
    [[nodiscard]] std::uint64_t failureCount() const override { return m_worker.failureCount(); }
    void snapshot(QString path, Written written) override;
    void restore(QString path, Written written) override;

private:
    StoreWorker m_worker;
};

} // namespace rove::store
