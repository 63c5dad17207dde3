// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/enginelink.h"
#include "engine/runtime/http/requestroutes.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/runtime.h"

#include <QtCore/QEvent>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <deque>
#include <functional>

namespace rove::runtime {

/// What all workers of one runtime share, all of it immutable or thread-safe.
struct WorkerSetup {
    const ActorRegistry &registry;
    const RuntimeOptions &options;
    const Runtime::Sink &sink;
    RequestRoutes &routes;
};

/// One thread's share of a runtime: its mailbox and the actors that are pinned to it. Lives on its thread,
/// with an event loop there, so actors may use timers and futures. Other threads may call only `post`, and
/// the functions that say so.
class Worker : public QObject {
    Q_OBJECT

public:
    Worker(const WorkerSetup &setup, int index);
    ~Worker() override;

    /// From any thread. False if the mailbox is full.
    bool post(Envelope envelope, Mailbox::Kind kind);
    /// From any thread: stops all actors and refuses new ones. `done` runs on the worker's thread when none
    /// is left.
    void stopAll(std::function<void()> done);

protected:
    bool event(QEvent *event) override;

private:
    void readMail();
    void take(Envelope envelope);
    void takeCommand(const envoy::v8::CommandWrapper &command);
    void startActor(const envoy::v8::Checkpoint &checkpoint, const envoy::v8::CommandStartActor &command);
    void addInstance(const ActorDefinition &definition, const envoy::v8::Checkpoint &checkpoint,
                     const envoy::v8::CommandStartActor &command);
    void refuseStart(const envoy::v8::Checkpoint &checkpoint, const envoy::v8::CommandStartActor &command,
                     const QString &message);
    void removeInstance(ActorInstance *instance);
    void takeTunnelMessage(const QString &actorId, envoy::v8::ToEnvoyTunnelMessage message);
    void refuse(const envoy::v8::MessageId &messageId, const envoy::v8::ToEnvoyTunnelKind &message);
    [[nodiscard]] bool isRepeated(const envoy::v8::Checkpoint &checkpoint);
    void finishIfEmpty();

    WorkerSetup m_setup;
    EngineLink m_link;
    Mailbox m_mailbox;
    QHash<QString, ActorInstance *> m_instances; ///< Children of this object.
    /// The last command of each actor that is here, and of the last that were: an engine may repeat a
    /// command.
    QHash<QString, envoy::v8::Checkpoint> m_lastCommands;
    std::deque<QString> m_gone;
    std::function<void()> m_stopped; ///< Set while stopping.
};

} // namespace rove::runtime
