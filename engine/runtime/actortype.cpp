// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actortype.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/restarguments.h"

#include <QtCore/QMetaMethod>

#include <algorithm>
#include <array>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

/// What moc allows a method to have, and the result before them.
constexpr std::size_t argumentSlotsMax = 11;

bool isResult(QMetaType type)
{
    return type.id() == QMetaType::Void || type == QMetaType::fromType<ActionResult>() || isBridged(type);
}

QList<QMetaType> parameterTypes(const QMetaMethod &method)
{
    QList<QMetaType> types;
    for (int i = 0; i < method.parameterCount(); ++i)
        types.append(method.parameterMetaType(i));
    return types;
}

[[noreturn]] void refuse(const char *className, const QByteArray &member, const char *why)
{
    qFatal("Actor type %s: %s %s", className, member.constData(), why);
}

/// Where the argument's bytes are: a parameter that is a QVariant takes the variant, any other what is in it.
void *slotOf(QVariant &value, QMetaType type)
{
    return type.id() == QMetaType::QVariant ? &value : value.data();
}

} // namespace

ActorType ActorType::of(const QMetaObject &metaObject)
{
    ActorType type;
    for (int i = Actor::staticMetaObject.propertyCount(); i < metaObject.propertyCount(); ++i)
        type.addProperty(metaObject.property(i));
    for (int i = Actor::staticMetaObject.methodCount(); i < metaObject.methodCount(); ++i)
        type.addMethod(metaObject.method(i));
    for (auto &overloads : type.m_actions)
        std::ranges::sort(overloads, {}, [](const Overload &overload) { return overload.parameters.size(); });
    type.m_actionNames = type.m_actions.keys();
    type.m_actionNames.sort();
    return type;
}

void ActorType::addProperty(const QMetaProperty &property)
{
    const char *className = property.enclosingMetaObject()->className();
    if (property.hasNotifySignal())
        m_changeSignals.push_back(property.notifySignalIndex());
    if (!property.isStored())
        return;
    if (!property.isWritable())
        refuse(className, property.name(),
               "is stored but cannot be written; add MEMBER, WRITE or STORED false");
    if (!isBridged(property.metaType()))
        refuse(className, property.name(), "is stored but has a type without a CBOR form");
    m_properties.push_back(property);
}

void ActorType::addMethod(const QMetaMethod &method)
{
    const char *className = method.enclosingMetaObject()->className();
    const bool isEvent = method.methodType() == QMetaMethod::Signal;
    if (isEvent && std::ranges::contains(m_changeSignals, method.methodIndex()))
        return;
    if (!isEvent && method.access() != QMetaMethod::Public)
        return;
    const QList<QMetaType> parameters = parameterTypes(method);
    const bool takesRest = !isEvent && parameters.endsWith(QMetaType::fromType<RestArguments>());
    if (!std::ranges::all_of(parameters.first(parameters.size() - qsizetype{takesRest}), isBridged))
        refuse(className, method.methodSignature(), "has a parameter of a type without a CBOR form");
    const QString name = QString::fromLatin1(method.name());
    if (isEvent) {
        if (!(method.attributes() & QMetaMethod::Cloned))
            m_events.push_back({.name = name, .signalIndex = method.methodIndex(), .parameters = parameters});
        return;
    }
    if (!isResult(method.returnMetaType()))
        refuse(className, method.methodSignature(), "returns a type without a CBOR form");
    QStringList names;
    for (const QByteArray &parameter : method.parameterNames())
        names.append(QString::fromLatin1(parameter));
    m_actions[name].push_back({.methodIndex = method.methodIndex(),
                               .result = method.returnMetaType(),
                               .parameters = parameters,
                               .parameterNames = names,
                               .takesRest = takesRest});
}

QCborMap ActorType::readState(const Actor &actor) const
{
    QCborMap state;
    for (const QMetaProperty &property : m_properties) {
        const QVariant value = property.read(&actor);
        const QMetaType type = property.metaType();
        const void *data = type.id() == QMetaType::QVariant ? &value : value.constData();
        state.insert(QString::fromLatin1(property.name()), toCbor(type, data));
    }
    return state;
}

