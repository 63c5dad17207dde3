// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowcommands.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/windowplaces.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Keys = QList<QKeySequence>;

QList<CommandSpec> connectionCommands()
{
    return {
        {u"connection.new"_s, ShellText::tr("&New Connection…"), "plus-lg"_L1, Keys{QKeySequence::New},
         ShellText::tr("Add the endpoint of an engine")},
        {u"connection.edit"_s,
         ShellText::tr("&Edit Connection…"),
         "pencil"_L1,
         {},
         ShellText::tr("Change the current connection")},
        {u"connection.open"_s,
         ShellText::tr("Connect No&w"),
         "plug"_L1,
         {},
         ShellText::tr("Connect what waits since the session was restored")},
        {u"connection.close"_s, ShellText::tr("Close Connect&ion"), "x-lg"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W)},
         ShellText::tr("Close the tab of this connection and its actors")},
        {u"connection.next"_s, ShellText::tr("Next &Connection"), "arrow-down"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_PageDown)}, ShellText::tr("Show the next connection's tab")},
        {u"connection.previous"_s, ShellText::tr("Pre&vious Connection"), "arrow-up"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_PageUp)},
         ShellText::tr("Show the tab of the connection before")},
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
         ShellText::tr("Let this program change what a read-only connection shows, or forbid it again")},
        {u"namespace.new"_s,
         ShellText::tr("&New Namespace…"),
         "collection"_L1,
         {},
         ShellText::tr("Create a namespace on this engine")},
    };
}

QList<CommandSpec> tabCommands()
{
    return {
        {u"tab.new"_s, ShellText::tr("Go to in New Ta&b…"), "plus-lg"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_T)}, ShellText::tr("Find an actor and open it in its own tab")},
        {u"tab.keep"_s,
         ShellText::tr("&Keep Tab Open"),
         "pin-angle"_L1,
         {},
         ShellText::tr("Keep this actor's tab when another actor is looked at")},
        {u"tab.close"_s, ShellText::tr("&Close Tab"), "x-lg"_L1, Keys{QKeySequence(Qt::CTRL | Qt::Key_W)},
         ShellText::tr("Close the actor that is shown")},
        {u"tab.closeOthers"_s,
         ShellText::tr("Close &Other Tabs"),
         "x-circle"_L1,
         {},
         ShellText::tr("Close every actor of this connection but the one that is shown")},
        {u"tab.reopen"_s, ShellText::tr("Reo&pen Closed Tab"), "arrow-counterclockwise"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)},
         ShellText::tr("Open the actor closed last again")},
        {u"tab.next"_s, ShellText::tr("Ne&xt Tab"), "arrow-down"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_Tab)}, ShellText::tr("Show the next open actor")},
        {u"tab.previous"_s, ShellText::tr("&Previous Tab"), "arrow-up"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)},
         ShellText::tr("Show the open actor before this one")},
        {u"tab.moveBack"_s,
         ShellText::tr("Move Tab &Back"),
         "arrow-left-right"_L1,
         {},
         ShellText::tr("Put this tab before the one to its left")},
        {u"tab.moveForward"_s,
         ShellText::tr("Move Tab &Forward"),
         "arrow-left-right"_L1,
         {},
         ShellText::tr("Put this tab behind the one to its right")},
        {u"tab.toNewWindow"_s,
         ShellText::tr("Move Tab to New &Window"),
         "window-plus"_L1,
         {},
         ShellText::tr("Show this actor in a window of its own")},
    };
}

