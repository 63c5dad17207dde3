// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/serverlessfault.h"
#include "engine/net/client.h"
#include "engine/tunnel/eventstream.h"
#include "protocol/base/id.h"

#include <functional>
#include <memory>
#include <optional>

namespace rove::tunnel {

/// A start request to a serverless platform, and the stream of events that it answers with for as long as the
/// actor or runner behind it lives (spec/runner-envoy.md 6). Engine thread; destroying it closes the request
/// without a word.
class ServerlessRequest {
public:
    /// What the platform runs for this request; it decides which end of the stream is a good one.
    enum class Kind { Actor, Runner };
    struct Handlers {
        std::move_only_function<void(RunnerId)> onRunnerNamed;
        /// Once, last; destroy this after it has returned. None if the request ended as it should.
        std::move_only_function<void(std::optional<core::ServerlessFault>)> onEnded;
    };

    ServerlessRequest(Kind kind, Handlers handlers);

    /// `client` outlives this.
    void start(net::Client &client, net::ClientRequest request);

private:
    void answered(const net::ResponseHead &head);
    void bodyCame(const QByteArray &piece);
    void take(const StreamEvent &event);
    void nameRunner(const QByteArray &payload);
    void ended(const Result<> &outcome);
    [[nodiscard]] std::optional<core::ServerlessFault> faultAtEnd(const Result<> &outcome) const;
    void finish(std::optional<core::ServerlessFault> fault);

    Kind m_kind;
    Handlers m_handlers;
    std::unique_ptr<net::Exchange> m_exchange;
    EventStream m_events;
    int m_status = 0;
    bool m_isStream = false;
    QByteArray m_errorBody; ///< The beginning of an answer that is no stream.
    bool m_isStopping = false;
    bool m_isRunnerNamed = false;
};

} // namespace rove::tunnel
