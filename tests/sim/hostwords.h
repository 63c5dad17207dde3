// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/envoy/v8.h"
#include "protocol/runner/codec.h"

#include <optional>

namespace rove::sim {

/// Who a host of actors is, as it tells the engine.
struct HostIdentity {
    core::HostKind kind = core::HostKind::Envoy;
    QString key;
    QString pool;
    std::uint32_t version = 0;   ///< Of its code.
    std::uint32_t slotCount = 0; ///< Of a runner.
    int protocolVersion = 0;
};

/// The words of a host: those of the envoy protocol or those of the runner protocol, in the version that it
/// speaks. What it hears and says is told apart in the newest envoy protocol. A value; belongs to its host.
class HostWords {
public:
    explicit HostWords(const HostIdentity &identity);

    struct Heard {
        envoy::v8::ToEnvoy message;
        /// With a runner's greeting: what the engine calls it.
        std::optional<QString> runnerId;
    };

    [[nodiscard]] QByteArray connectTarget() const;
    [[nodiscard]] Result<Heard> decode(QByteArrayView bytes) const;
    /// None for what its protocol cannot say.
    [[nodiscard]] std::optional<QByteArray> encode(envoy::v8::ToRivet message);
    /// Closing with this, it has drained and does not come back.
    [[nodiscard]] QByteArray farewell() const;

private:
    [[nodiscard]] bool isRunner() const { return m_identity.kind == core::HostKind::Runner; }
    [[nodiscard]] std::optional<runner::v7::ToServer> toRunner(envoy::v8::ToRivet message) const;

    const HostIdentity &m_identity;
    runner::Dialect m_dialect;
};

} // namespace rove::sim