QList<CommandSpec> windowCommands()
{
    return {
        {u"window.new"_s,
         ShellText::tr("&New Window"),
         "window-plus"_L1,
         {},
         ShellText::tr("Open another window on this connection")},
        {u"window.close"_s,
         ShellText::tr("Clos&e Window"),
         "x-circle"_L1,
         {},
         ShellText::tr("Close this window; the program ends with the last one")},
        {u"window.quit"_s, ShellText::tr("&Quit"), "power"_L1, Keys{QKeySequence(Qt::CTRL | Qt::Key_Q)},
         ShellText::tr("Close all windows and stop the local engine")},
        {u"session.restore"_s,
         ShellText::tr("Restore &Session"),
         "clock-history"_L1,
         {},
         ShellText::tr("Open what was open when the program ended unexpectedly")},
        {u"session.startClean"_s,
         ShellText::tr("Start Cle&an"),
         "stars"_L1,
         {},
         ShellText::tr("Forget what was open when the program ended unexpectedly")},
        {u"edit.preferences"_s, ShellText::tr("Prefere&nces…"), "gear"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_Comma)},
         ShellText::tr("Change how the program looks and works")},
        {u"palette.open"_s, ShellText::tr("&Go to Anything…"), "search"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_K)},
         ShellText::tr("Go to an actor, a key, a view or a command by typing")},
        {u"palette.commands"_s, ShellText::tr("Run Co&mmand…"), "list-task"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)}, ShellText::tr("Find a command and run it")},
        {u"palette.namespaces"_s, ShellText::tr("Search A&ll Namespaces…"), "collection"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)},
         ShellText::tr("Find an actor in every namespace of this engine")},
    };
}

QList<CommandSpec> actorCommands()
{
    return {
        {u"actor.new"_s, ShellText::tr("&New Actor…"), "plus-lg"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
         ShellText::tr("Create an actor in this namespace")},
        {u"actor.open"_s,
         ShellText::tr("&Open by ID or Key…"),
         "search"_L1,
         {},
         ShellText::tr("Show the actor with this ID or key")},
    };
}

QList<CommandSpec> viewCommands()
{
    return {
        {u"view.filter"_s, ShellText::tr("&Filter Actors"), "funnel"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_L)}, ShellText::tr("Type to filter the list of actors")},
        {u"view.refresh"_s, ShellText::tr("&Refresh"), "arrow-clockwise"_L1, Keys{QKeySequence::Refresh},
         ShellText::tr("Ask the engine for everything again")},
        {u"view.nextPane"_s, ShellText::tr("Ne&xt Pane"), "layout-split"_L1, Keys{QKeySequence(Qt::Key_F6)},
         ShellText::tr("Move the focus to the next part of the window")},
        {u"view.previousPane"_s, ShellText::tr("&Previous Pane"), "layout-split"_L1,
         Keys{QKeySequence(Qt::SHIFT | Qt::Key_F6)},
         ShellText::tr("Move the focus to the previous part of the window")},
        {u"view.zoomIn"_s, ShellText::tr("Zoom &In"), "plus-lg"_L1, Keys{QKeySequence::ZoomIn},
         ShellText::tr("Make everything larger")},
        {u"view.zoomOut"_s, ShellText::tr("Zoom &Out"), "dash-lg"_L1, Keys{QKeySequence::ZoomOut},
         ShellText::tr("Make everything smaller")},
        {u"view.zoomReset"_s, ShellText::tr("&Usual Size"), "search"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_0)}, ShellText::tr("Give everything its usual size")},
        {u"layout.reset"_s,
         ShellText::tr("Reset La&yout"),
         "layout-sidebar"_L1,
         {},
         ShellText::tr("Put panes and docks where they were at first")},
        {u"layout.save"_s,
         ShellText::tr("&Save Layout As…"),
         "save"_L1,
         {},
         ShellText::tr("Keep where panes and docks are under a name")},
        {u"dock.toggle"_s, ShellText::tr("Show or Hide &Docks"), "layout-split"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_J)},
         ShellText::tr("Hide the docks, or bring back those shown last")},
        {u"dock.moveBottom"_s,
         ShellText::tr("Move to the &Bottom"),
         "arrow-down"_L1,
         {},
         ShellText::tr("Put the dock used last at the bottom of the window")},
        {u"dock.moveLeft"_s,
         ShellText::tr("Move to the &Left"),
         "arrow-left-right"_L1,
         {},
         ShellText::tr("Put the dock used last at the left of the window")},
        {u"dock.moveRight"_s,
         ShellText::tr("Move to the Ri&ght"),
         "arrow-left-right"_L1,
         {},
         ShellText::tr("Put the dock used last at the right of the window")},
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
        {u"engine.restart"_s,
         ShellText::tr("&Restart Engine"),
         "arrow-repeat"_L1,
         {},
         ShellText::tr("Stop the engine inside this program and start it again")},
        {u"engine.openData"_s,
         ShellText::tr("&Open Data Folder"),
         "folder2-open"_L1,
         {},
         ShellText::tr("Show the folder where the engine keeps its data")},
    };
}

