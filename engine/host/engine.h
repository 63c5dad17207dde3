// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "engine/net/server.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/runtime.h"
#include "protocol/base/error.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <cstdint>
#include <memory>

namespace rove::host {

/// Where an engine keeps its data.
enum class StoreKind {
    Memory,     ///< Nowhere: gone when it stops.
    Filesystem, ///< In a folder; what was acknowledged survives a crash.
};

struct EngineOptions {
    QString host = QStringLiteral("127.0.0.1"); ///< A loopback address; others are refused.
    std::uint16_t port = 0;                     ///< 0 lets the system choose.
    StoreKind store = StoreKind::Memory;
    QString dataFolder; ///< For `Filesystem`; made if missing.
    runtime::ActorRegistry actors;
    runtime::RuntimeOptions runtime;
    core::Policy policy;
    net::ServerLimits limits;
};

/// A whole Rivet engine with an actor environment, on threads of its own: listener, gateway, core, store and
/// a runtime that hosts the C++ actors given. Others reach it only at its endpoint, as they would a remote
/// one.
///
/// The owner's thread starts and stops it; both wait for the engine's threads and so take up to some hundred
/// milliseconds (stopping up to `stopPatience`, while actors save).
class Engine {
public:
    /// Starts and returns once the endpoint answers. `AddressInUse`, `AddressInvalid`, `StoreLocked`,
    /// `StoreTooNew` and `StoreFailed` say in one line what to do about it.
    static Result<std::unique_ptr<Engine>> start(EngineOptions options);
    /// Stops, if `stop` was not called.
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] QUrl endpoint() const;
    /// Takes no new clients, lets answers finish, saves every actor, writes everything down.
    void stop();

private:
    class Private;
    explicit Engine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace rove::host
