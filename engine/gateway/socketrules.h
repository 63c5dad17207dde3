// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rove::gateway {

/// What an engine asks of its clients' sockets.
struct SocketRules {
    /// Holds clients to the rate of Rivet's gateway (`MessageRate`). Off unless asked for: it protects
    /// engines that many share from each other's clients, and on one's own machine it would only be in the
    /// way.
    bool limitsRate = false;
};

} // namespace rove::gateway
