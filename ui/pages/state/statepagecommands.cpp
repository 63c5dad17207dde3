// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statetext.h"
#include "ui/pages/state/statetreepane.h"
#include "ui/widgets/command.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtGui/QActionGroup>

using namespace Qt::StringLiterals;

namespace rove::ui {

void StatePage::makeCommands()
{
    makeEditCommands();
    makeModeCommands();
    makeHistoryCommands();
    makeFileCommands();
}

void StatePage::makeEditCommands()
{
    m_apply =
        makeCommand(this, {.id = u"state.apply"_s,
                           .text = StateText::tr("&Apply Edits"),
                           .icon = "save"_L1,
                           .shortcuts = {QKeySequence::Save},
                           .toolTip = StateText::tr("Write the edits to the actor and read them back")});
    m_cancelApply = makeCommand(this, {.id = u"state.cancelApply"_s,
                                       .text = StateText::tr("&Cancel Applying"),
                                       .icon = "x-lg"_L1,
                                       .toolTip = StateText::tr("Wait no longer; the edits stay")});
    m_revert = makeCommand(this, {.id = u"state.revert"_s,
                                  .text = StateText::tr("Re&vert Edits"),
                                  .icon = "arrow-counterclockwise"_L1,
                                  .toolTip = StateText::tr("Drop all local edits")});
    m_review = makeCommand(
        this, {.id = u"state.review"_s,
               .text = StateText::tr("Revie&w Edits…"),
               .icon = "list-task"_L1,
               .toolTip = StateText::tr("See all edits beside base and live, and choose which to apply")});
    m_keepMine = makeCommand(this, {.id = u"state.keepMine"_s,
                                    .text = StateText::tr("&Keep Mine"),
                                    .icon = "pencil"_L1,
                                    .toolTip = StateText::tr("Keep the edit of the current row")});
    m_takeLive = makeCommand(this, {.id = u"state.takeLive"_s,
                                    .text = StateText::tr("&Take Live"),
                                    .icon = "broadcast"_L1,
                                    .toolTip = StateText::tr("Drop the edit of the current row")});
    m_nextConflict =
        makeCommand(this, {.id = u"state.nextConflict"_s,
                           .text = StateText::tr("Go to &Next Conflict"),
                           .icon = "arrow-down"_L1,
                           .toolTip = StateText::tr("Go to the next row that the actor changed too")});
    m_apply->setIconText(StateText::tr("Apply"));
    m_cancelApply->setIconText(StateText::tr("Cancel"));
    m_revert->setIconText(StateText::tr("Revert"));
    m_review->setIconText(StateText::tr("Review…"));
    m_nextConflict->setIconText(StateText::tr("Next"));
    connect(m_apply, &QAction::triggered, this, &StatePage::apply);
    connect(m_cancelApply, &QAction::triggered, this, [this] {
        if (m_session)
            m_session->cancelApply();
    });
    connect(m_revert, &QAction::triggered, this, &StatePage::revert);
    connect(m_review, &QAction::triggered, this, &StatePage::openReview);
    connect(m_keepMine, &QAction::triggered, this,
            [this] { resolveCurrent(StateDocument::Resolution::KeepMine); });
    connect(m_takeLive, &QAction::triggered, this,
            [this] { resolveCurrent(StateDocument::Resolution::TakeLive); });
    connect(m_nextConflict, &QAction::triggered, this, &StatePage::goToNextConflict);
}

void StatePage::makeModeCommands()
{
    m_tree = makeCommand(this, {.id = u"state.tree"_s,
                                .text = StateText::tr("State as &Tree"),
                                .icon = "list-nested"_L1,
                                .toolTip = StateText::tr("Show the state as a tree")});
    m_json = makeCommand(this, {.id = u"state.json"_s,
                                .text = StateText::tr("State as &JSON"),
                                .icon = "braces"_L1,
                                .toolTip = StateText::tr("Show and edit the state as JSON text")});
    m_diff = makeCommand(this, {.id = u"state.diff"_s,
                                .text = StateText::tr("State &Compared"),
                                .icon = "arrow-left-right"_L1,
                                .toolTip = StateText::tr("Compare the state with another one")});
    m_table = makeCommand(this, {.id = u"state.table"_s,
                                 .text = StateText::tr("State as Ta&ble"),
                                 .icon = "table"_L1,
                                 .toolTip = StateText::tr("Show the current list of objects as a table")});
    m_inspector =
        makeCommand(this, {.id = u"state.inspector"_s,
                           .text = StateText::tr("&Value Pane"),
                           .icon = "layout-split"_L1,
                           .toolTip = StateText::tr("Show the current value in full beside the tree")});
    m_pause = makeCommand(
        this, {.id = u"state.pause"_s,
               .text = StateText::tr("&Pause Live"),
               .icon = "pause-fill"_L1,
               .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Period)},
               .toolTip = StateText::tr("Keep the view as it is; versions are recorded all the same")});
    m_tree->setIconText(StateText::tr("Tree"));
    m_json->setIconText(StateText::tr("JSON"));
    m_diff->setIconText(StateText::tr("Diff"));
    m_table->setIconText(StateText::tr("Table"));
    auto *modes = new QActionGroup(this);
    for (QAction *mode : {m_tree, m_json, m_diff, m_table}) {
        mode->setCheckable(true);
        modes->addAction(mode);
    }
    m_tree->setChecked(true);
    m_pause->setCheckable(true);
    m_inspector->setCheckable(true);
    m_inspector->setChecked(true);
    connect(m_table, &QAction::triggered, this, [this] { setMode(Mode::Table); });
    connect(m_inspector, &QAction::toggled, this,
            [this](bool shown) { m_treePane->setInspectorWanted(shown); });
    connect(m_tree, &QAction::triggered, this, [this] { setMode(Mode::Tree); });
    connect(m_json, &QAction::triggered, this, [this] { setMode(Mode::Json); });
    connect(m_diff, &QAction::triggered, this, [this] { setMode(Mode::Diff); });
    connect(m_pause, &QAction::toggled, this, [this](bool paused) {
        m_pausedAt = paused ? QDateTime::currentDateTime() : QDateTime();
        m_jsonView->setPaused(paused);
        updateContent();
        updateNotes();
    });
}

