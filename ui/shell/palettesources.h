// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorfinder.h"
#include "ui/models/recentstore.h"
#include "ui/shell/connection.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/palettenamespaces.h"
#include "ui/widgets/paletteentry.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>

class QAction;

namespace rove::ui {

class ActionRegistry;

/// What the window's palette finds: actors of the connection, commands, views and sections, layouts, pools,
/// recent places. A first character narrows it: `>` commands, `@` views and sections, `#` pools, `:` a filter
/// for the list, `*` actors of every namespace. Where no listed actor fits, the engine is asked for one with
/// exactly this ID or key. Commands used lately come first. Owned by the window; what it is given outlives
/// it; GUI thread.
class PaletteSources : public QObject {
    Q_OBJECT
public:
    PaletteSources(const ActionRegistry &registry, RecentStore &recent, const LayoutStore &layouts,
                   QObject *parent = nullptr);
    ~PaletteSources() override;

    void setConnection(Connection *connection);

    /// The groups for what was typed; `pattern` becomes what of it is to be matched.
    QList<PaletteGroup> groups(const QString &typed, QString &pattern);
    /// Asks the engine soon, if nothing listed fits, or every namespace of it.
    void lookUp(const QString &typed);
    /// Nobody waits for answers any more.
    void stop();
    void noteCommand(const QString &id);

    /// What the prefixes mean, in one line.
    [[nodiscard]] static QString hint();

signals:
    void actorChosen(const QString &id, const QString &label);
    void placeChosen(const rove::ui::RecentPlace &place);
    void filterChosen(const QString &filter);
    /// The palette is to search every namespace for this.
    void namespacesChosen(const QString &text);
    void layoutChosen(const QString &name);
    /// The engine has answered: there may be more to show.
    void changed();

private:
    [[nodiscard]] PaletteGroup actors(const QString &pattern);
    [[nodiscard]] PaletteGroup found();
    [[nodiscard]] PaletteGroup commands() const;
    [[nodiscard]] PaletteGroup places() const;
    [[nodiscard]] PaletteGroup pools();
    [[nodiscard]] PaletteGroup filters(const QString &text);
    [[nodiscard]] PaletteGroup recentPlaces();
    [[nodiscard]] PaletteGroup savedLayouts();
    [[nodiscard]] PaletteGroup elsewhere(const QString &pattern);
    [[nodiscard]] PaletteEntry actorEntry(const manager::Actor &actor);
    [[nodiscard]] PaletteEntry commandEntry(QAction *command) const;

    const ActionRegistry &m_registry;
    RecentStore &m_recent;
    const LayoutStore &m_layouts;
    QPointer<Connection> m_connection;
    std::unique_ptr<ActorFinder> m_finder;
    PaletteNamespaces m_namespaces;
    QTimer m_lookUpTimer;
    QString m_lookedUp;
    bool m_hasListedActor = false;
    /// Newest first.
    QStringList m_usedCommands;
};

} // namespace rove::ui
