// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/host/corewrites.h"
#include "engine/host/sqlitepages.h"
#include "engine/net/loop.h"
#include "engine/store/store.h"
#include "engine/tunnel/envoyhub.h"
#include "engine/tunnel/serverlesspools.h"

#include <deque>
#include <memory>
#include <vector>

namespace rove::host {

/// What the shell has seen pass, since it started.
struct ShellCounts {
    std::uint64_t starts = 0;
    std::uint64_t stops = 0;
    std::uint64_t wakes = 0;
    std::uint64_t alarms = 0;
};

/// Hears of all that goes into the core and comes out of it, in order: the simulator's oracle does.
class CoreObserver {
public:
    CoreObserver() = default;
    CoreObserver(const CoreObserver &) = delete;
    CoreObserver &operator=(const CoreObserver &) = delete;
    virtual ~CoreObserver() = default;

    virtual void applying(const core::Event &event) = 0;
    virtual void performing(const core::Effect &effect) = 0;
    /// The event and all its effects are done.
    virtual void applied() = 0;
};

/// The shell around the core: takes an event, lets the core decide, carries the effects out in order
/// (docs/ARCHITECTURE.md). Engine thread; owned by the engine.
class CoreShell final : public core::Conductor {
public:
    CoreShell(net::Loop &loop, store::Store &store, CoreWrites &writes, SqlitePages &databases,
              const core::Policy &policy, std::uint64_t seed);
    ~CoreShell() override;

    /// What the effects reach; set all before the first event.
    void connect(tunnel::EnvoyHub &hub, tunnel::ServerlessPools &serverless, Watcher &watcher);
    /// From now on; the observer outlives the shell.
    void observe(CoreObserver &observer) { m_observer = &observer; }
    /// Takes up what an earlier engine stored, then calls `done`.
    void restore(std::move_only_function<void(Result<>)> done);

    [[nodiscard]] const core::Engine &engine() const override { return m_engine; }
    void submit(core::Event event) override;

    [[nodiscard]] const ShellCounts &counts() const { return m_counts; }
    [[nodiscard]] const CoreWrites &writes() const { return m_writes; }

private:
    void count(const core::Event &event);

    void perform(std::vector<core::Effect> effects);
    void perform(core::Effect &effect);
    void startActor(const core::StartActor &start);
    void stopActor(const core::StopActor &stop);
    void erase(ActorId actorId);
    void armTimer();

    net::Loop &m_loop;
    store::Store &m_store;
    CoreWrites &m_writes;
    SqlitePages &m_databases;
    core::Engine m_engine;
    tunnel::EnvoyHub *m_hub = nullptr;
    tunnel::ServerlessPools *m_serverless = nullptr;
    Watcher *m_watcher = nullptr;
    CoreObserver *m_observer = nullptr;

    std::deque<core::Event> m_events;
    bool m_isApplying = false;
    std::unique_ptr<net::Timer> m_wakeTimer;
    std::optional<core::Instant> m_wakeAt;
    ShellCounts m_counts;
};

} // namespace rove::host
