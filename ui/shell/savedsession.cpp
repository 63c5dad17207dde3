// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/savedsession.h"

#include "ui/shell/connectiontabs.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborValue>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int currentVersion = 1;
constexpr qsizetype windowCountMax = 16;
constexpr qsizetype actorCountMax = 64;

QCborMap write(const SavedActor &actor)
{
    return {{u"id"_s, actor.id},
            {u"label"_s, actor.label},
            {u"preview"_s, actor.isPreview},
            {u"section"_s, actor.section},
            {u"views"_s, QCborMap::fromVariantMap(actor.views)},
            {u"draft"_s, actor.draft},
            {u"repl"_s, actor.replDraft}};
}

SavedActor readActor(const QCborMap &map)
{
    return {.id = map[u"id"_s].toString(),
            .label = map[u"label"_s].toString(),
            .isPreview = map[u"preview"_s].toBool(),
            .section = map[u"section"_s].toString(),
            .views = map[u"views"_s].toMap().toVariantMap(),
            .draft = map[u"draft"_s].toMap(),
            .replDraft = map[u"repl"_s].toString()};
}

QCborMap write(const SavedConnection &connection)
{
    const ConnectionTarget &target = connection.target;
    QCborArray actors;
    for (const SavedActor &actor : connection.actors)
        actors.append(write(actor));
    return {{u"profile"_s, target.profileId},
            {u"name"_s, target.name},
            {u"environment"_s, static_cast<int>(target.environment)},
            {u"endpoint"_s, target.endpoint.display()},
            {u"local"_s, target.isLocalEngine},
            {u"readOnly"_s, target.isReadOnly},
            {u"view"_s, connection.view},
            {u"viewStates"_s, QCborMap::fromVariantMap(connection.viewStates)},
            {u"actors"_s, actors},
            {u"currentActor"_s, connection.currentActor}};
}

/// An unknown number is taken for production, the careful reading.
Environment environmentOf(qint64 number)
{
    const bool isKnown = number >= 0 && number <= static_cast<int>(Environment::Production);
    return isKnown ? static_cast<Environment>(number) : Environment::Production;
}

std::optional<SavedConnection> readConnection(const QCborMap &map)
{
    const Result<Endpoint> endpoint = Endpoint::parse(map[u"endpoint"_s].toString());
    if (!endpoint)
        return std::nullopt;
    SavedConnection connection{.target = {.profileId = map[u"profile"_s].toString(),
                                          .name = map[u"name"_s].toString(),
                                          .environment = environmentOf(map[u"environment"_s].toInteger(-1)),
                                          .endpoint = endpoint->withToken({}),
                                          .isLocalEngine = map[u"local"_s].toBool(),
                                          .isReadOnly = map[u"readOnly"_s].toBool()},
                               .view = map[u"view"_s].toString(),
                               .viewStates = map[u"viewStates"_s].toMap().toVariantMap(),
                               .currentActor = map[u"currentActor"_s].toString()};
    for (const QCborValue &actor : map[u"actors"_s].toArray())
        if (!actor.toMap()[u"id"_s].toString().isEmpty() && connection.actors.size() < actorCountMax)
            connection.actors.append(readActor(actor.toMap()));
    return connection;
}

QCborMap write(const SavedWindow &window)
{
    QCborArray connections;
    for (const SavedConnection &connection : window.connections)
        connections.append(write(connection));
    return {{u"geometry"_s, window.geometry},
            {u"docks"_s, window.docks},
            {u"connections"_s, connections},
            {u"current"_s, window.current}};
}

SavedWindow readWindow(const QCborMap &map)
{
    SavedWindow window{.geometry = map[u"geometry"_s].toByteArray(),
                       .docks = map[u"docks"_s].toByteArray(),
                       .current = static_cast<int>(map[u"current"_s].toInteger())};
    for (const QCborValue &value : map[u"connections"_s].toArray()) {
        if (std::optional<SavedConnection> connection = readConnection(value.toMap());
            connection && window.connections.size() < ConnectionTabs::countMax)
            window.connections.append(std::move(*connection));
    }
    return window;
}

} // namespace

QByteArray SavedSession::toBytes() const
{
    QCborArray all;
    for (const SavedWindow &window : windows)
        all.append(write(window));
    const QCborMap map{{u"version"_s, currentVersion}, {u"ended"_s, isEnded}, {u"windows"_s, all}};
    return QCborValue(map).toCbor();
}

std::optional<SavedSession> SavedSession::fromBytes(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborMap map = QCborValue::fromCbor(bytes, &error).toMap();
    if (error.error != QCborError::NoError || map[u"version"_s].toInteger() != currentVersion)
        return std::nullopt;
    SavedSession session{.isEnded = map[u"ended"_s].toBool()};
    for (const QCborValue &window : map[u"windows"_s].toArray())
        if (session.windows.size() < windowCountMax)
            session.windows.append(readWindow(window.toMap()));
    return session;
}

bool SavedSession::isEmpty() const
{
    return std::ranges::all_of(windows,
                               [](const SavedWindow &window) { return window.connections.isEmpty(); });
}

} // namespace rove::ui
