// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actortype.h"

#include <QtCore/QObject>

#include <functional>

namespace rove::runtime {

/// Hears every signal of an actor: an event's goes out with its arguments, a property's NOTIFY says that the
/// state changed. One receiver for signals of any signature, which moc cannot write: it takes the calls raw,
/// as QSignalSpy does. Owned by the actor's instance, on its thread.
class EventRelay : public QObject {
public:
    using EventHandler = std::function<void(const QString &event, const QCborArray &arguments)>;

    EventRelay(const ActorType &type, EventHandler onEvent, std::function<void()> onChange);

    void listenTo(const Actor &actor);

    int qt_metacall(QMetaObject::Call call, int id, void **arguments) override;

private:
    const ActorType &m_type;
    EventHandler m_onEvent;
    std::function<void()> m_onChange;
};

} // namespace rove::runtime
