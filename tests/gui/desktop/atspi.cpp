// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/desktop/atspi.h"

#include <QtCore/QStringBuilder>
#include <QtDBus/QDBusArgument>
#include <QtDBus/QDBusMetaType>
#include <QtDBus/QDBusVariant>

#include <chrono>

using namespace Qt::StringLiterals;

namespace rove::test {

QDBusArgument &operator<<(QDBusArgument &argument, const AccessibleReference &reference)
{
    argument.beginStructure();
    argument << reference.service << reference.path;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, AccessibleReference &reference)
{
    argument.beginStructure();
    argument >> reference.service >> reference.path;
    argument.endStructure();
    return argument;
}

namespace {

const QString accessibleInterface = u"org.a11y.atspi.Accessible"_s;
const QString actionInterface = u"org.a11y.atspi.Action"_s;
const QString editableTextInterface = u"org.a11y.atspi.EditableText"_s;
const QString textInterface = u"org.a11y.atspi.Text"_s;
const QString tableInterface = u"org.a11y.atspi.Table"_s;
const QString registry = u"org.a11y.atspi.Registry"_s;
const QString nowhere = u"/org/a11y/atspi/null"_s;

constexpr std::chrono::milliseconds callPatience = std::chrono::seconds(30);
/// No window is deeper, none shows more.
constexpr int depthMax = 64;
constexpr size_t thingCountMax = 5000;

/// AtspiRelationType and AtspiKeySynthType of atspi-constants.h.
constexpr unsigned int labelledBy = 2;
constexpr unsigned int keySymbolKind = 3;
constexpr unsigned int keyTextKind = 4;

struct Relation {
    unsigned int kind = 0;
    QList<AccessibleReference> targets;
};

const QDBusArgument &operator>>(const QDBusArgument &argument, Relation &relation)
{
    argument.beginStructure();
    argument >> relation.kind >> relation.targets;
    argument.endStructure();
    return argument;
}

struct ActionWords {
    QString name;
    QString description;
    QString keys;
};

const QDBusArgument &operator>>(const QDBusArgument &argument, ActionWords &words)
{
    argument.beginStructure();
    argument >> words.name >> words.description >> words.keys;
    argument.endStructure();
    return argument;
}

template <class T>
QList<T> listOf(const QVariant &value)
{
    QList<T> items;
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentType() != QDBusArgument::ArrayType)
        return items;
    argument.beginArray();
    while (!argument.atEnd()) {
        T item;
        argument >> item;
        items.append(item);
    }
    argument.endArray();
    return items;
}

QDBusConnection openBus()
{
    QDBusConnection session = QDBusConnection::sessionBus();
    const QString bus = u"org.a11y.Bus"_s;
    // What a screen reader does when it starts; a program that nobody reads is silent on the bus.
    for (const QString &name : {u"IsEnabled"_s, u"ScreenReaderEnabled"_s}) {
        QDBusMessage set = QDBusMessage::createMethodCall(bus, u"/org/a11y/bus"_s,
                                                          u"org.freedesktop.DBus.Properties"_s, u"Set"_s);
        set << u"org.a11y.Status"_s << name << QVariant::fromValue(QDBusVariant(true));
        session.call(set);
    }
    const QDBusMessage address =
        session.call(QDBusMessage::createMethodCall(bus, u"/org/a11y/bus"_s, bus, u"GetAddress"_s));
    return QDBusConnection::connectToBus(address.arguments().value(0).toString(), u"accessibility"_s);
}

} // namespace

// --- Accessible -----------------------------------------------------------------------------------------

Accessible::Accessible(AccessibleBus *bus, AccessibleReference reference)
    : m_bus(bus)
    , m_reference(std::move(reference))
{}

Accessible::operator bool() const
{
    return m_bus && !m_reference.path.path().isEmpty() && m_reference.path.path() != nowhere;
}

QVariant Accessible::call(const QString &interface, const QString &method,
                          const QVariantList &arguments) const
{
    if (!*this)
        return {};
    const QDBusMessage answer = m_bus->call(m_reference, interface, method, arguments);
    return answer.type() == QDBusMessage::ReplyMessage ? answer.arguments().value(0) : QVariant();
}

QVariant Accessible::property(const QString &interface, const QString &name) const
{
    return call(u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {interface, name})
        .value<QDBusVariant>()
        .variant();
}

Accessible Accessible::made(const QVariant &reference) const
{
    if (!reference.isValid())
        return {};
    return {m_bus, qdbus_cast<AccessibleReference>(reference)};
}

QString Accessible::name() const
{
    return property(accessibleInterface, u"Name"_s).toString();
}

QString Accessible::role() const
{
    return call(accessibleInterface, u"GetRoleName"_s).toString();
}

bool Accessible::has(AccessibleState state) const
{
    const QList<unsigned int> words = listOf<unsigned int>(call(accessibleInterface, u"GetState"_s));
    const auto number = static_cast<unsigned int>(state);
    return words.value(number / 32) >> (number % 32) & 1U;
}

std::vector<Accessible> Accessible::children() const
{
    std::vector<Accessible> things;
    for (const AccessibleReference &child :
         listOf<AccessibleReference>(call(accessibleInterface, u"GetChildren"_s)))
        things.emplace_back(m_bus, child);
    return things;
}

