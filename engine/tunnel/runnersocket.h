// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"
#include "engine/tunnel/hostsocket.h"
#include "protocol/runner/codec.h"

namespace rove::tunnel {

/// A WebSocket to a runner, of any version that the codec knows (spec/runner-envoy.md 2.1 and 2.2). A runner
/// speaks first and says who it is; one that says something else, or nothing for five seconds, is closed
/// (1.2 and 1.5).
class RunnerSocket final : public HostSocket {
public:
    struct Introduction {
        std::move_only_function<void(runner::v7::ToServerInit)> onInit;
        /// Instead, if this end or the other closed; it may destroy this.
        std::move_only_function<void()> onRefused;
    };

    RunnerSocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId, int protocolVersion);

    /// Starts reading. Call once; `start` belongs into `onInit`.
    void awaitInit(net::Loop &loop, Introduction introduction);
    void greet(const Greeting &greeting) override;

    [[nodiscard]] QByteArrayView pongMissing() const override { return "core.internal_error"; }
    [[nodiscard]] bool isFarewell(QByteArrayView reason) const override
    {
        return reason.startsWith("pegboard.runner_shutdown");
    }
    [[nodiscard]] bool answersPings() const override;

private:
    void receive(const QByteArray &data, net::FrameKind kind) override;
    void closed(QByteArray reason) override;
    [[nodiscard]] Result<std::optional<envoy::v8::ToRivet>> decode(QByteArrayView bytes) override;
    [[nodiscard]] std::optional<QByteArray> encode(envoy::v8::ToEnvoy message) override;

    void introduce(const QByteArray &data, net::FrameKind kind);
    void refuse(QByteArrayView reason);

    runner::Dialect m_dialect;
    std::optional<Introduction> m_introduction; ///< Until the runner has said who it is.
    std::unique_ptr<net::Timer> m_timer;
};

} // namespace rove::tunnel
