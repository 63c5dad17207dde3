// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statepage.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/pages/state/statemarks.h"
#include "ui/pages/state/statetext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/valuetreeview.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// How long the note says that an edit was applied.
constexpr auto appliedNoteTime = 5s;

QString clockText(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().time(), QLocale::ShortFormat);
}

} // namespace

StatePage::StatePage(QWidget *parent)
    : QWidget(parent)
    , m_treeModel(new ValueTreeModel(this))
    , m_busy(new BusyBar)
    , m_situation(new MessageBar)
    , m_message(new MessageBar)
    , m_noteIcon(new QLabel)
    , m_note(new ElidedLabel)
    , m_toolRow(new QWidget)
    , m_conflictRow(new QWidget)
    , m_conflictText(new ElidedLabel)
    , m_stack(new QStackedWidget)
    , m_treeView(new ValueTreeView)
    , m_jsonView(new StateJsonView)
    , m_empty(new EmptyState)
{
    makeCommands();
    makeLayout();
    connectTree();
    connect(m_jsonView, &StateJsonView::errorLineChanged, this, &StatePage::updateCommands);
    m_ageTimer.setInterval(1s);
    connect(&m_ageTimer, &QTimer::timeout, this, &StatePage::updateAges);
    updateAll();
}

void StatePage::makeCommands()
{
    m_apply =
        makeCommand(this, {.id = u"state.apply"_s,
                           .text = StateText::tr("&Apply Edits"),
                           .icon = "save"_L1,
                           .shortcuts = {QKeySequence::Save},
                           .toolTip = StateText::tr("Write the edits to the actor and read them back")});
    m_revert = makeCommand(this, {.id = u"state.revert"_s,
                                  .text = StateText::tr("Re&vert Edits"),
                                  .icon = "arrow-counterclockwise"_L1,
                                  .toolTip = StateText::tr("Drop all local edits")});
    m_keepMine = makeCommand(this, {.id = u"state.keepMine"_s,
                                    .text = StateText::tr("&Keep Mine"),
                                    .icon = "pencil"_L1,
                                    .toolTip = StateText::tr("Keep the edit of the current row")});
    m_takeLive = makeCommand(this, {.id = u"state.takeLive"_s,
                                    .text = StateText::tr("&Take Live"),
                                    .icon = "broadcast"_L1,
                                    .toolTip = StateText::tr("Drop the edit of the current row")});
    m_tree = makeCommand(this, {.id = u"state.tree"_s,
                                .text = StateText::tr("State as &Tree"),
                                .icon = "list-nested"_L1,
                                .toolTip = StateText::tr("Show the state as a tree")});
    m_json = makeCommand(this, {.id = u"state.json"_s,
                                .text = StateText::tr("State as &JSON"),
                                .icon = "braces"_L1,
                                .toolTip = StateText::tr("Show and edit the state as JSON text")});
    m_tree->setIconText(StateText::tr("Tree"));
    m_json->setIconText(StateText::tr("JSON"));
    m_apply->setIconText(StateText::tr("Apply"));
    m_revert->setIconText(StateText::tr("Revert"));
    auto *modes = new QActionGroup(this);
    for (QAction *mode : {m_tree, m_json}) {
        mode->setCheckable(true);
        modes->addAction(mode);
    }
    m_tree->setChecked(true);
    connect(m_apply, &QAction::triggered, this, &StatePage::apply);
    connect(m_revert, &QAction::triggered, this, &StatePage::revert);
    connect(m_keepMine, &QAction::triggered, this,
            [this] { resolveCurrent(StateDocument::Resolution::KeepMine); });
    connect(m_takeLive, &QAction::triggered, this,
            [this] { resolveCurrent(StateDocument::Resolution::TakeLive); });
    connect(m_tree, &QAction::triggered, this, [this] { setJsonShown(false); });
    connect(m_json, &QAction::triggered, this, [this] { setJsonShown(true); });
}

void StatePage::makeLayout()
{
    m_treeModel->setRootName(u"state"_s);
    m_treeView->setModel(m_treeModel);
    m_treeView->setAccessibleName(StateText::tr("State"));
    m_treeView->header()->setStretchLastSection(false);
    m_treeView->header()->resizeSection(ValueTreeModel::PathColumn, 190);
    m_treeView->header()->resizeSection(ValueTreeModel::TypeColumn, 76);
    m_treeView->header()->resizeSection(ValueTreeModel::ChangedColumn, 100);
    m_treeView->header()->setSectionResizeMode(ValueTreeModel::ValueColumn, QHeaderView::Stretch);
    m_stack->addWidget(m_treeView);
    m_stack->addWidget(m_jsonView);
    m_stack->addWidget(m_empty);
    m_toolRow->setLayout(makeToolRow());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_toolRow);
    layout->addWidget(makeConflictRow());
    layout->addWidget(m_situation);
    layout->addWidget(m_message);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
}

