// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "engine/gateway/access.h"
#include "engine/gateway/socketrules.h"
#include "engine/net/server.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/runtime.h"
#include "protocol/base/error.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <cstdint>
#include <future>
#include <memory>
#include <optional>

namespace rove::host {

/// Where an engine keeps its data.
enum class StoreKind {
    Memory,     ///< Nowhere: gone when it stops.
    Filesystem, ///< In one file of a folder. Here and below, what was acknowledged survives a crash.
    RocksDb,    ///< In a RocksDB of a folder: for more writes.
    Postgres,   ///< In a database that others keep.
};

/// The word for a kind on the command line: `memory`, `filesystem`, `rocksdb`, `postgres`.
[[nodiscard]] std::optional<StoreKind> storeKindFromName(QStringView name);

struct EngineOptions {
    QString host = QStringLiteral("127.0.0.1"); ///< One that is not loopback wants an admin token.
    std::uint16_t port = 0;                     ///< 0 lets the system choose.
    StoreKind store = StoreKind::Memory;
    QString dataFolder;  ///< For `Filesystem` and `RocksDb`; made if missing.
    QString database;    ///< For `Postgres`: a URL, or libpq's `key=value` words.
    QString restoreFrom; ///< A snapshot to fill the store with first, which must be empty; empty for none.
    gateway::AccessRules access;
    gateway::SocketRules sockets;
    /// Where metrics are served, to this machine only; 0 lets the system choose, none serves none.
    std::optional<std::uint16_t> metricsPort;
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
    /// Where the metrics are; empty if they are not served.
    [[nodiscard]] QUrl metricsUrl() const;
    /// Copies everything that is stored into a new file at `path`, while the engine goes on; writes wait for
    /// it. The file fills any kind of store (`restoreFrom`). `IoFailed` if it exists or cannot be written.
    [[nodiscard]] std::future<Result<>> snapshot(const QString &path);
    /// Takes no new clients, lets answers finish, saves every actor, writes everything down.
    void stop();

private:
    class Private;
    explicit Engine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace rove::host
