// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/eventrelay.h"

#include "engine/runtime/actor.h"
#include "protocol/base/ensure.h"

namespace rove::runtime {
namespace {

/// The raw slots come after QObject's own methods: first one for each event, then one for all changes.
int firstSlot()
{
    return QObject::staticMetaObject.methodCount();
}

} // namespace

EventRelay::EventRelay(const ActorType &type, EventHandler onEvent, std::function<void()> onChange)
    : m_type(type)
    , m_onEvent(std::move(onEvent))
    , m_onChange(std::move(onChange))
{}

void EventRelay::listenTo(const Actor &actor)
{
    int slot = firstSlot();
    for (const ActorType::Event &event : m_type.events())
        ENSURE(QMetaObject::connect(&actor, event.signalIndex, this, slot++, Qt::DirectConnection));
    for (const int signalIndex : m_type.changeSignals())
        ENSURE(QMetaObject::connect(&actor, signalIndex, this, slot, Qt::DirectConnection));
}

int EventRelay::qt_metacall(QMetaObject::Call call, int id, void **arguments)
{
    const int slot = QObject::qt_metacall(call, id, arguments);
    if (slot < 0 || call != QMetaObject::InvokeMetaMethod)
        return slot;
    const auto index = static_cast<std::size_t>(slot);
    if (index >= m_type.events().size()) {
        m_onChange();
        return -1;
    }
    const ActorType::Event &event = m_type.events()[index];
    QCborArray values;
    for (qsizetype i = 0; i < event.parameters.size(); ++i)
        values.append(toCbor(event.parameters[i], arguments[i + 1]));
    m_onEvent(event.name, values);
    return -1;
}

} // namespace rove::runtime
