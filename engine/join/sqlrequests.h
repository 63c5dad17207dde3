// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace rove::join {

[[nodiscard]] bool isSqlRequest(const envoy::v8::ToRivet &message);

/// SQL that an envoy has asked its engine to run, and that must not be said twice: a statement that was sent
/// before a connection broke may have run, and the engine's connection to the actor's database, with the
/// transaction that is open on it, goes with the envoy's (spec/runner-envoy.md 5.2). So what was sent fails,
/// what was not waits for the next connection, and what belongs to a transaction of the last one, which it
/// would now run without, fails until that transaction is ended. A value; it holds no more than the actors
/// have under way, of which each has one.
class SqlRequests {
public:
    enum class Connected { No, Yes };

    /// Notes a request. An answer if it must not be sent.
    [[nodiscard]] std::optional<envoy::v8::ToEnvoy> add(const envoy::v8::ToRivet &request,
                                                        Connected connected);
    void settle(const envoy::v8::ToEnvoy &answer);
    /// The connection has broken: the answers to what was sent on it.
    [[nodiscard]] std::vector<envoy::v8::ToEnvoy> breakOff();
    /// What has waited for a connection, in order; it counts as sent.
    [[nodiscard]] std::vector<envoy::v8::ToRivet> takeUnsent();
    /// The engine has given the actors to others.
    void drop();

private:
    struct Pending {
        std::uint32_t requestId = 0;
        envoy::v8::ToRivet request; ///< Until it is sent, whole; then only of its kind.
        bool isSent = false;
    };

    [[nodiscard]] std::optional<envoy::v8::SqliteError> problemWith(const QString &actorId,
                                                                    const QString &sql);

    std::vector<Pending> m_pending;
    /// Actors with an open transaction, and whether its connection has broken.
    std::map<QString, bool> m_transactions;
};

} // namespace rove::join
