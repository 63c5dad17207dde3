// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"
#include "engine/runtime/metavalue.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QMetaProperty>
#include <QtCore/QStringList>

#include <vector>

namespace rove::runtime {

class Actor;

/// What the meta-object of an actor class says: its state, actions and events, read once when the class is
/// registered. An immutable value, shared by the workers.
class ActorType {
public:
    /// Aborts, naming the member, if a type cannot be bridged to CBOR or a stored property cannot be written.
    static ActorType of(const QMetaObject &metaObject);

    struct Event {
        QString name;
        int signalIndex = 0;
        QList<QMetaType> parameters;
    };
    [[nodiscard]] const std::vector<Event> &events() const { return m_events; }
    /// The NOTIFY signals of its stored properties.
    [[nodiscard]] const std::vector<int> &changeSignals() const { return m_changeSignals; }

    [[nodiscard]] bool hasState() const { return !m_properties.empty(); }
    /// The stored properties by name, in the order of their declaration.
    [[nodiscard]] QCborMap readState(const Actor &actor) const;
    /// Restores what was stored: members that the type no longer has are skipped, those it has gained keep
    /// their value.
    Result<> restoreState(Actor &actor, const QCborMap &state) const;
    /// Replaces the whole state, or nothing of it if any member is unknown, missing or of a wrong type.
    Result<> replaceState(Actor &actor, const QCborMap &state) const;

    /// Sorted, as the inspector lists them.
    [[nodiscard]] const QStringList &actionNames() const { return m_actionNames; }
    [[nodiscard]] bool hasAction(const QString &name) const { return m_actions.contains(name); }
    /// Calls an action. Exceptions of the actor's own code come through.
    [[nodiscard]] ActionResult call(Actor &actor, const QString &name, const QCborArray &arguments) const;

private:
    /// One way to call an action; a parameter with a default value makes a second one without it.
    struct Overload {
        int methodIndex = 0;
        QMetaType result;
        QList<QMetaType> parameters;
        QStringList parameterNames;
        bool takesRest = false; ///< By its last parameter.

        [[nodiscard]] bool takes(qsizetype count) const
        {
            return takesRest ? count >= parameters.size() - 1 : count == parameters.size();
        }
    };

    void addMethod(const QMetaMethod &method);
    void addProperty(const QMetaProperty &property);

    std::vector<QMetaProperty> m_properties;
    std::vector<int> m_changeSignals;
    std::vector<Event> m_events;
    QHash<QString, std::vector<Overload>> m_actions;
    QStringList m_actionNames;
};

} // namespace rove::runtime