void StatePage::makeHistoryCommands()
{
    m_compare = makeCommand(
        this, {.id = u"state.compareWithLive"_s,
               .text = StateText::tr("Compare With &Live"),
               .icon = "arrow-left-right"_L1,
               .toolTip = StateText::tr("Compare the version that is shown with the live state")});
    m_compareFrom = makeCommand(
        this, {.id = u"state.compareFrom"_s,
               .text = StateText::tr("Compare &From Here"),
               .icon = "pin-angle"_L1,
               .toolTip = StateText::tr("Take the version that is shown as the left side of a comparison, "
                                        "then go to another and compare")});
    m_restore = makeCommand(
        this, {.id = u"state.restoreVersion"_s,
               .text = StateText::tr("&Restore This Version…"),
               .icon = "clock-history"_L1,
               .toolTip = StateText::tr("Make edits that bring this version back; nothing is written yet")});
    m_erase = makeCommand(
        this, {.id = u"state.eraseHistory"_s,
               .text = StateText::tr("&Erase Versions"),
               .icon = "trash3"_L1,
               .toolTip = StateText::tr("Forget all versions of this actor's state, on disk too")});
    connect(m_compare, &QAction::triggered, this, &StatePage::compareShown);
    connect(m_compareFrom, &QAction::triggered, this, [this] {
        m_compareWith = m_version ? QString::number(m_version->number) : QString();
        updateVersionBar();
    });
    connect(m_restore, &QAction::triggered, this, &StatePage::restoreVersion);
    connect(m_erase, &QAction::triggered, this, &StatePage::eraseHistory);
}

void StatePage::makeFileCommands()
{
    m_pasteJson = makeCommand(
        this, {.id = u"state.pasteJson"_s,
               .text = StateText::tr("Paste &JSON Here"),
               .icon = "clipboard"_L1,
               .toolTip = StateText::tr("Replace the current value by the JSON on the clipboard")});
    m_import = makeCommand(this, {.id = u"state.import"_s,
                                  .text = StateText::tr("&Import State…"),
                                  .icon = "download"_L1,
                                  .toolTip = StateText::tr(
                                      "Compare a JSON or CBOR file with the state, then make edits of it")});
    m_useImport = makeCommand(this, {.id = u"state.useImport"_s,
                                     .text = StateText::tr("&Use as Edits"),
                                     .icon = "pencil"_L1,
                                     .toolTip = StateText::tr("Make edits of what the file has otherwise")});
    m_export = makeCommand(this, {.id = u"state.export"_s,
                                  .text = StateText::tr("&Export State…"),
                                  .icon = "upload"_L1,
                                  .toolTip = StateText::tr("Save what is shown as a JSON or CBOR file")});
    connect(m_pasteJson, &QAction::triggered, this, &StatePage::pasteJson);
    connect(m_import, &QAction::triggered, this, &StatePage::chooseImport);
    connect(m_useImport, &QAction::triggered, this, &StatePage::useImport);
    connect(m_export, &QAction::triggered, this, &StatePage::chooseExport);
}