QList<CommandSpec> helpCommands()
{
    return {
        {u"help.page"_s, ShellText::tr("&Help on This"), "question-circle"_L1, Keys{QKeySequence(Qt::Key_F1)},
         ShellText::tr("Say what the part of the window is that has the focus")},
        {u"help.whatsThis"_s, ShellText::tr("&What’s This?"), "question-circle"_L1,
         Keys{QKeySequence(Qt::SHIFT | Qt::Key_F1)},
         ShellText::tr("Say what the part of the window is that is clicked next")},
        {u"help.shortcuts"_s, ShellText::tr("&Keyboard Shortcuts…"), "list-task"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_Question)},
         ShellText::tr("See every command's keys and change them")},
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
         ShellText::tr("Show Destroy&ed Actors"),
         {},
         {},
         ShellText::tr("List actors that are gone, too")},
        {u"view.navigation"_s, ShellText::tr("Narro&w Navigation"), "layout-sidebar"_L1,
         Keys{QKeySequence(Qt::CTRL | Qt::Key_B)}, ShellText::tr("Show only the icons of the navigation")},
        {u"view.fullScreen"_s, ShellText::tr("F&ull Screen"), "arrows-angle-expand"_L1,
         Keys{QKeySequence(Qt::Key_F11)}, ShellText::tr("Give the window the whole screen")},
    };
}

/// One command a place; the first nine have a digit.
void makePlaceCommands(ActionRegistry &registry, const QString &prefix, const QList<WindowPlace> &places,
                       Qt::KeyboardModifier modifier)
{
    constexpr int digitCount = 9;
    for (int number = 0; number < places.size(); ++number) {
        const WindowPlace &place = places[number];
        const Keys keys =
            number < digitCount ? Keys{QKeySequence(modifier | Qt::Key(Qt::Key_1 + number))} : Keys{};
        registry.create({prefix % u'.' % place.id, place.commandText, place.icon, keys, place.toolTip});
    }
}

} // namespace

void makeWindowCommands(ActionRegistry &registry)
{
    for (const auto &specs : {connectionCommands(), tabCommands(), windowCommands(), actorCommands(),
                              viewCommands(), engineCommands(), helpCommands()}) {
        for (const CommandSpec &spec : specs)
            registry.create(spec);
    }
    for (const CommandSpec &spec : switchCommands())
        registry.create(spec)->setCheckable(true);
    makePlaceCommands(registry, u"view"_s, windowViews(), Qt::ControlModifier);
    makePlaceCommands(registry, u"section"_s, actorSections(), Qt::AltModifier);
    for (const WindowPlace &place : windowDocks())
        registry.create({u"dock."_s % place.id, place.commandText, place.icon, {}, place.toolTip})
            ->setCheckable(true);
    for (const QString &id : {u"session.restore"_s, u"session.startClean"_s})
        setDisabledReason(registry.action(id), ShellText::tr("No session waits to be restored."));
    registry.action(u"window.quit"_s)->setMenuRole(QAction::QuitRole);
    registry.action(u"edit.preferences"_s)->setMenuRole(QAction::PreferencesRole);
    registry.action(u"help.about"_s)->setMenuRole(QAction::AboutRole);
}

} // namespace rove::ui
