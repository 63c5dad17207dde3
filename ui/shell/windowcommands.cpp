// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowcommands.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QList<CommandSpec> connectionCommands()
{
    return {
        {u"connection.new"_s,
         ShellText::tr("&New Connection…"),
         "plus-lg"_L1,
         {QKeySequence::New},
         ShellText::tr("Add the endpoint of an engine")},
        {u"connection.edit"_s,
         ShellText::tr("&Edit Connection…"),
         "pencil"_L1,
         {},
         ShellText::tr("Change the current connection")},
        {u"connection.retry"_s,
         ShellText::tr("Retry N&ow"),
         "arrow-clockwise"_L1,
         {},
         ShellText::tr("Try to reach the engine again now")},
        {u"connection.copyEndpoint"_s,
         ShellText::tr("&Copy Endpoint"),
         "link-45deg"_L1,
         {},
         ShellText::tr("Copy the endpoint, without its token")},
        {u"connection.allowChanges"_s,
         ShellText::tr("&Allow Changes…"),
         "unlock"_L1,
         {},
         ShellText::tr("Let this window change what a read-only connection shows, or forbid it again")},
        {u"namespace.new"_s,
         ShellText::tr("&New Namespace…"),
         "collection"_L1,
         {},
         ShellText::tr("Create a namespace on this engine")},
        {u"window.quit"_s,
         ShellText::tr("&Quit"),
         "power"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_Q)},
         ShellText::tr("Close the window and stop the local engine")},
    };
}

QList<CommandSpec> actorCommands()
{
    return {
        {u"actor.new"_s,
         ShellText::tr("&New Actor…"),
         "plus-lg"_L1,
         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
         ShellText::tr("Create an actor in this namespace")},
        {u"actor.open"_s,
         ShellText::tr("&Open by ID…"),
         "search"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_K)},
         ShellText::tr("Show the actor with this ID")},
    };
}

QList<CommandSpec> placeCommands()
{
    return {
        {u"view.actors"_s,
         ShellText::tr("&Actors"),
         "boxes"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_1)},
         ShellText::tr("Show the list of actors")},
        {u"view.connections"_s,
         ShellText::tr("&Connections"),
         "plug"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_2)},
         ShellText::tr("Show the saved connections")},
        {u"view.engine"_s,
         ShellText::tr("&Local Engine"),
         "cpu"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_3)},
         ShellText::tr("Show the engine inside this program")},
        {u"section.state"_s,
         ShellText::tr("&State"),
         "braces"_L1,
         {QKeySequence(Qt::ALT | Qt::Key_1)},
         ShellText::tr("Show the actor's state")},
        {u"section.actions"_s,
         ShellText::tr("Act&ions"),
         "lightning-charge"_L1,
         {QKeySequence(Qt::ALT | Qt::Key_2)},
         ShellText::tr("Call the actor's actions")},
        {u"section.details"_s,
         ShellText::tr("&Details"),
         "info-circle"_L1,
         {QKeySequence(Qt::ALT | Qt::Key_3)},
         ShellText::tr("Show what is known about the actor")},
    };
}

QList<CommandSpec> viewCommands()
{
    return {
        {u"view.filter"_s,
         ShellText::tr("&Filter Actors"),
         "funnel"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_L), QKeySequence::Find},
         ShellText::tr("Type to filter the list of actors")},
        {u"view.refresh"_s,
         ShellText::tr("&Refresh"),
         "arrow-clockwise"_L1,
         {QKeySequence::Refresh},
         ShellText::tr("Ask the engine for everything again")},
        {u"view.nextPane"_s,
         ShellText::tr("Ne&xt Pane"),
         {},
         {QKeySequence(Qt::Key_F6)},
         ShellText::tr("Move the focus to the next part of the window")},
        {u"view.previousPane"_s,
         ShellText::tr("&Previous Pane"),
         {},
         {QKeySequence(Qt::SHIFT | Qt::Key_F6)},
         ShellText::tr("Move the focus to the previous part of the window")},
    };
}

QList<CommandSpec> engineCommands()
{
    return {
        {u"engine.start"_s,
         ShellText::tr("&Start Engine"),
         "play"_L1,
         {},
         ShellText::tr("Start the engine inside this program")},
        {u"engine.stop"_s,
         ShellText::tr("S&top Engine"),
         "stop-circle"_L1,
         {},
         ShellText::tr("Let actors save and stop the engine inside this program")},
        {u"engine.openData"_s,
         ShellText::tr("&Open Data Folder"),
         "folder2-open"_L1,
         {},
         ShellText::tr("Show where the local engine keeps its data")},
        {u"help.shortcuts"_s,
         ShellText::tr("&Keyboard Shortcuts"),
         "list-task"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_Question)},
         ShellText::tr("List every command that has keys")},
        {u"help.about"_s,
         ShellText::tr("&About Rove"),
         "info-circle"_L1,
         {},
         ShellText::tr("Version and licence")},
    };
}

/// Commands that are on or off.
QList<CommandSpec> switchCommands()
{
    return {
        {u"theme.system"_s,
         ShellText::tr("As the &System"),
         {},
         {},
         ShellText::tr("Light or dark as the desktop is")},
        {u"theme.light"_s, ShellText::tr("&Light"), {}, {}, ShellText::tr("Always light")},
        {u"theme.dark"_s, ShellText::tr("&Dark"), {}, {}, ShellText::tr("Always dark")},
        {u"density.compact"_s, ShellText::tr("&Compact"), {}, {}, ShellText::tr("Low rows in lists")},
        {u"density.normal"_s,
         ShellText::tr("&Normal"),
         {},
         {},
         ShellText::tr("Rows of usual height in lists")},
        {u"density.comfortable"_s,
         ShellText::tr("C&omfortable"),
         {},
         {},
         ShellText::tr("High rows in lists")},
        {u"view.destroyed"_s,
         ShellText::tr("Show Destro&yed Actors"),
         {},
         {},
         ShellText::tr("List actors that are gone, too")},
        {u"view.navigation"_s,
         ShellText::tr("Narro&w Navigation"),
         "layout-sidebar"_L1,
         {QKeySequence(Qt::CTRL | Qt::Key_B)},
         ShellText::tr("Show only the icons of the navigation")},
        {u"view.fullScreen"_s,
         ShellText::tr("F&ull Screen"),
         "arrows-angle-expand"_L1,
         {QKeySequence(Qt::Key_F11)},
         ShellText::tr("Give the window the whole screen")},
    };
}

} // namespace

void makeWindowCommands(ActionRegistry &registry)
{
    for (const auto &specs :
         {connectionCommands(), actorCommands(), placeCommands(), viewCommands(), engineCommands()}) {
        for (const CommandSpec &spec : specs)
            registry.create(spec);
    }
    for (const CommandSpec &spec : switchCommands())
        registry.create(spec)->setCheckable(true);
    registry.action(u"window.quit"_s)->setMenuRole(QAction::QuitRole);
}

} // namespace rove::ui