QList<QAction *> StatePage::commands() const
{
    return QList<QAction *>{m_tree,      m_json,        m_diff,     m_pause,    m_apply,   m_cancelApply,
                            m_revert,    m_review,      m_keepMine, m_takeLive, m_compare, m_nextConflict,
                            m_restore,   m_compareFrom, m_erase,    m_import,   m_export,  m_useImport,
                            m_pasteJson, m_table,       m_inspector} +
           m_historyBar->commands() + m_treePane->findBar()->commands() + m_jsonView->findBar()->commands();
}

QString StatePage::whyNoApply() const
{
    if (!m_session)
        return StateText::tr("No actor is chosen.");
    if (m_session->isApplying())
        return StateText::tr("The edits are being applied.");
    if (m_session->phase() == ActorSession::Phase::Gone)
        return StateText::tr("The actor was destroyed.");
    if (const auto line = m_jsonView->errorLine())
        return StateText::tr("The JSON text has an error in line %1.").arg(*line);
    if (!m_session->document().isModified())
        return StateText::tr("There are no local edits.");
    return {};
}

void StatePage::updateCommands()
{
    const bool isModified = document() && document()->isModified();
    const QString noEdits = StateText::tr("There are no local edits.");
    setDisabledReason(m_apply, whyNoApply());
    setDisabledReason(m_review, isModified ? whyNoApply() : noEdits);
    setDisabledReason(m_cancelApply, m_session && m_session->isApplying()
                                         ? QString()
                                         : StateText::tr("Nothing is being applied."));
    setDisabledReason(m_revert, isModified || m_jsonView->errorLine() ? QString() : noEdits);
    const bool isInConflict = document() && !m_version && document()->isInConflict(m_treeView->currentPath());
    const QString noConflict = StateText::tr("The current row has no conflict.");
    setDisabledReason(m_keepMine, isInConflict ? QString() : noConflict);
    setDisabledReason(m_takeLive, isInConflict ? QString() : noConflict);
    setDisabledReason(m_nextConflict, document() && !document()->conflicts().empty()
                                          ? QString()
                                          : StateText::tr("There is no conflict."));
    const QString noState = isLoaded() ? QString() : StateText::tr("No state is shown.");
    for (QAction *command : {m_tree, m_json, m_diff, m_export})
        setDisabledReason(command, noState);
    setDisabledReason(m_table, !noState.isEmpty() ? noState
                               : m_mode == Mode::Table || tablePath()
                                   ? QString()
                                   : StateText::tr("Choose a list of objects in the tree first."));
    setDisabledReason(m_pause, m_session ? QString() : StateText::tr("No actor is chosen."));
    const QString notEditable = m_treeModel->isEditable() ? QString()
                                : m_version               ? StateText::tr("An earlier version is shown.")
                                                          : StateText::tr("There is no state to edit.");
    setDisabledReason(m_pasteJson, notEditable);
    setDisabledReason(m_import, notEditable);
    setDisabledReason(m_useImport, m_imported ? notEditable : StateText::tr("No file was imported."));
    updateHistoryCommands();
}

void StatePage::updateHistoryCommands()
{
    const QString noVersion =
        m_version && m_version->value ? QString() : StateText::tr("The live state is shown.");
    setDisabledReason(m_compare, noVersion);
    setDisabledReason(m_compareFrom, noVersion);
    const bool canEdit =
        document() && document()->isLoaded() && m_session->phase() != ActorSession::Phase::Gone;
    setDisabledReason(m_restore, !noVersion.isEmpty() ? noVersion
                                 : canEdit            ? QString()
                                                      : StateText::tr("The live state is not known yet."));
    setDisabledReason(m_erase, m_history && m_history->versions().size() > 1
                                   ? QString()
                                   : StateText::tr("There are no earlier versions."));
}

} // namespace rove::ui