QWidget *StatePage::makeConflictRow()
{
    auto *row = new QHBoxLayout(m_conflictRow);
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    row->addWidget(m_conflictText, 1);
    row->addWidget(new CommandButton(m_keepMine));
    row->addWidget(new CommandButton(m_takeLive));
    return m_conflictRow;
}

QLayout *StatePage::makeToolRow()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(metrics::space1);
    row->addWidget(new CommandButton(m_tree));
    row->addWidget(new CommandButton(m_json));
    row->addSpacing(metrics::space2);
    row->addWidget(m_noteIcon);
    m_note->setElideMode(Qt::ElideRight);
    row->addWidget(m_note, 1);
    row->addWidget(new CommandButton(m_revert));
    row->addWidget(new CommandButton(m_apply));
    return row;
}

void StatePage::connectTree()
{
    connect(m_treeModel, &ValueTreeModel::editRequested, this,
            [this](const ValuePath &path, const QCborValue &value) {
                if (m_session)
                    m_session->document().edit(path, value);
            });
    connect(m_treeModel, &ValueTreeModel::insertRequested, this,
            [this](const ValuePath &container, const PathStep &step, const QCborValue &value) {
                if (m_session)
                    m_session->document().insert(container.child(step), value);
            });
    connect(m_treeModel, &ValueTreeModel::removeRequested, this, [this](const ValuePath &path) {
        if (m_session)
            m_session->document().remove(path);
    });
    connect(m_treeView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &StatePage::updateCommands);
    connect(m_treeView, &ValueTreeView::copied, this, &StatePage::copied);
}

void StatePage::setSession(ActorSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->document().disconnect(this);
    }
    m_session = session;
    m_appliedAt = {};
    m_message->clear();
    m_treeModel->clear();
    m_jsonView->setDocument(session ? &session->document() : nullptr);
    if (session) {
        connect(session, &ActorSession::phaseChanged, this, &StatePage::updateAll);
        connect(session, &ActorSession::recordChanged, this, &StatePage::updateContent);
        connect(session, &ActorSession::isApplyingChanged, this, &StatePage::updateAll);
        connectDocument();
    }
    updateAll();
}

void StatePage::connectDocument()
{
    StateDocument &document = m_session->document();
    connect(&document, &StateDocument::mergedChanged, this, &StatePage::updateContent);
    connect(&document, &StateDocument::liveChanged, this, &StatePage::updateAges);
    connect(&document, &StateDocument::editsChanged, this, [this] {
        updateAges();
        updateCommands();
    });
    connect(&document, &StateDocument::restoredByUndo, this, [this](const ValuePath &path) {
        m_message->showMessage(
            MessageBar::Severity::Information,
            StateText::tr("%1 was applied already, so undo made a new edit with its old value. "
                          "Apply it to write it.")
                .arg(path.isRoot() ? u"state"_s : path.toString()));
    });
}

void StatePage::setCommands(QAction *wake, QAction *retry)
{
    m_wake = wake;
    m_retry = retry;
    updateAll();
}

QList<QAction *> StatePage::commands() const
{
    return {m_tree, m_json, m_apply, m_revert, m_keepMine, m_takeLive};
}

QString StatePage::actorName() const
{
    if (!m_session)
        return {};
    return m_session->record() ? actorLabel(*m_session->record()) : m_session->actorId();
}

void StatePage::updateAll()
{
    m_busy->setBusy(m_session &&
                    (m_session->phase() == ActorSession::Phase::Loading || m_session->isApplying()));
    updateContent();
    updateSituation();
    updateAges();
    updateCommands();
}

