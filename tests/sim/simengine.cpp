// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simengine.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::sim {

SimEngine::SimEngine(const Surroundings &around, SimDisk &disk, Network &network, Oracle &oracle,
                     const core::Policy &policy, SimClient::Asked asked, std::function<void()> failed)
    : m_around(around)
    , m_network(network)
    , m_oracle(oracle)
    , m_failed(std::move(failed))
    , m_loop(around)
    , m_store(around, disk)
    , m_client(around, std::move(asked))
    , m_parts(m_loop, m_store, m_client, {.policy = policy, .access = {}, .sockets = {}},
              around.random.next())
{
    m_around.note(u"engine"_s, u"starts on %1 rows"_s.arg(disk.rows().size()));
    m_parts.shell().observe(*this);
    m_parts.serverless().setInvitation(
        {.endpoint = u"http://engine/"_s, .tokenOf = [](const QString &) { return QByteArray(); }});
    m_oracle.engineStarts(core());
    m_parts.restore([this](const Result<> &result) { restored(result); });
}

SimEngine::~SimEngine()
{
    m_around.note(u"engine"_s, u"dies"_s);
    m_network.engineDies();
    m_oracle.engineDied();
    m_store.crash();
}

void SimEngine::restored(const Result<> &result)
{
    if (!result && result.error().code == ErrorCode::StoreFailed)
        return m_failed();
    if (!result)
        return m_oracle.breakPromise(u"the engine cannot take up its rows: "_s + result.error().message);
    core().checkInvariants();
    m_oracle.engineRestored(m_around.now());
    m_network.engineListens(m_parts.gateway());
}

void SimEngine::applying(const core::Event &event)
{
    m_around.trace.event(m_around.now(), event);
    m_oracle.beforeEvent(m_around.now(), event);
}

void SimEngine::performing(const core::Effect &effect)
{
    m_around.trace.effect(m_around.now(), effect);
    m_oracle.effect(m_around.now(), effect);
}

void SimEngine::applied()
{
    m_oracle.afterEvent(m_around.now());
}

} // namespace rove::sim
