// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/worker.h"

#include "engine/runtime/http/httpreply.h"
#include "engine/runtime/tunnel.h"
#include "protocol/base/limits.h"

#include <QtCore/QCoreApplication>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

/// How often the mailbox is emptied before the actors' timers get a turn. More than one saves an event for
/// each message.
constexpr int mailRoundsMax = 8;

QEvent::Type mailEventType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

Worker::Worker(const WorkerSetup &setup, int index)
    : m_setup(setup)
    , m_link(setup.sink, index, setup.options.workerCount)
{
    m_link.setParent(this); // It moves to the worker's thread with the worker.
}

Worker::~Worker()
{
    // Instances use the link until they are gone.
    qDeleteAll(m_instances);
}

// --- Mail ---

bool Worker::post(Envelope envelope, Mailbox::Kind kind)
{
    const Mailbox::Outcome outcome = m_mailbox.push(std::move(envelope), kind);
    if (outcome == Mailbox::Outcome::WakeNow)
        QCoreApplication::postEvent(this, new QEvent(mailEventType()));
    return outcome != Mailbox::Outcome::Full;
}

bool Worker::event(QEvent *event)
{
    if (event->type() != mailEventType())
        return QObject::event(event);
    readMail();
    return true;
}

void Worker::readMail()
{
    for (int round = 0; round < mailRoundsMax; ++round) {
        std::vector<Envelope> envelopes = m_mailbox.takeAll();
        if (envelopes.empty())
            return; // From here on the next letter wakes this worker.
        for (Envelope &envelope : envelopes)
            take(std::move(envelope));
    }
    QCoreApplication::postEvent(this, new QEvent(mailEventType()));
}

void Worker::take(Envelope envelope)
{
    if (auto *message = std::get_if<v8::ToEnvoyTunnelMessage>(&envelope.message))
        takeTunnelMessage(envelope.actorId, std::move(*message));
    else if (const auto requestId = answeredRequest(envelope.message))
        m_link.takeAnswer(*requestId, std::move(envelope.message));
    else if (const auto *commands = std::get_if<v8::Commands>(&envelope.message))
        for (const v8::CommandWrapper &command : commands->commands)
            takeCommand(command);
}

// --- Commands ---

void Worker::takeCommand(const v8::CommandWrapper &command)
{
    m_link.send(v8::AckCommands{.lastCommandCheckpoints = {command.checkpoint}});
    if (isRepeated(command.checkpoint))
        return;
    m_lastCommands.insert(command.checkpoint.actorId, command.checkpoint);
    if (const auto *start = std::get_if<v8::CommandStartActor>(&command.inner))
        return startActor(command.checkpoint, *start);
    ActorInstance *const instance = m_instances.value(command.checkpoint.actorId);
    if (instance && instance->identity().generation == command.checkpoint.generation)
        instance->stop(std::get<v8::CommandStopActor>(command.inner).reason);
}

bool Worker::isRepeated(const v8::Checkpoint &checkpoint)
{
    const auto last = m_lastCommands.constFind(checkpoint.actorId);
    if (last == m_lastCommands.cend())
        return false;
    if (checkpoint.generation != last->generation)
        return checkpoint.generation < last->generation;
    return checkpoint.index <= last->index;
}

void Worker::startActor(const v8::Checkpoint &checkpoint, const v8::CommandStartActor &command)
{
    // The engine has given the old generation up.
    if (ActorInstance *const old = m_instances.value(checkpoint.actorId))
        old->stop(v8::StopReason::Lost);
    if (m_stopped)
        return refuseStart(checkpoint, command, u"The runtime is stopping."_s);
    if (const ActorDefinition *definition = m_setup.registry.find(command.config.name))
        return addInstance(*definition, checkpoint, command);
    refuseStart(checkpoint, command, u"There is no actor type named `"_s % command.config.name % u"`."_s);
}