Result<> ActorType::restoreState(Actor &actor, const QCborMap &state) const
{
    for (const QMetaProperty &property : m_properties) {
        const QString name = QString::fromLatin1(property.name());
        if (!state.contains(name))
            continue;
        const QString what = u"stored state."_s % name;
        property.write(&actor,
                       TRY(fromCbor(property.metaType(), state.value(name), what, UnknownMembers::Ignore)));
    }
    return {};
}

Result<> ActorType::replaceState(Actor &actor, const QCborMap &state) const
{
    std::vector<QVariant> values;
    for (const QMetaProperty &property : m_properties) {
        const QString name = QString::fromLatin1(property.name());
        if (!state.contains(name))
            return userError(u"state."_s % name % u" is missing"_s, u"invalid_state"_s);
        const QString what = u"state."_s % name;
        values.push_back(TRY(fromCbor(property.metaType(), state.value(name), what)));
    }
    if (state.size() != static_cast<qsizetype>(m_properties.size()))
        for (auto it = state.cbegin(); it != state.cend(); ++it)
            if (std::ranges::none_of(m_properties, [&it](const QMetaProperty &property) {
                    return it.key().toString() == QLatin1StringView(property.name());
                }))
                return userError(u"state has no member "_s % it.key().toString(), u"invalid_state"_s);
    for (std::size_t i = 0; i < m_properties.size(); ++i)
        m_properties[i].write(&actor, values[i]);
    return {};
}

ActionResult ActorType::call(Actor &actor, const QString &name, const QCborArray &arguments) const
{
    const auto overloads = m_actions.constFind(name);
    if (overloads == m_actions.cend())
        return failure(ErrorCode::ActorActionNotFound, u"Action `"_s % name % u"` was not found."_s);
    const auto overload = std::ranges::find_if(
        *overloads, [&](const Overload &candidate) { return candidate.takes(arguments.size()); });
    if (overload == overloads->cend()) {
        const QString message = u"Action `"_s % name % u"` does not take "_s %
                                QString::number(arguments.size()) % u" arguments."_s;
        return userError(message, u"invalid_arguments"_s);
    }

    std::array<QVariant, argumentSlotsMax> values;
    std::array<void *, argumentSlotsMax> slotPointers{};
    const qsizetype converted = overload->parameters.size() - qsizetype{overload->takesRest};
    for (qsizetype i = 0; i < converted; ++i) {
        const QString what =
            u"argument "_s % QString::number(i + 1) % u" ("_s % overload->parameterNames[i] % u')';
        Result<QVariant> value = fromCbor(overload->parameters[i], arguments.at(i), what);
        if (!value)
            return std::unexpected(std::move(value).error());
        const auto slot = static_cast<std::size_t>(i + 1);
        values[slot] = *std::move(value);
        slotPointers[slot] = slotOf(values[slot], overload->parameters[i]);
    }
    RestArguments rest;
    if (overload->takesRest) {
        for (qsizetype i = converted; i < arguments.size(); ++i)
            rest.values.append(arguments.at(i));
        slotPointers[static_cast<std::size_t>(converted + 1)] = &rest;
    }
    const bool isVoid = overload->result.id() == QMetaType::Void;
    QVariant result = isVoid ? QVariant() : QVariant(overload->result);
    slotPointers[0] = isVoid ? nullptr : result.data();
    // Not QMetaMethod::invoke, whose library code an exception of the actor would have to pass.
    actor.qt_metacall(QMetaObject::InvokeMetaMethod, overload->methodIndex, slotPointers.data());
    if (isVoid)
        return {};
    if (overload->result == QMetaType::fromType<ActionResult>())
        return *static_cast<const ActionResult *>(result.constData());
    return toCbor(overload->result, result.constData());
}

} // namespace rove::runtime
