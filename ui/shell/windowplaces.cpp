// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowplaces.h"

#include "protocol/base/ensure.h"
#include "ui/shell/shelltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

QList<WindowPlace> windowViews()
{
    return {
        {u"overview"_s, ShellText::tr("Overview"), ShellText::tr("O&verview"), "speedometer2"_L1,
         ShellText::tr("Show how the namespace is")},
        {u"actors"_s, ShellText::tr("Actors"), ShellText::tr("&Actors"), "boxes"_L1,
         ShellText::tr("Show the list of actors")},
        {u"jobs"_s, ShellText::tr("Jobs"), ShellText::tr("&Jobs"), "list-task"_L1,
         ShellText::tr("Show what is being done to many actors")},
        {u"archive"_s, ShellText::tr("Kept copies"), ShellText::tr("&Kept Copies"), "trash3"_L1,
         ShellText::tr("Show the copies of actors that were destroyed from here")},
        {u"notifications"_s, ShellText::tr("Notifications"), ShellText::tr("Noti&fications"), "bell"_L1,
         ShellText::tr("Show what has happened")},
        {u"connections"_s, ShellText::tr("Connections"), ShellText::tr("&Connections"), "plug"_L1,
         ShellText::tr("Show the saved connections")},
        {u"engine"_s, ShellText::tr("Local engine"), ShellText::tr("&Local Engine"), "cpu"_L1,
         ShellText::tr("Show the engine inside this program")},
    };
}

QList<WindowPlace> actorSections()
{
    return {
        {u"state"_s, ShellText::tr("State"), ShellText::tr("&State"), "braces"_L1,
         ShellText::tr("Show the actor's state")},
        {u"actions"_s, ShellText::tr("Actions"), ShellText::tr("Act&ions"), "lightning-charge"_L1,
         ShellText::tr("Call the actor's actions")},
        {u"events"_s, ShellText::tr("Events"), ShellText::tr("&Events"), "journal-text"_L1,
         ShellText::tr("Show what happened to the actor, in order")},
        {u"repl"_s, ShellText::tr("REPL"), ShellText::tr("&REPL"), "terminal"_L1,
         ShellText::tr("Work with the actor in JavaScript")},
        {u"details"_s, ShellText::tr("Details"), ShellText::tr("&Details"), "info-circle"_L1,
         ShellText::tr("Show what is known about the actor")},
    };
}

QList<WindowPlace> windowDocks()
{
    return {
        {u"events"_s, ShellText::tr("Event log"), ShellText::tr("&Event Log"), "journal-text"_L1,
         ShellText::tr("Keep the actor's events in sight")},
        {u"repl"_s, ShellText::tr("REPL"), ShellText::tr("&REPL"), "terminal"_L1,
         ShellText::tr("Keep the actor's REPL in sight")},
        {u"jobs"_s, ShellText::tr("Jobs"), ShellText::tr("&Jobs"), "list-task"_L1,
         ShellText::tr("Keep the jobs in sight")},
        {u"notifications"_s, ShellText::tr("Notifications"), ShellText::tr("&Notifications"), "bell"_L1,
         ShellText::tr("Keep the notifications in sight")},
    };
}

WindowPlace placeOf(const QList<WindowPlace> &places, const QString &id)
{
    const auto found = std::ranges::find(places, id, &WindowPlace::id);
    ENSURE_OR_RETURN(found != places.end(), {});
    return *found;
}

} // namespace rove::ui
