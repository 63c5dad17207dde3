// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/joinedruntime.h"
#include "protocol/base/error.h"

#include <QtCore/QString>

#include <optional>

namespace rove::app {

/// Which engine to join and as what, as words of a command line say it. What is not said comes from the URL,
/// as `https://namespace:token@host`, then from the variables that Rivet's own processes read (RIVET_TOKEN,
/// RIVET_NAMESPACE, RIVET_POOL, RIVET_ENVOY_VERSION).
struct JoinWords {
    QString url;
    std::optional<QString> token;
    std::optional<QString> namespaceName;
    std::optional<QString> pool;
    std::optional<QString> version;
};

/// With the example actors. `ClientInvalidEndpoint` or `ValidationInvalidInput` say which word is wrong.
[[nodiscard]] Result<host::JoinOptions> joinOptions(const JoinWords &words);

} // namespace rove::app
