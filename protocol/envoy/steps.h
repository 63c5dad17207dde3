// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v3.h"

#include <optional>

/// One version to the next and back (spec/runner-envoy.md 2.4). Version 5 has the ToRivet of version 4.
///
/// A step up always works: what the older version lacks is empty. A step down drops fields, and gives none
/// for a message that does not exist there, which its reader then is not sent.
namespace rove::envoy::steps {

[[nodiscard]] v4::ToRivet toV4(v3::ToRivet message);
[[nodiscard]] v6::ToRivet toV6(v5::ToRivet message);
[[nodiscard]] v7::ToRivet toV7(v6::ToRivet message);
[[nodiscard]] v8::ToRivet toV8(v7::ToRivet message);
[[nodiscard]] std::optional<v7::ToRivet> toV7(v8::ToRivet message);
[[nodiscard]] v6::ToRivet toV6(v7::ToRivet message);
[[nodiscard]] std::optional<v5::ToRivet> toV5(v6::ToRivet message);
[[nodiscard]] std::optional<v3::ToRivet> toV3(v4::ToRivet message);

[[nodiscard]] v4::ToEnvoy toV4(v3::ToEnvoy message);
[[nodiscard]] v5::ToEnvoy toV5(v4::ToEnvoy message);
[[nodiscard]] v6::ToEnvoy toV6(v5::ToEnvoy message);
[[nodiscard]] v7::ToEnvoy toV7(v6::ToEnvoy message);
[[nodiscard]] v8::ToEnvoy toV8(v7::ToEnvoy message);
[[nodiscard]] std::optional<v7::ToEnvoy> toV7(v8::ToEnvoy message);
[[nodiscard]] v6::ToEnvoy toV6(v7::ToEnvoy message);
[[nodiscard]] std::optional<v5::ToEnvoy> toV5(v6::ToEnvoy message);
[[nodiscard]] v4::ToEnvoy toV4(v5::ToEnvoy message);
[[nodiscard]] std::optional<v3::ToEnvoy> toV3(v4::ToEnvoy message);

} // namespace rove::envoy::steps
