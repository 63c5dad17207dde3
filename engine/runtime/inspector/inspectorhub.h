// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <vector>

namespace rove::runtime {

class ActorInstance;
class InspectorSocket;

/// The attached inspectors of one actor, and what they are told unasked. While none is attached it costs a
/// comparison. State is pushed at most every `limits::inspectorStateThrottle`, the final one always, and none
/// twice. Owned by the actor's instance, on its thread; the sockets are the instance's.
class InspectorHub : public QObject {
    Q_OBJECT

public:
    explicit InspectorHub(ActorInstance &instance);

    /// False if `limits::inspectorsPerActorMax` are attached.
    bool attach(InspectorSocket *socket);
    void detach(InspectorSocket *socket);

    void stateTouched();
    void connectionsChanged();
    void schedulesChanged();
    void queueChanged(int size);
    /// Pushed as often as state is.
    void workflowChanged();
    /// The state as it is now, to everyone, as an inspector has just replaced it.
    void pushStateNow();

private:
    void pushChangedState();
    void pushWorkflow();

    ActorInstance &m_instance;
    std::vector<InspectorSocket *> m_sockets;
    QByteArray m_shownState;
    std::chrono::steady_clock::time_point m_lastLook{};
    QTimer m_timer;
    QTimer m_workflowTimer;
};

} // namespace rove::runtime
