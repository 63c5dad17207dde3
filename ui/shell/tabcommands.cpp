// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tabcommands.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statustone.h"
#include "ui/widgets/tabstrip.h"

#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

Tone toneOf(const ConnectionTab &tab)
{
    if (!tab.connection())
        return {.color = ColorRole::Muted, .icon = "plug"_L1};
    using Phase = EndpointMonitor::Phase;
    switch (tab.connection()->monitor().phase()) {
    case Phase::Connecting:
        return tone::starting;
    case Phase::Online:
        return tab.target().environment == Environment::Production
                   ? Tone{.color = ColorRole::Error, .icon = "shield-exclamation"_L1}
                   : Tone{.color = ColorRole::Running, .icon = "broadcast"_L1};
    case Phase::Lost:
        return tone::warning;
    case Phase::Failed:
        return tone::error;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

TabCommands::TabCommands(ConnectionTabs &tabs, const Strips &strips, const ActionRegistry &registry,
                         QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
    , m_strips(strips)
    , m_registry(registry)
{
    connectCommands();
    connectStrips();
    connect(&tabs, &ConnectionTabs::changed, this, &TabCommands::refresh);
    refresh();
}

OpenActors *TabCommands::actors() const
{
    return m_tabs.current() ? &m_tabs.current()->actors() : nullptr;
}

void TabCommands::connectCommands()
{
    const auto on = [this](const QString &id, auto slot) {
        connect(m_registry.action(id), &QAction::triggered, this, slot);
    };
    on(u"tab.keep"_s, [this] { actors()->current()->setPreview(false); });
    on(u"tab.close"_s, [this] { emit closeActorRequested(actors()->current()); });
    on(u"tab.closeOthers"_s, [this] { closeOthers(); });
    on(u"tab.reopen"_s, [this] { actors()->reopen(m_tabs.current()->shared()); });
    on(u"tab.next"_s, [this] { actors()->step(1); });
    on(u"tab.previous"_s, [this] { actors()->step(-1); });
    on(u"tab.moveBack"_s, [this] { actors()->moveCurrent(-1); });
    on(u"tab.moveForward"_s, [this] { actors()->moveCurrent(1); });
}

void TabCommands::connectStrips()
{
    TabStrip *strip = m_strips.actors;
    connect(strip, &TabStrip::chosen, this, [this](const QString &id) { actors()->setCurrent(id); });
    connect(strip, &TabStrip::closeRequested, this, [this](const QString &id) {
        if (OpenActor *actor = actors()->find(id))
            emit closeActorRequested(actor);
    });
    connect(strip, &TabStrip::keepRequested, this, [this](const QString &id) {
        if (OpenActor *actor = actors()->find(id))
            actor->setPreview(false);
    });
    connect(strip, &TabStrip::reordered, this, [this](const QStringList &ids) { actors()->reorder(ids); });
    connect(strip, &TabStrip::menuRequested, this, &TabCommands::showActorMenu);
    TabStrip *connections = m_strips.connections;
    connect(connections, &TabStrip::chosen, this,
            [this](const QString &id) { m_tabs.setCurrent(m_tabs.find(id)); });
    connect(connections, &TabStrip::closeRequested, this, [this](const QString &id) {
        if (ConnectionTab *tab = m_tabs.find(id))
            emit closeConnectionRequested(tab);
    });
    connect(connections, &TabStrip::reordered, &m_tabs, &ConnectionTabs::reorder);
}

void TabCommands::closeOthers()
{
    const OpenActor *kept = actors()->current();
    QStringList ids;
    for (int i = 0; i < actors()->count(); ++i)
        if (actors()->at(i) != kept && !actors()->at(i)->isModified())
            ids.append(actors()->at(i)->id());
    for (const QString &id : ids)
        actors()->close(id);
}

void TabCommands::showActorMenu(const QString &id, const QPoint &position)
{
    // The commands act on the actor that is shown, so it is shown first.
    actors()->setCurrent(id);
    QMenu menu;
    menu.setToolTipsVisible(true);
    for (const QString &command :
         {u"tab.keep"_s, u"tab.toNewWindow"_s, QString(), u"actor.copyId"_s, u"actor.copyKey"_s, QString(),
          u"tab.close"_s, u"tab.closeOthers"_s, u"tab.reopen"_s}) {
        if (command.isEmpty())
            menu.addSeparator();
        else
            menu.addAction(m_registry.action(command));
    }
    menu.exec(position);
}

void TabCommands::refresh()
{
    refreshConnections();
    refreshActors();
    updateCommands();
}

void TabCommands::refreshActors()
{
    QList<TabItem> items;
    const OpenActors *open = actors();
    for (int i = 0; open && i < open->count(); ++i) {
        OpenActor *actor = open->at(i);
        items.append({.id = actor->id(),
                      .text = actor->label(),
                      .toolTip = actor->isPreview()
                                     ? ShellText::tr("%1\nA preview: the next actor you look at takes its "
                                                     "place. A double click keeps it.")
                                           .arg(actor->label())
                                     : actor->label(),
                      .tone = toneOf(actor->status()),
                      .isQuiet = actor->isPreview(),
                      .isModified = actor->isModified()});
    }
    // One preview needs no tab: the page's header says what it is.
    const bool isShown = items.size() > 1 || (items.size() == 1 && !items.constFirst().isQuiet);
    m_strips.actors->setItems(items, open && open->current() ? open->current()->id() : QString());
    m_strips.actors->setVisible(isShown);
}

void TabCommands::refreshConnections()
{
    QList<TabItem> items;
    for (int i = 0; i < m_tabs.count(); ++i) {
        ConnectionTab *tab = m_tabs.at(i);
        const QString text = ShellText::tr("%1 / %2", "a connection and its namespace")
                                 .arg(tab->target().name, tab->target().endpoint.namespaceName);
        items.append({.id = tab->id(),
                      .text = text,
                      .toolTip = tab->target().endpoint.display(),
                      .tone = toneOf(*tab),
                      .isQuiet = !tab->connection(),
                      .isModified = tab->actors().modifiedCount() > 0});
    }
    m_strips.connections->setItems(items, m_tabs.current() ? m_tabs.current()->id() : QString());
    m_strips.connections->setVisible(m_tabs.count() > 1);
}

void TabCommands::updateCommands()
{
    OpenActors *open = actors();
    OpenActor *current = open ? open->current() : nullptr;
    const QString none = current ? QString() : ShellText::tr("No actor is open.");
    const QString only = !current            ? none
                         : open->count() > 1 ? QString()
                                             : ShellText::tr("No other actor is open.");
    const auto set = [this](const QString &id, const QString &reason) {
        setDisabledReason(m_registry.action(id), reason);
    };
    set(u"tab.keep"_s,
        current && !current->isPreview() ? ShellText::tr("This tab stays open anyway.") : none);
    set(u"tab.close"_s, none);
    set(u"tab.toNewWindow"_s, none);
    for (const QString &id : {u"tab.closeOthers"_s, u"tab.next"_s, u"tab.previous"_s})
        set(id, only);
    const bool isFirst = current && open->currentIndex() == 0;
    const bool isLast = current && open->currentIndex() == open->count() - 1;
    set(u"tab.moveBack"_s, isFirst ? ShellText::tr("It is the first tab.") : none);
    set(u"tab.moveForward"_s, isLast ? ShellText::tr("It is the last tab.") : none);
    const bool canReopen = open && open->canReopen() && m_tabs.current()->connection();
    set(u"tab.reopen"_s, canReopen ? QString() : ShellText::tr("No tab was closed here."));
    const QString oneConnection =
        m_tabs.count() > 1 ? QString() : ShellText::tr("No other connection is open in this window.");
    set(u"connection.next"_s, oneConnection);
    set(u"connection.previous"_s, oneConnection);
}

} // namespace rove::ui
