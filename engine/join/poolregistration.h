// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/join/engineaddress.h"
#include "engine/net/client.h"
#include "protocol/base/error.h"
#include "protocol/manager/types.h"

#include <functional>
#include <memory>
#include <vector>

namespace rove::join {

/// What an engine said while the pool was made.
struct RegisteredPool {
    QString datacenter; ///< That of the endpoint; empty if several could be.
};

/// Looks whether an engine is one that an envoy can join, and makes its pool where it is missing: an engine
/// takes no envoy of a pool that it does not know (spec/runner-envoy.md 7.4). A pool that exists is left as
/// it is. Loop thread; destroying it gives up without a word.
///
/// Fails with one line that says what to do: no engine there, one that is too old, a token or a namespace
/// that it does not know, or a pool that is serverless.
class PoolRegistration {
public:
    using Done = std::move_only_function<void(Result<RegisteredPool>)>;

    /// `client` outlives this.
    PoolRegistration(net::Client &client, EngineAddress address);

    void start(Done done);

private:
    using Answered = std::move_only_function<Result<>(const QByteArray &body)>;

    void ask(net::ClientRequest request, Answered answered);
    void askMetadata();
    void askDatacenters();
    void askPool();
    void putPool();
    [[nodiscard]] Result<> takeMetadata(const QByteArray &body);
    [[nodiscard]] Result<> takeDatacenters(const QByteArray &body);
    [[nodiscard]] Result<> takePool(const QByteArray &body);
    void finish(Result<RegisteredPool> result);

    net::Client &m_client;
    EngineAddress m_address;
    Done m_done;
    std::unique_ptr<net::Exchange> m_exchange;
    std::vector<manager::Datacenter> m_datacenters;
};

} // namespace rove::join
