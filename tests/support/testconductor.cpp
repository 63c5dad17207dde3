// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testconductor.h"

#include <QtCore/QString>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::test {
namespace {

constexpr std::uint64_t seed = 1;

core::Policy testPolicy()
{
    core::Policy policy;
    policy.datacenterName = u"default"_s;
    policy.envoyEligibleThreshold = 24h; // Envoys of tests give no signs of life.
    return policy;
}

} // namespace

TestConductor::TestConductor(net::Loop &loop)
    : m_loop(loop)
    , m_engine(testPolicy(), seed)
{
    std::vector<core::Effect> effects;
    if (!m_engine.restore(loop.now(), {}, effects))
        qFatal("An empty store must restore.");
    perform(std::move(effects));
}

void TestConductor::submit(core::Event event)
{
    m_waiting.push_back(std::move(event));
    if (m_isApplying)
        return;
    m_isApplying = true;
    while (!m_waiting.empty()) {
        const core::Event next = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        std::vector<core::Effect> effects;
        m_engine.apply(m_loop.now(), next, effects);
        m_engine.checkInvariants();
        perform(std::move(effects));
    }
    m_isApplying = false;
}

void TestConductor::perform(std::vector<core::Effect> effects)
{
    for (core::Effect &effect : effects) {
        if (const auto *persist = std::get_if<core::Persist>(&effect))
            m_loop.post([this, id = persist->id] { submit(core::Stored{id}); });
        else if (const auto *start = std::get_if<core::StartActor>(&effect))
            starts.push_back(*start);
        else if (const auto *stop = std::get_if<core::StopActor>(&effect))
            stops.push_back(*stop);
        else if (auto *reply = std::get_if<core::Reply>(&effect))
            answer(std::move(*reply));
        else if (const auto *change = std::get_if<core::ActorChanged>(&effect); change && m_watcher)
            m_watcher->actorChanged(*change);
    }
}

NamespaceId TestConductor::defaultNamespace() const
{
    return m_engine.findNamespace(u"default"_s)->id;
}

void TestConductor::joinEnvoy(const QString &envoyKey)
{
    submit(core::EnvoyJoined{
        .envoyKey = envoyKey, .namespaceId = defaultNamespace(), .pool = u"default"_s, .version = 1});
}

void TestConductor::report(ActorId actorId, core::ActorNews news)
{
    const core::Actor *actor = m_engine.findActor(actorId);
    submit(core::ActorReported{.envoyKey = actor->envoyKey,
                               .actorId = actorId,
                               .generation = actor->generation,
                               .index = ++m_reportCount,
                               .news = std::move(news)});
}

} // namespace rove::test