Accessible Accessible::parent() const
{
    return made(property(accessibleInterface, u"Parent"_s));
}

std::vector<Accessible> Accessible::labels() const
{
    std::vector<Accessible> things;
    for (const Relation &relation : listOf<Relation>(call(accessibleInterface, u"GetRelationSet"_s)))
        if (relation.kind == labelledBy)
            for (const AccessibleReference &target : relation.targets)
                things.emplace_back(m_bus, target);
    return things;
}

QString Accessible::words() const
{
    return u"%1 “%2”"_s.arg(role(), name());
}

void Accessible::collect(std::vector<Accessible> &found, int depth,
                         const std::function<bool(const Accessible &)> &isLast) const
{
    if (!*this || depth > depthMax)
        return;
    found.push_back(*this);
    if (isLast(*this) || has(AccessibleState::ManagesDescendants))
        return;
    for (const Accessible &child : children()) {
        if (!child || !child.has(AccessibleState::Showing))
            continue;
        child.collect(found, depth + 1, isLast);
        if (found.size() >= thingCountMax || isLast(found.back()))
            return;
    }
}

Accessible Accessible::find(const std::function<bool(const Accessible &)> &isIt) const
{
    std::vector<Accessible> found;
    collect(found, 0, isIt);
    return !found.empty() && isIt(found.back()) ? found.back() : Accessible();
}

Accessible Accessible::find(const QString &role, const QString &name) const
{
    return find([&](const Accessible &thing) { return thing.name() == name && thing.role() == role; });
}

std::vector<Accessible> Accessible::everything() const
{
    std::vector<Accessible> found;
    collect(found, 0, [](const Accessible &) { return false; });
    return found;
}

QStringList Accessible::actions() const
{
    QStringList names;
    for (const ActionWords &words : listOf<ActionWords>(call(actionInterface, u"GetActions"_s)))
        names.append(words.name);
    return names;
}

bool Accessible::act(const QString &name) const
{
    const qsizetype number = actions().indexOf(name);
    return number >= 0 && call(actionInterface, u"DoAction"_s, {static_cast<int>(number)}).toBool();
}

QString Accessible::text() const
{
    const int count = property(textInterface, u"CharacterCount"_s).toInt();
    return call(textInterface, u"GetText"_s, {0, count}).toString();
}

bool Accessible::setText(const QString &text) const
{
    return call(editableTextInterface, u"SetTextContents"_s, {text}).toBool();
}

int Accessible::rowCount() const
{
    return property(tableInterface, u"NRows"_s).toInt();
}

int Accessible::columnCount() const
{
    return property(tableInterface, u"NColumns"_s).toInt();
}

Accessible Accessible::cell(int row, int column) const
{
    return made(call(tableInterface, u"GetAccessibleAt"_s, {row, column}));
}

QString Accessible::columnName(int column) const
{
    return call(tableInterface, u"GetColumnDescription"_s, {column}).toString();
}

bool Accessible::selectRow(int row) const
{
    return call(tableInterface, u"AddRowSelection"_s, {row}).toBool();
}

// --- AccessibleBus --------------------------------------------------------------------------------------

AccessibleBus::AccessibleBus()
    : m_bus(openBus())
{
    qDBusRegisterMetaType<AccessibleReference>();
}

AccessibleBus::~AccessibleBus()
{
    QDBusConnection::disconnectFromBus(u"accessibility"_s);
}

Accessible AccessibleBus::desktop()
{
    return {this, {registry, QDBusObjectPath(u"/org/a11y/atspi/accessible/root"_s)}};
}

QDBusMessage AccessibleBus::call(const AccessibleReference &target, const QString &interface,
                                 const QString &method, const QVariantList &arguments)
{
    ++m_callCount;
    QDBusMessage message =
        QDBusMessage::createMethodCall(target.service, target.path.path(), interface, method);
    message.setArguments(arguments);
    return m_bus.call(message, QDBus::Block, static_cast<int>(callPatience.count()));
}

void AccessibleBus::listen(const QString &kind, const QString &member)
{
    const AccessibleReference target{registry, QDBusObjectPath(u"/org/a11y/atspi/registry"_s)};
    call(target, registry, u"RegisterEvent"_s, {kind});
    m_bus.connect({}, {}, u"org.a11y.atspi.Event.Object"_s, member, this, SLOT(onEvent(QDBusMessage)));
}

void AccessibleBus::onEvent(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    emit eventSeen({.name = message.member(),
                    .detail = arguments.value(0).toString(),
                    .value = arguments.value(1).toInt(),
                    .content = arguments.value(3).value<QDBusVariant>().variant().toString(),
                    .source = {this, {message.service(), QDBusObjectPath(message.path())}}});
}

void AccessibleBus::press(unsigned int keySymbol)
{
    generateKey(static_cast<int>(keySymbol), {}, keySymbolKind);
}

void AccessibleBus::type(const QString &text)
{
    generateKey(0, text, keyTextKind);
}

void AccessibleBus::generateKey(int number, const QString &text, unsigned int kind)
{
    const QString path = u"/org/a11y/atspi/registry/deviceeventcontroller"_s;
    call({registry, QDBusObjectPath(path)}, u"org.a11y.atspi.DeviceEventController"_s,
         u"GenerateKeyboardEvent"_s, {number, text, kind});
}

} // namespace rove::test