void StatePage::updateContent()
{
    const bool isLoaded = m_session && m_session->document().isLoaded();
    m_toolRow->setVisible(isLoaded);
    m_treeModel->setEditable(isLoaded && m_session->phase() != ActorSession::Phase::Gone);
    if (!isLoaded) {
        m_treeModel->clear();
        showEmpty();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    updateTree();
    m_stack->setCurrentWidget(m_isJsonShown ? static_cast<QWidget *>(m_jsonView) : m_treeView);
}

void StatePage::updateTree()
{
    if (!m_session || !m_session->document().isLoaded())
        return;
    const bool isFirst = m_treeModel->rowCount() == 0;
    m_treeModel->setValue(m_session->document().merged());
    m_treeModel->setMarks(marksOf(m_session->document()));
    if (isFirst)
        openTree();
}

void StatePage::openTree()
{
    m_treeView->setCurrentPath(ValuePath());
    m_treeView->expandToDepthHere(2);
}

void StatePage::showEmpty()
{
    using Phase = ActorSession::Phase;
    m_empty->setCommand(nullptr);
    if (!m_session) {
        m_empty->setContent("braces"_L1, StateText::tr("No actor chosen"),
                            StateText::tr("Choose an actor in the list to see its state."));
        return;
    }
    switch (m_session->phase()) {
    case Phase::Loading:
        m_empty->setContent({}, {}, {});
        return;
    case Phase::Asleep:
        m_empty->setContent("moon-stars-fill"_L1, StateText::tr("Asleep"),
                            StateText::tr("Reading the state would start the actor."));
        m_empty->setCommand(m_wake);
        return;
    case Phase::Gone:
        m_empty->setContent("slash-circle"_L1, StateText::tr("Destroyed"),
                            StateText::tr("The actor is gone, and its state with it."));
        return;
    case Phase::Live:
        m_empty->setContent("braces"_L1, StateText::tr("This actor has no state"),
                            StateText::tr("Its type declares none."));
        return;
    case Phase::Stale:
    case Phase::Failed:
        break;
    }
    const Error error = m_session->error().value_or(Error::of(ErrorCode::ClientClosed));
    m_empty->setContent("plug"_L1, errorSentence(error, actorName()), errorRemedy(error));
    m_empty->setCommand(m_retry);
}

void StatePage::updateSituation()
{
    using Phase = ActorSession::Phase;
    const bool isLoaded = m_session && m_session->document().isLoaded();
    if (!isLoaded || m_session->phase() == Phase::Live || m_session->phase() == Phase::Loading) {
        m_situation->clear();
        return;
    }
    const QString heardAt = clockText(m_session->heardAt());
    if (m_session->phase() == Phase::Asleep) {
        const QString text = StateText::tr("The actor sleeps. This is its state as of %1.").arg(heardAt);
        if (m_situation->text() != text)
            m_situation->showMessage(MessageBar::Severity::Information, text, {m_wake});
        return;
    }
    if (m_session->phase() == Phase::Gone) {
        m_situation->showMessage(
            MessageBar::Severity::Warning,
            StateText::tr("The actor was destroyed. This was its state at %1.").arg(heardAt));
        return;
    }
    const Error error = m_session->error().value_or(Error::of(ErrorCode::ClientClosed));
    m_situation->showMessage(
        MessageBar::Severity::Warning,
        StateText::tr("%1 Shown is the state as of %2.").arg(errorSentence(error, actorName()), heardAt),
        {m_retry});
    m_situation->setDetails(errorDetails(error));
}

bool StatePage::wasJustApplied() const
{
    return m_appliedAt.isValid() &&
           m_appliedAt.secsTo(QDateTime::currentDateTime()) < appliedNoteTime.count();
}

void StatePage::updateEditNote()
{
    const StateDocument *document = m_session ? &m_session->document() : nullptr;
    const int edits = document ? static_cast<int>(document->edits().size()) : 0;
    const bool isJustApplied = wasJustApplied();
    Tone tone = tone::warning;
    QString text;
    if (edits > 0 && document->conflicts().empty()) {
        tone = {.color = ColorRole::Warning, .icon = "pencil"_L1};
        text = StateText::tr("%n local edit(s)", nullptr, edits);
    } else if (edits > 0) {
        const auto age = document->changedAgo(document->conflicts().front().path);
        const QDateTime now = QDateTime::currentDateTime();
        const QString edited = StateText::tr("%n local edit(s)", nullptr, edits);
        const int conflicts = static_cast<int>(document->conflicts().size());
        text = age && *age >= 1s
                   ? StateText::tr("%1 · actor changed %n of them %2 ago", nullptr, conflicts)
                         .arg(edited, relativeTimeText(now.addMSecs(-age->count()), now))
                   : StateText::tr("%1 · actor changed %n of them", nullptr, conflicts).arg(edited);
    } else if (isJustApplied) {
        tone = tone::ready;
        text = StateText::tr("Applied and read back");
    } else if (m_session && m_session->phase() == ActorSession::Phase::Live) {
        tone = {.color = ColorRole::Running, .icon = "broadcast"_L1};
        text = StateText::tr("Live");
    }
    m_noteIcon->setVisible(!text.isEmpty());
    m_noteIcon->setPixmap(
        icon(tone.icon, tone.color).pixmap(QSize(metrics::iconSize, metrics::iconSize), devicePixelRatio()));
    m_note->setText(text);
    QPalette colors = palette();
    const bool isQuiet = edits == 0 && !isJustApplied;
    colors.setColor(QPalette::WindowText, Theme::instance().color(isQuiet ? ColorRole::Muted : tone.color));
    m_note->setPalette(colors);
}

void StatePage::updateAges()
{
    // Marks end by time alone, so somebody has to look while there are any.
    if (m_session && m_session->document().isLoaded())
        m_treeModel->setMarks(marksOf(m_session->document()));
    updateEditNote();
    const bool isTimeVisible = m_session && (m_session->document().isModified() || wasJustApplied() ||
                                             !m_session->document().recentChanges().isEmpty());
    if (isTimeVisible && !m_ageTimer.isActive())
        m_ageTimer.start();
    else if (!isTimeVisible)
        m_ageTimer.stop();
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
    const StateDocument *document = m_session ? &m_session->document() : nullptr;
    const bool isModified = document && document->isModified();
    const bool isInConflict = document && document->isInConflict(m_treeView->currentPath());
    setDisabledReason(m_apply, whyNoApply());
    setDisabledReason(m_revert, isModified || m_jsonView->errorLine()
                                    ? QString()
                                    : StateText::tr("There are no local edits."));
    const QString noConflict = StateText::tr("The current row has no conflict.");
    setDisabledReason(m_keepMine, isInConflict ? QString() : noConflict);
    setDisabledReason(m_takeLive, isInConflict ? QString() : noConflict);
    m_conflictRow->setVisible(document && !document->conflicts().empty() && !m_isJsonShown);
    m_conflictText->setText(
        isInConflict ? StateText::tr("Conflict at %1: keep your edit, or take what the actor holds now.")
                           .arg(m_treeView->currentPath().toString())
                     : StateText::tr("Choose a row marked ! to resolve its conflict."));
    const QString noState =
        document && document->isLoaded() ? QString() : StateText::tr("No state is shown.");
    setDisabledReason(m_tree, noState);
    setDisabledReason(m_json, noState);
}

void StatePage::apply()
{
    if (!m_jsonView->commit()) {
        setJsonShown(true);
        m_jsonView->goToError();
        return;
    }
    if (!m_session)
        return;
    m_message->clear();
    m_session->apply().then(this, [this, session = m_session](const Result<ApplyResult> &result) {
        if (session && session == m_session)
            onApplied(result);
    });
}

void StatePage::onApplied(const Result<ApplyResult> &result)
{
    using Outcome = ApplyResult::Outcome;
    if (!result) {
        const Error &error = result.error();
        m_message->showMessage(MessageBar::Severity::Error,
                               StateText::tr("The edits were not applied. %1 %2")
                                   .arg(errorSentence(error, actorName()), errorRemedy(error))
                                   .trimmed());
        m_message->setDetails(errorDetails(error));
        return;
    }
    switch (result->outcome) {
    case Outcome::Nothing:
        break;
    case Outcome::Applied:
        m_appliedAt = QDateTime::currentDateTime();
        updateAges();
        break;
    case Outcome::Conflict:
        m_message->showMessage(
            MessageBar::Severity::Warning,
            StateText::tr("Nothing was written: the actor changed what you edited. Choose for each "
                          "conflict whether to keep yours or to take the live value."));
        break;
    case Outcome::Differs:
        m_message->showMessage(
            MessageBar::Severity::Information,
            StateText::tr("The edits were written, but the actor changed %n value(s) at once.", nullptr,
                          static_cast<int>(result->paths.size())));
        break;
    case Outcome::NotWritable:
        m_message->showMessage(
            MessageBar::Severity::Error,
            StateText::tr("Nothing was written: the value at %1 is more than JSON can say, and this "
                          "actor takes no other form now.")
                .arg(result->paths.front().toString()));
        break;
    }
}

void StatePage::revert()
{
    if (m_session)
        m_session->document().revert();
    m_jsonView->discardText();
    m_message->clear();
}

void StatePage::resolveCurrent(StateDocument::Resolution resolution)
{
    if (m_session)
        m_session->document().resolve(m_treeView->currentPath(), resolution);
}

void StatePage::setJsonShown(bool json)
{
    if (m_isJsonShown && !json)
        m_jsonView->commit();
    m_isJsonShown = json;
    (json ? m_json : m_tree)->setChecked(true);
    updateContent();
    updateCommands();
}

} // namespace rove::ui
