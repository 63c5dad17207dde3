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
         ShellText::tr("Show how the namespace is"),
         ShellText::tr("How the namespace is now: what its actors do and which fail, its types and pools, "
                       "and what was opened here last. A part that is clicked shows the actors it counts. "
                       "Looking wakes nobody.")},
        {u"actors"_s, ShellText::tr("Actors"), ShellText::tr("&Actors"), "boxes"_L1,
         ShellText::tr("Show the list of actors"),
         ShellText::tr("The actors of the namespace, and beside them the one that is chosen. Type to "
                       "filter, click a header to sort. Looking at an actor never wakes it; what is done to "
                       "several becomes a job.")},
        {u"jobs"_s, ShellText::tr("Jobs"), ShellText::tr("&Jobs"), "list-task"_L1,
         ShellText::tr("Show what is being done to many actors"),
         ShellText::tr("What is being done to many actors at once: how far it is, and what failed and why. "
                       "A job can be paused, cancelled, and tried again where it failed.")},
        {u"archive"_s, ShellText::tr("Kept copies"), ShellText::tr("&Kept Copies"), "trash3"_L1,
         ShellText::tr("Show the copies of actors that were destroyed from here"),
         ShellText::tr("Copies of actors that were destroyed from here, with the states they had. A copy "
                       "can become an actor again.")},
        {u"notifications"_s, ShellText::tr("Notifications"), ShellText::tr("Noti&fications"), "bell"_L1,
         ShellText::tr("Show what has happened"),
         ShellText::tr("What happened while the program runs: connections that were lost and are back, jobs "
                       "that ended, the local engine.")},
        {u"connections"_s, ShellText::tr("Connections"), ShellText::tr("&Connections"), "plug"_L1,
         ShellText::tr("Show the saved connections"),
         ShellText::tr("The engines you know: saved connections, engines found on this machine, and places "
                       "that were opened last. Choose one to connect.")},
        {u"engine"_s, ShellText::tr("Local engine"), ShellText::tr("&Local Engine"), "cpu"_L1,
         ShellText::tr("Show the engine inside this program"),
         ShellText::tr("The Rivet engine inside this program: where it answers, where it keeps its data, "
                       "and the types of actors it runs. It stops when the program ends.")},
    };
}

QList<WindowPlace> actorSections()
{
    return {
        {u"state"_s, ShellText::tr("State"), ShellText::tr("&State"), "braces"_L1,
         ShellText::tr("Show the actor's state"),
         ShellText::tr("What the actor keeps. Live values change as you look; what you change are edits "
                       "until you apply them, and only the paths you edited are written. Earlier versions "
                       "can be looked at and brought back.")},
        {u"actions"_s, ShellText::tr("Actions"), ShellText::tr("Act&ions"), "lightning-charge"_L1,
         ShellText::tr("Call the actor's actions"),
         ShellText::tr("Calls an action with arguments and shows its answer, how long it took, and the "
                       "calls before. A sleeping actor is started by a call.")},
        {u"events"_s, ShellText::tr("Events"), ShellText::tr("&Events"), "journal-text"_L1,
         ShellText::tr("Show what happened to the actor, in order"),
         ShellText::tr("What happened to the actor, in order, as far as its inspector tells: its state, "
                       "connections, queue and schedules, its life, and what you did to it. A row that is "
                       "chosen shows what was before and after.")},
        {u"repl"_s, ShellText::tr("REPL"), ShellText::tr("&REPL"), "terminal"_L1,
         ShellText::tr("Work with the actor in JavaScript"),
         ShellText::tr("JavaScript with the actor in it: actor.increment(1) calls the action and gives its "
                       "answer. What was run can be found and run again.")},
        {u"details"_s, ShellText::tr("Details"), ShellText::tr("&Details"), "info-circle"_L1,
         ShellText::tr("Show what is known about the actor"),
         ShellText::tr("Everything that is known about the actor: who it is, where it runs, when what "
                       "happened, why it failed, and how code reaches it.")},
    };
}

QList<WindowPlace> windowDocks()
{
    return {
        {u"events"_s, ShellText::tr("Event log"), ShellText::tr("&Event Log"), "journal-text"_L1,
         ShellText::tr("Keep the actor's events in sight"),
         ShellText::tr("What happened to the actor, in order, as far as its inspector tells: its state, "
                       "connections, queue and schedules, its life, and what you did to it. A row that is "
                       "chosen shows what was before and after.")},
        {u"repl"_s, ShellText::tr("REPL"), ShellText::tr("&REPL"), "terminal"_L1,
         ShellText::tr("Keep the actor's REPL in sight"),
         ShellText::tr("JavaScript with the actor in it: actor.increment(1) calls the action and gives its "
                       "answer. What was run can be found and run again.")},
        {u"jobs"_s, ShellText::tr("Jobs"), ShellText::tr("&Jobs"), "list-task"_L1,
         ShellText::tr("Keep the jobs in sight"),
         ShellText::tr("What is being done to many actors at once: how far it is, and what failed and why. "
                       "A job can be paused, cancelled, and tried again where it failed.")},
        {u"notifications"_s, ShellText::tr("Notifications"), ShellText::tr("&Notifications"), "bell"_L1,
         ShellText::tr("Keep the notifications in sight"),
         ShellText::tr("What happened while the program runs: connections that were lost and are back, jobs "
                       "that ended, the local engine.")},
    };
}

WindowPlace placeOf(const QList<WindowPlace> &places, const QString &id)
{
    const auto found = std::ranges::find(places, id, &WindowPlace::id);
    ENSURE_OR_RETURN(found != places.end(), {});
    return *found;
}

} // namespace rove::ui
