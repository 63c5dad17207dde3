// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"
#include "protocol/base/actorlimits.h"
#include "protocol/base/id.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <map>
#include <memory>

namespace rove::host {

/// How much each actor may keep as keys and values (spec/runner-envoy.md 5.1, "storage per actor"). Counting
/// exactly would cost a read with each write, so what is stored is measured now and then, beside the writes,
/// and in between each write takes its bytes off the room that the last measurement has left, as if it
/// replaced nothing. An actor that was not measured since the engine started has room for
/// `Rules::unmeasuredBytes`, by which it can be over the limit at most. Engine thread; owned by the engine.
class KvQuota {
public:
    struct Rules {
        std::uint64_t bytesMax = limits::kvStorageBytesMax;
        std::uint64_t unmeasuredBytes = limits::kvUnmeasuredBytesMax;
    };

    KvQuota(store::Store &store, const Rules &rules);

    /// Whether an actor may put so many bytes now, which it does then. `everything` is where its data is.
    [[nodiscard]] bool take(ActorId actorId, std::uint64_t bytes, const store::Range &everything);
    /// What was asked of the store just now has removed something.
    void removed(ActorId actorId, const store::Range &everything);

private:
    struct Account {
        std::uint64_t room = 0;
        std::uint64_t measureBelow = 0; ///< With less room than this, it is time to look.
        std::uint64_t takenMeanwhile = 0;
        bool isBeingMeasured = false;
    };

    Account &accountOf(ActorId actorId);
    void measure(ActorId actorId, Account &account, const store::Range &everything);
    void measured(ActorId actorId, const Result<std::uint64_t> &bytes);

    store::Store &m_store;
    const Rules m_rules;
    std::map<ActorId, Account> m_accounts;
    /// Answers of the store that come when this is gone find it expired.
    std::shared_ptr<const bool> m_isAlive = std::make_shared<const bool>(true);
};

} // namespace rove::host
