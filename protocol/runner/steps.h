// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v3.h"

#include <optional>

/// One version to the next and back (spec/runner-envoy.md 2.2). Version 5 has the ToServer of version 6, and
/// version 6 the ToClient of version 7.
///
/// A step drops what the other version cannot say, and gives none for a message of which nothing is left.
/// Version 3 numbers the events of a runner, and the commands to it, without regard to actors: who steps down
/// to it keeps the next number of each for the connection.
namespace rove::runner::steps {

/// None for the runner's acknowledgements, which name no actor here.
[[nodiscard]] std::optional<v4::ToServer> toV4(v3::ToServer message);
/// None for the runner's acknowledgements, which name no generation there: one of an older generation would
/// pass for one of this.
[[nodiscard]] std::optional<v5::ToServer> toV5(v4::ToServer message);
[[nodiscard]] v7::ToServer toV7(v6::ToServer message);
[[nodiscard]] std::optional<v6::ToServer> toV6(v7::ToServer message);
[[nodiscard]] v4::ToServer toV4(v5::ToServer message);
[[nodiscard]] std::optional<v3::ToServer> toV3(v4::ToServer message, std::int64_t &nextEvent);

/// None for the engine's acknowledgements, which name no actor here, and for its order to close.
[[nodiscard]] std::optional<v4::ToClient> toV4(v3::ToClient message);
/// Acknowledged events are of generation 0, as Rivet's engine has it: readers look at the actor only.
[[nodiscard]] v5::ToClient toV5(v4::ToClient message);
[[nodiscard]] v6::ToClient toV6(v5::ToClient message);
[[nodiscard]] v5::ToClient toV5(v6::ToClient message);
[[nodiscard]] v4::ToClient toV4(v5::ToClient message);
[[nodiscard]] std::optional<v3::ToClient> toV3(v4::ToClient message, std::int64_t &nextCommand);

} // namespace rove::runner::steps
