// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/net/loop.h"

#include <vector>

namespace rove::test {

/// The real core with the smallest shell around it: writes are durable with the next task of the loop,
/// commands to envoys are only noted, changes go to one watcher.
class TestConductor final : public core::Conductor {
public:
    explicit TestConductor(net::Loop &loop);

    void watch(Watcher &watcher) { m_watcher = &watcher; }
    [[nodiscard]] const core::Engine &engine() const override { return m_engine; }
    void submit(core::Event event) override;

    /// Connects an envoy to the pool `default` of the namespace `default`.
    void joinEnvoy(const QString &envoyKey);
    void report(ActorId actorId, core::ActorNews news);

    [[nodiscard]] NamespaceId defaultNamespace() const;

    std::vector<core::StartActor> starts;
    std::vector<core::StopActor> stops;

private:
    void perform(std::vector<core::Effect> effects);

    net::Loop &m_loop;
    core::Engine m_engine;
    Watcher *m_watcher = nullptr;
    std::vector<core::Event> m_waiting;
    bool m_isApplying = false;
    std::int64_t m_reportCount = 0;
};

} // namespace rove::test
