// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/simrandom.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <vector>

namespace rove::sim {

/// A pool of a world, and what hosts its actors.
struct SimPool {
    enum class Kind {
        Envoys,
        Runners,
        ServerlessEnvoys,  ///< A platform starts an actor a request.
        ServerlessRunners, ///< A platform starts a runner a request.
    };
    QString name;
    Kind kind = Kind::Envoys;

    [[nodiscard]] bool isServerless() const
    {
        return kind == Kind::ServerlessEnvoys || kind == Kind::ServerlessRunners;
    }
    [[nodiscard]] bool isOfRunners() const
    {
        return kind == Kind::Runners || kind == Kind::ServerlessRunners;
    }
    /// The host of its platform's URL.
    [[nodiscard]] QString platform() const { return name + QStringLiteral(".test"); }

    [[nodiscard]] QString url() const { return QStringLiteral("http://%1/api").arg(platform()); }

    /// The body of a request that configures it, one way or another.
    [[nodiscard]] QByteArray config(SimRandom &random) const;
    /// The same with what lets everybody run.
    [[nodiscard]] QByteArray roomyConfig() const;
};

/// The pools of one world: always one of envoys, the others by chance.
using Pools = std::vector<SimPool>;
[[nodiscard]] Pools pickPools(SimRandom &random);
[[nodiscard]] bool isServerless(const Pools &pools, const QString &name);

} // namespace rove::sim
