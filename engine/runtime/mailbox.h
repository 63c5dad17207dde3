// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <mutex>
#include <vector>

namespace rove::runtime {

/// A message for an actor on its way to the actor's worker.
struct Envelope {
    QString actorId; ///< Empty for an answer of the storage, which its request's id routes.
    envoy::v8::ToEnvoy message;
};

/// What the engine's thread leaves for one worker. Bounded: traffic of clients is refused when
/// `limits::mailboxMessageCountMax` messages wait; commands and answers of the storage, of which the engine
/// itself sends no more than a few for each actor, always fit.
class Mailbox {
public:
    enum class Kind { Traffic, Duty };
    enum class Outcome {
        Full,    ///< Not taken.
        Taken,   ///< The worker already knows that it has mail.
        WakeNow, ///< Taken, and the worker must be told.
    };

    Outcome push(Envelope envelope, Kind kind);
    /// Everything that waits, oldest first. After an empty answer the next `push` says WakeNow.
    [[nodiscard]] std::vector<Envelope> takeAll();

private:
    std::mutex m_mutex;
    std::vector<Envelope> m_envelopes;
    bool m_workerAwake = false;
};

} // namespace rove::runtime
