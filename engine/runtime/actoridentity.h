// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/client/v4.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>

namespace rove::runtime {

/// One generation of one actor: who is running. A value.
struct ActorIdentity {
    QString actorId;
    std::uint32_t generation = 0;
    QString name;
    std::optional<QString> keyText; ///< As the engine wrote it.
    QStringList key;

    static ActorIdentity of(const envoy::v8::Checkpoint &checkpoint, const envoy::v8::ActorConfig &config);

    /// As it stands in errors.
    [[nodiscard]] client::v4::ActorSpecifier specifier() const;
};

} // namespace rove::runtime
