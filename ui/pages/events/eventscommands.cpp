// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventscommands.h"

#include "ui/pages/events/eventstext.h"
#include "ui/widgets/command.h"

#include <QtGui/QActionGroup>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QAction *checkable(QAction *action, bool isChecked)
{
    action->setCheckable(true);
    action->setChecked(isChecked);
    return action;
}

} // namespace

EventsCommands::EventsCommands(QObject *owner)
    : pause(checkable(makeCommand(owner, {.id = u"events.pause"_s,
                                          .text = EventsText::tr("&Pause"),
                                          .icon = "pause-fill"_L1,
                                          .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Period)},
                                          .toolTip = EventsText::tr("Let new events wait; they are recorded "
                                                                    "all the same.")}),
                      false))
    , clear(makeCommand(owner, {.id = u"events.clear"_s,
                                .text = EventsText::tr("C&lear"),
                                .icon = "trash3"_L1,
                                .toolTip = EventsText::tr("Forget the events so far.")}))
    , follow(makeCommand(owner, {.id = u"events.follow"_s,
                                 .text = EventsText::tr("&Newest"),
                                 .icon = "arrow-down"_L1,
                                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_End)},
                                 .toolTip = EventsText::tr("Go to the newest event and follow the log.")}))
    , copy(makeCommand(owner, {.id = u"events.copy"_s,
                               .text = EventsText::tr("&Copy Rows"),
                               .icon = "clipboard"_L1,
                               .shortcuts = {QKeySequence::Copy},
                               .toolTip = EventsText::tr("Copy the chosen rows as a table.")}))
    , copyJson(
          makeCommand(owner, {.id = u"events.copyJson"_s,
                              .text = EventsText::tr("Copy as &JSON"),
                              .icon = "braces"_L1,
                              .toolTip = EventsText::tr("Copy the chosen rows with what they carried.")}))
    , exportLog(makeCommand(owner,
                            {.id = u"events.export"_s,
                             .text = EventsText::tr("&Export…"),
                             .icon = "save"_L1,
                             .toolTip = EventsText::tr("Write the rows shown to a JSON, CSV or text file.")}))
    , facets(
          checkable(makeCommand(owner, {.id = u"events.facets"_s,
                                        .text = EventsText::tr("Show &Kinds"),
                                        .icon = "funnel"_L1,
                                        .toolTip = EventsText::tr("The list of kinds with their counts.")}),
                    true))
    , detail(checkable(makeCommand(owner, {.id = u"events.detail"_s,
                                           .text = EventsText::tr("Show &Detail"),
                                           .icon = "layout-split"_L1,
                                           .toolTip = EventsText::tr("What the chosen event carried.")}),
                       true))
    , onlyKind(makeCommand(owner, {.id = u"events.onlyKind"_s,
                                   .text = EventsText::tr("&Only This Kind"),
                                   .toolTip = EventsText::tr("Hide every other kind of event.")}))
    , withoutKind(makeCommand(owner, {.id = u"events.withoutKind"_s,
                                      .text = EventsText::tr("&Hide This Kind"),
                                      .toolTip = EventsText::tr("Hide this kind of event.")}))
    , goToCause(
          makeCommand(owner, {.id = u"events.goToCause"_s,
                              .text = EventsText::tr("Go to Ca&use"),
                              .icon = "arrow-up"_L1,
                              .toolTip = EventsText::tr("The event that probably brought this one about.")}))
    , goToEffect(
          makeCommand(owner, {.id = u"events.goToEffect"_s,
                              .text = EventsText::tr("Go to E&ffect"),
                              .icon = "arrow-down"_L1,
                              .toolTip = EventsText::tr("The first event that followed from this one.")}))
    , resetFilter(makeCommand(owner, {.id = u"events.clearFilter"_s,
                                      .text = EventsText::tr("Clear &Filter"),
                                      .icon = "x-circle"_L1,
                                      .toolTip = EventsText::tr("Show every event again.")}))
    , timeLocal(checkable(
          makeCommand(owner, {.id = u"events.timeLocal"_s, .text = EventsText::tr("Local &Time")}), true))
    , timeUtc(
          checkable(makeCommand(owner, {.id = u"events.timeUtc"_s, .text = EventsText::tr("&UTC")}), false))
    , timeSinceStart(checkable(
          makeCommand(owner, {.id = u"events.timeSinceStart"_s, .text = EventsText::tr("&Since Start")}),
          false))
    , times(new QActionGroup(owner))
{
    // A text field of the page has its own copying.
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    follow->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    for (QAction *time : {timeLocal, timeUtc, timeSinceStart})
        times->addAction(time);
}

QList<QAction *> EventsCommands::all() const
{
    return {pause,    clear,       follow,    copy,       copyJson,    exportLog, facets,  detail,
            onlyKind, withoutKind, goToCause, goToEffect, resetFilter, timeLocal, timeUtc, timeSinceStart};
}

} // namespace rove::ui
