// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replcommands.h"

#include "ui/pages/repl/repltext.h"
#include "ui/widgets/command.h"

#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace rove::ui {

ReplCommands::ReplCommands(QWidget *owner)
    : run(makeCommand(owner, {.id = u"repl.run"_s,
                              .text = ReplText::tr("&Run Input"),
                              .icon = "play-fill"_L1,
                              .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Return),
                                            QKeySequence(Qt::CTRL | Qt::Key_Enter)},
                              .toolTip = ReplText::tr("Run what is in the editor")}))
    , runSelection(makeCommand(owner, {.id = u"repl.runSelection"_s,
                                       .text = ReplText::tr("Run &Selection"),
                                       .icon = "play"_L1,
                                       .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)},
                                       .toolTip = ReplText::tr("Run only what is selected in the editor")}))
    , cancel(makeCommand(owner, {.id = u"repl.cancel"_s,
                                 .text = ReplText::tr("S&top Script"),
                                 .icon = "stop-circle"_L1,
                                 .shortcuts = {QKeySequence(Qt::Key_Escape)},
                                 .toolTip = ReplText::tr("End what runs and what waits")}))
    , complete(makeCommand(owner, {.id = u"repl.complete"_s,
                                   .text = ReplText::tr("C&omplete"),
                                   .icon = "list-nested"_L1,
                                   .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Space)},
                                   .toolTip = ReplText::tr("Show what could come next")}))
    , previousInput(makeCommand(owner, {.id = u"repl.previousInput"_s,
                                        .text = ReplText::tr("&Previous Input"),
                                        .icon = "arrow-up"_L1,
                                        .shortcuts = {QKeySequence(Qt::ALT | Qt::Key_Up)},
                                        .toolTip = ReplText::tr("Bring back the input before")}))
    , nextInput(makeCommand(owner, {.id = u"repl.nextInput"_s,
                                    .text = ReplText::tr("&Next Input"),
                                    .icon = "arrow-down"_L1,
                                    .shortcuts = {QKeySequence(Qt::ALT | Qt::Key_Down)},
                                    .toolTip = ReplText::tr("Go on to the input after")}))
    , history(makeCommand(owner, {.id = u"repl.history"_s,
                                  .text = ReplText::tr("Search &History…"),
                                  .icon = "clock-history"_L1,
                                  .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_R)},
                                  .toolTip = ReplText::tr("Find an input that was run before")}))
    , saveSnippet(makeCommand(owner, {.id = u"repl.saveSnippet"_s,
                                      .text = ReplText::tr("Save as Snippe&t…"),
                                      .icon = "bookmark-star"_L1,
                                      .toolTip = ReplText::tr("Keep what is in the editor under a name")}))
    , copyInput(
          makeCommand(owner, {.id = u"repl.copyInput"_s,
                              .text = ReplText::tr("Copy &Input"),
                              .icon = "clipboard"_L1,
                              .toolTip = ReplText::tr("Copy the input that the chosen entry belongs to")}))
    , copyResult(makeCommand(owner, {.id = u"repl.copyResult"_s,
                                     .text = ReplText::tr("&Copy as JSON"),
                                     .icon = "clipboard"_L1,
                                     .shortcuts = {QKeySequence(QKeySequence::Copy)},
                                     .toolTip = ReplText::tr("Copy the chosen value as JSON, or the text")}))
    , saveResult(
          makeCommand(owner, {.id = u"repl.saveResult"_s,
                              .text = ReplText::tr("Save as &Variable…"),
                              .icon = "save"_L1,
                              .toolTip = ReplText::tr("Give the chosen value a name for later inputs")}))
    , insertPath(makeCommand(
          owner, {.id = u"repl.insertPath"_s,
                  .text = ReplText::tr("Insert &Path"),
                  .icon = "code-slash"_L1,
                  .toolTip = ReplText::tr("Write how to reach the chosen value into the editor")}))
    , clear(makeCommand(owner, {.id = u"repl.clear"_s,
                                .text = ReplText::tr("C&lear Transcript"),
                                .icon = "trash3"_L1,
                                .toolTip = ReplText::tr("Empty the transcript; variables stay")}))
    , restart(makeCommand(owner, {.id = u"repl.restart"_s,
                                  .text = ReplText::tr("Start a New &World"),
                                  .icon = "arrow-counterclockwise"_L1,
                                  .toolTip = ReplText::tr("Forget all variables and results")}))
    , enterRuns(
          makeCommand(owner, {.id = u"repl.enterRuns"_s,
                              .text = ReplText::tr("&Enter Runs"),
                              .toolTip = ReplText::tr("Enter runs an input that is finished and Shift+Enter "
                                                      "begins a line; without it only Ctrl+Enter runs")}))
{
    run->setIconText(ReplText::tr("Run"));
    cancel->setIconText(ReplText::tr("Stop"));
    enterRuns->setCheckable(true);
    // These keys mean other things elsewhere in the window.
    for (QAction *command : all()) {
        command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        owner->addAction(command);
    }
}

QList<QAction *> ReplCommands::all() const
{
    return {run,       runSelection, cancel,     complete,   previousInput, nextInput, history,  saveSnippet,
            copyInput, copyResult,   saveResult, insertPath, clear,         restart,   enterRuns};
}

} // namespace rove::ui
