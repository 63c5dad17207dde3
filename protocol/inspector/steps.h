// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/inspector/v6.h"

#include <optional>

/// One schema to the next and back (spec/inspector.md 2.3). Schema 5 has the ToServer of schema 4.
///
/// A step up always works: what the older schema lacks is empty. A step down drops fields, turns an answer
/// that does not exist there into an `Error` that names what was dropped, and refuses a request that does not
/// exist there.
namespace rove::inspector::steps {

[[nodiscard]] v4::ToServer toV4(v3::ToServer message);
[[nodiscard]] v6::ToServer toV6(v4::ToServer message);
[[nodiscard]] Result<v4::ToServer> toV4(v6::ToServer message);
[[nodiscard]] Result<v3::ToServer> toV3(v4::ToServer message);

[[nodiscard]] v4::ToClient toV4(v3::ToClient message);
[[nodiscard]] v5::ToClient toV5(v4::ToClient message);
[[nodiscard]] v6::ToClient toV6(v5::ToClient message);
/// None for a push that clients of schema 5 are not sent.
[[nodiscard]] std::optional<v5::ToClient> toV5(v6::ToClient message);
[[nodiscard]] v4::ToClient toV4(v5::ToClient message);
[[nodiscard]] v3::ToClient toV3(v4::ToClient message);

} // namespace rove::inspector::steps
