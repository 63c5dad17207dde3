// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/effect.h"
#include "engine/host/histogram.h"
#include "engine/net/loop.h"
#include "engine/store/store.h"
#include "protocol/base/batch.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace rove::host {

/// What the core wants to be durable, on its way to the store, in order. If the store refuses a write,
/// nothing is lost and nothing is promised: the write and all after it are tried again, in order, until the
/// store takes them; whoever waits for them waits on. Engine thread; owned by the engine.
class CoreWrites {
public:
    CoreWrites(net::Loop &loop, store::Store &store);
    ~CoreWrites();
    CoreWrites(const CoreWrites &) = delete;
    CoreWrites &operator=(const CoreWrites &) = delete;

    /// Hears of each write with an id when it is durable; set before the first.
    void setStored(std::function<void(core::WriteId)> stored) { m_stored = std::move(stored); }
    void write(std::optional<core::WriteId> id, Batch batch);

    /// A write has failed, or may have, and was not repeated yet: what somebody else writes now would be
    /// durable before it.
    [[nodiscard]] bool areBehind() const;

    [[nodiscard]] std::uint64_t failureCount() const { return m_failureCount; }
    /// From asking for a write until it was durable.
    [[nodiscard]] const Histogram &times() const { return m_times; }

private:
    struct Write {
        std::optional<core::WriteId> id;
        Batch batch;
        std::chrono::steady_clock::time_point since;
        std::uint64_t failuresBefore = 0; ///< Of the store, when it was last sent.
    };

    void sendWaiting();
    void answered(const Result<> &result);
    void repeat();

    net::Loop &m_loop;
    store::Store &m_store;
    std::function<void(core::WriteId)> m_stored;
    std::deque<Write> m_writes;   ///< Not yet known to be durable.
    std::size_t m_answersDue = 0; ///< For as many of the first ones, which were sent.
    /// One failed; the rest of those sent is waited for, then all are sent again.
    bool m_hasFailed = false;
    std::unique_ptr<net::Timer> m_repeatTimer;
    std::uint64_t m_failureCount = 0;
    Histogram m_times;
};

} // namespace rove::host
