// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectorhub.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/inspector/inspectorsocket.h"
#include "engine/runtime/inspector/inspectorview.h"
#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/limits.h"

#include <algorithm>

namespace rove::runtime {

namespace v6 = inspector::v6;
using namespace std::chrono;

InspectorHub::InspectorHub(ActorInstance &instance)
    : m_instance(instance)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &InspectorHub::pushChangedState);
    m_workflowTimer.setSingleShot(true);
    connect(&m_workflowTimer, &QTimer::timeout, this, &InspectorHub::pushWorkflow);
}

bool InspectorHub::attach(InspectorSocket *socket)
{
    if (std::cmp_greater_equal(m_sockets.size(), limits::inspectorsPerActorMax))
        return false;
    // The first one's Init shows the state of now; what the others were shown last is still the comparison
    // for all.
    if (m_sockets.empty())
        m_shownState = m_instance.stateBytes().value_or(QByteArray());
    m_sockets.push_back(socket);
    return true;
}

void InspectorHub::detach(InspectorSocket *socket)
{
    std::erase(m_sockets, socket);
}

void InspectorHub::stateTouched()
{
    if (m_sockets.empty() || m_timer.isActive())
        return;
    const auto wait = m_lastLook + limits::inspectorStateThrottle - steady_clock::now();
    m_timer.start(std::max(ceil<milliseconds>(wait), 0ms));
}

void InspectorHub::pushChangedState()
{
    m_lastLook = steady_clock::now();
    if (m_instance.stateBytes().value_or(QByteArray()) != m_shownState)
        pushStateNow();
}

void InspectorHub::pushStateNow()
{
    const std::optional<QByteArray> state = m_instance.stateBytes();
    if (!state)
        return;
    m_shownState = *state;
    for (InspectorSocket *socket : m_sockets)
        socket->send(v6::StateUpdated{.state = *state});
}

void InspectorHub::connectionsChanged()
{
    if (m_sockets.empty())
        return;
    const v6::ConnectionsUpdated update{.connections = inspectedConnections(m_instance)};
    for (InspectorSocket *socket : m_sockets)
        socket->send(update);
}

void InspectorHub::workflowChanged()
{
    if (!m_sockets.empty() && !m_workflowTimer.isActive())
        m_workflowTimer.start(limits::inspectorStateThrottle);
}

void InspectorHub::pushWorkflow()
{
    const std::optional<QByteArray> history = m_instance.workflow().historyBytes();
    if (!history)
        return;
    const v6::WorkflowHistoryUpdated update{.history = *history};
    for (InspectorSocket *socket : m_sockets)
        socket->send(update);
}

void InspectorHub::schedulesChanged()
{
    if (m_sockets.empty())
        return;
    const v6::SchedulesUpdated update{.schedules = inspectedSchedules(m_instance)};
    for (InspectorSocket *socket : m_sockets)
        socket->send(update);
}

void InspectorHub::queueChanged(int size)
{
    const v6::QueueUpdated update{.queueSize = {static_cast<std::uint64_t>(size)}};
    for (InspectorSocket *socket : m_sockets)
        socket->send(update);
}

} // namespace rove::runtime