void Worker::addInstance(const ActorDefinition &definition, const v8::Checkpoint &checkpoint,
                         const v8::CommandStartActor &command)
{
    const WorkerServices services{.link = m_link, .routes = m_setup.routes, .options = m_setup.options};
    auto *instance = new ActorInstance(definition, ActorIdentity::of(checkpoint, command.config),
                                       services); // Until removeInstance.
    instance->setParent(this);
    m_instances.insert(checkpoint.actorId, instance);
    connect(instance, &ActorInstance::finished, this, [this, instance] { removeInstance(instance); });
    instance->start(command);
}

void Worker::refuseStart(const v8::Checkpoint &checkpoint, const v8::CommandStartActor &command,
                         const QString &message)
{
    for (const v8::HibernatingRequest &request : command.hibernatingRequests)
        m_setup.routes.remove(requestKey(request.gatewayId, request.requestId));
    const v8::ActorStateStopped stopped{.code = v8::StopCode::Error, .message = message};
    const v8::Checkpoint first{
        .actorId = checkpoint.actorId, .generation = checkpoint.generation, .index = 0};
    m_link.send(
        v8::Events{.events = {{.checkpoint = first, .inner = v8::ActorStateUpdate{.state = stopped}}}});
}

void Worker::removeInstance(ActorInstance *instance)
{
    const QString &actorId = instance->identity().actorId;
    m_instances.remove(actorId);
    m_gone.push_back(actorId);
    if (std::cmp_greater(m_gone.size(), limits::rememberedStopsPerWorkerMax)) {
        if (!m_instances.contains(m_gone.front()))
            m_lastCommands.remove(m_gone.front());
        m_gone.pop_front();
    }
    instance->deleteLater();
    finishIfEmpty();
}

// --- Traffic ---

void Worker::takeTunnelMessage(const QString &actorId, v8::ToEnvoyTunnelMessage message)
{
    ActorInstance *const instance = m_instances.value(actorId);
    const auto isWanted = [instance](std::optional<std::uint32_t> generation) {
        return instance && instance->isRunning() &&
               generation.value_or(instance->identity().generation) == instance->identity().generation;
    };
    if (const auto *request = std::get_if<v8::RequestStart>(&message.messageKind);
        request && !isWanted(request->actorGeneration))
        return refuse(message.messageId, message.messageKind);
    if (const auto *open = std::get_if<v8::WebSocketOpen>(&message.messageKind);
        open && !isWanted(open->actorGeneration))
        return refuse(message.messageId, message.messageKind);
    if (instance)
        instance->takeTunnelMessage(message.messageId, std::move(message.messageKind));
    else if (auto *close = std::get_if<v8::ClientWebSocketClose>(&message.messageKind))
        m_setup.routes.noteClose(requestKey(message.messageId.gatewayId, message.messageId.requestId),
                                 {.index = message.messageId.messageIndex, .close = std::move(*close)});
}

void Worker::refuse(const v8::MessageId &messageId, const v8::ToEnvoyTunnelKind &message)
{
    Tunnel tunnel(m_link, messageId.gatewayId, messageId.requestId);
    m_setup.routes.remove(tunnel.key());
    if (std::holds_alternative<v8::RequestStart>(message))
        tunnel.send(HttpReply::actorNotFound().toResponse());
    else
        tunnel.send(v8::ActorWebSocketClose{.code = 1011, .reason = u"envoy.actor_not_found"_s});
}

// --- Stopping ---

void Worker::stopAll(std::function<void()> done)
{
    QMetaObject::invokeMethod(
        this,
        [this, done = std::move(done)] {
            m_stopped = done;
            const QList<ActorInstance *> instances = m_instances.values();
            for (ActorInstance *instance : instances)
                instance->stop(v8::StopReason::GoingAway);
            finishIfEmpty();
        },
        Qt::QueuedConnection);
}

void Worker::finishIfEmpty()
{
    if (m_stopped && m_instances.isEmpty())
        if (const std::function<void()> done = std::exchange(m_stopped, [] {}))
            done();
}

} // namespace rove::runtime
