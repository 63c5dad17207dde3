// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statepage.h"

#include "ui/pages/state/statediffview.h"
#include "ui/pages/state/stateeditstrip.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statemarks.h"
#include "ui/pages/state/statetext.h"
#include "ui/pages/state/statetreepane.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetablemodel.h"
#include "ui/widgets/valuetableview.h"
#include "ui/widgets/valuetreeview.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// An editor of text gets slow with more.
constexpr qint64 jsonBytesMax = 2LL * 1024 * 1024;

} // namespace

StatePage::StatePage(QWidget *parent)
    : QWidget(parent)
    , m_treeModel(new ValueTreeModel(this))
    , m_busy(new BusyBar)
    , m_situation(new MessageBar)
    , m_message(new MessageBar)
    , m_versionBar(new MessageBar)
    , m_importBar(new MessageBar)
    , m_toolRow(new QWidget)
    , m_depthBox(new QComboBox)
    , m_liveIcon(new IconLabel)
    , m_liveNote(new ElidedLabel)
    , m_conflictRow(new QWidget)
    , m_conflictText(new QLabel)
    , m_stack(new QStackedWidget)
    , m_treePane(new StateTreePane(m_treeModel))
    , m_treeView(m_treePane->tree())
    , m_tableModel(new ValueTableModel(this))
    , m_tableView(new ValueTableView)
    , m_jsonView(new StateJsonView)
    , m_diffView(new StateDiffView)
    , m_empty(new EmptyState)
    , m_tooLarge(new EmptyState)
    , m_footer(new QWidget)
    , m_sizeLabel(new QLabel)
    , m_historyBar(new StateHistoryBar)
{
    makeCommands();
    m_strip = new StateEditStrip({m_revert, m_review, m_apply}, m_cancelApply);
    makeLayout();
    connectTree();
    connect(m_jsonView, &StateJsonView::errorLineChanged, this, [this] {
        updateEditNote();
        updateCommands();
    });
    connect(m_diffView, &StateDiffView::sidesChosen, this, &StatePage::compareSides);
    connect(m_diffView, &StateDiffView::copied, this, &StatePage::copied);
    connect(m_historyBar, &StateHistoryBar::versionChosen, this,
            [this](std::optional<quint64> version) { showVersion(version, false); });
    connect(m_versionBar, &MessageBar::dismissed, this, [this] { showVersion(std::nullopt, false); });
    connect(m_importBar, &MessageBar::dismissed, this, &StatePage::dropImport);
    m_ageTimer.setInterval(1s);
    connect(&m_ageTimer, &QTimer::timeout, this, &StatePage::updateAges);
    m_sizePause.setSingleShot(true);
    m_sizePause.setInterval(300ms);
    connect(&m_sizePause, &QTimer::timeout, this, &StatePage::updateSize);
    m_comparePause.setSingleShot(true);
    m_comparePause.setInterval(100ms);
    connect(&m_comparePause, &QTimer::timeout, this, &StatePage::compareSides);
    m_livePause.setSingleShot(true);
    m_livePause.setInterval(16ms);
    connect(&m_livePause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isContentOld, false))
            updateContent();
    });
    updateAll();
}

// --- What is shown ---

/// Both the tree and the table only ask; the document answers.
template <class Source>
void StatePage::connectRequests(Source *source)
{
    connect(source, &Source::editRequested, this, [this](const ValuePath &path, const QCborValue &value) {
        if (m_session)
            m_session->document().edit(path, value);
    });
    connect(source, &Source::insertRequested, this,
            [this](const ValuePath &container, const PathStep &step, const QCborValue &value) {
                if (m_session)
                    m_session->document().insert(container.child(step), value);
            });
    connect(source, &Source::removeRequested, this, [this](const ValuePath &path) {
        if (m_session)
            m_session->document().remove(path);
    });
}

void StatePage::connectTree()
{
    connectRequests(m_treeModel);
    connectRequests(m_tableModel);
    connect(m_treeView->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        updateConflictRow();
        updateCommands();
    });
    connect(m_treePane, &StateTreePane::copied, this, &StatePage::copied);
    connect(m_tableView, &ValueTableView::copied, this, &StatePage::copied);
    connect(m_tableView, &ValueTableView::openRequested, this, [this](const ValuePath &path) {
        setMode(Mode::Tree);
        m_treeView->setCurrentPath(path);
        m_treeView->setFocus();
    });
}

void StatePage::setSession(ActorSession *session)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->document().disconnect(this);
    }
    m_session = session;
    m_appliedAt = {};
    m_readingSince = {};
    m_livePause.stop();
    m_isContentOld = false;
    m_version.reset();
    m_imported.reset();
    m_size.reset();
    m_compareWith.clear();
    m_pause->setChecked(false);
    for (MessageBar *bar : {m_message, m_versionBar, m_importBar})
        bar->clear();
    m_treeModel->clear();
    m_isFreshTree = true;
    m_jsonView->setDocument(session ? &session->document() : nullptr);
    setHistory(nullptr);
    if (session) {
        connect(session, &ActorSession::phaseChanged, this, &StatePage::updateAll);
        connect(session, &ActorSession::recordChanged, this, &StatePage::updateContent);
        connect(session, &ActorSession::applyStepChanged, this, &StatePage::updateAll);
        connectDocument();
    }
    updateAll();
}

void StatePage::connectDocument()
{
    StateDocument &document = m_session->document();
    connect(&document, &StateDocument::liveChanged, this, [this] {
        m_isLiveNews = true;
        updateAges();
    });
    connect(&document, &StateDocument::mergedChanged, this, [this] {
        // An actor may change more often than can be drawn; what a person does is shown at once.
        if (!std::exchange(m_isLiveNews, false) || !m_livePause.isActive())
            updateContent();
        else
            m_isContentOld = true;
        if (!m_livePause.isActive())
            m_livePause.start();
    });
    connect(&document, &StateDocument::editsChanged, this, [this] {
        updateAges();
        updateConflictRow();
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

const StateDocument *StatePage::document() const
{
    return m_session ? &m_session->document() : nullptr;
}

bool StatePage::isLoaded() const
{
    return m_version ? m_version->value.has_value() : document() && document()->isLoaded();
}

QCborValue StatePage::shownValue() const
{
    if (m_version)
        return m_version->value.value_or(QCborValue());
    return document() ? document()->merged() : QCborValue();
}

void StatePage::updateAll()
{
    m_busy->setBusy(m_session &&
                    (m_session->phase() == ActorSession::Phase::Loading || m_session->isApplying()));
    m_strip->setApplying(m_session && m_session->isApplying());
    updateContent();
    updateSituation();
    updateAges();
    updateCommands();
}

void StatePage::updateContent()
{
    onVersionsChanged();
    const bool loaded = isLoaded();
    // A version that somebody chose is on its way; until then what was shown stays.
    if (!loaded && m_version && !m_version->isLastKnown)
        return;
    const bool isLive = loaded && !m_version;
    m_toolRow->setVisible(loaded);
    m_footer->setVisible(loaded);
    const bool isEditable = isLive && m_session->phase() != ActorSession::Phase::Gone;
    m_treeModel->setEditable(isEditable);
    m_tableModel->setEditable(isEditable);
    m_treePane->setReadOnly(!isEditable);
    if (!loaded) {
        m_treeModel->clear();
        m_tableModel->clear();
        m_isFreshTree = true;
        showEmpty();
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_readingSince = {};
    updateTree();
    if (!m_sizePause.isActive())
        m_sizePause.start();
    if (m_mode == Mode::Table)
        updateTable();
    if (m_mode == Mode::Tree) {
        m_stack->setCurrentWidget(m_treePane);
    } else if (m_mode == Mode::Table) {
        m_stack->setCurrentWidget(m_tableView);
    } else if (m_mode == Mode::Diff) {
        updateSides();
        m_stack->setCurrentWidget(m_diffView);
    } else {
        const bool isTooLarge = m_size && m_size->bytes > jsonBytesMax;
        m_jsonView->showFixed(m_version ? m_version->value : std::nullopt);
        m_stack->setCurrentWidget(isTooLarge ? static_cast<QWidget *>(m_tooLarge) : m_jsonView);
    }
}

void StatePage::updateTree()
{
    const bool isPaused = m_pause->isChecked() && !m_version && !m_session->document().isModified();
    if (isPaused && !m_isFreshTree)
        return;
    m_treeModel->setValue(shownValue());
    m_treeModel->setMarks(m_version ? ValueMarks() : marksOf(m_session->document()));
    if (std::exchange(m_isFreshTree, false))
        openTree();
}

void StatePage::openTree()
{
    if (const QVariantMap tree = m_wantedView.take(u"tree"_s).toMap(); !tree.isEmpty())
        return m_treeView->restoreView(tree);
    m_treeView->setCurrentPath(ValuePath());
    m_treeView->expandToDepthHere(m_depthBox->currentData().toInt() > 0 ? m_depthBox->currentData().toInt()
                                                                        : stateDepthAtFirst);
}

void StatePage::setDepth(int depth)
{
    const ValuePath current = m_treeView->currentPath();
    m_treeView->collapseAll();
    m_treeView->setCurrentPath(ValuePath());
    if (depth > 0)
        m_treeView->expandToDepthHere(depth);
    else
        m_treeView->expandAllHere();
    // Going back to a place that is closed now would open it again.
    if (current.depth() <= depth || depth == 0)
        m_treeView->setCurrentPath(current);
}

void StatePage::updateSize()
{
    const bool wasTooLarge = m_size && m_size->bytes > jsonBytesMax;
    m_worker.run([value = shownValue()] { return extentOf(value); })
        .then(this, [this, wasTooLarge, request = ++m_sizeRequest](const ValueExtent &size) {
            if (request != m_sizeRequest || !isLoaded())
                return;
            m_size = size;
            m_sizeLabel->setText(sizeText());
            m_tooLarge->setContent(
                "braces"_L1, StateText::tr("Too large to edit as text"),
                StateText::tr("The state takes %1. The tree shows all of it, and it can be exported.")
                    .arg(QLocale().formattedDataSize(size.bytes)));
            m_tooLarge->setCommand(m_export);
            if (wasTooLarge != (size.bytes > jsonBytesMax) && m_mode == Mode::Json)
                updateContent();
        });
}

QString StatePage::sizeText() const
{
    return m_size ? StateText::tr("%1 · %Ln value(s)", nullptr, static_cast<int>(m_size->nodes))
                        .arg(QLocale().formattedDataSize(m_size->bytes))
                  : QString();
}

/// The list that the current row is, or lies in.
std::optional<ValuePath> StatePage::tablePath() const
{
    if (!isLoaded())
        return std::nullopt;
    const QCborValue root = shownValue();
    for (ValuePath path = m_treeView->currentPath();; path = path.parent()) {
        const std::optional<QCborValue> value = valueAt(root, path);
        if (value && canShowAsTable(*value))
            return path;
        if (path.isRoot())
            return std::nullopt;
    }
}

void StatePage::updateTable()
{
    const std::optional<QCborValue> value = valueAt(shownValue(), m_tablePath);
    if (!value || !canShowAsTable(*value)) {
        m_tableModel->clear();
        setMode(Mode::Tree);
        return;
    }
    m_tableModel->setValue(*value, m_tablePath);
}

FindBar *StatePage::findBar() const
{
    return m_mode == Mode::Json ? m_jsonView->findBar() : m_treePane->findBar();
}

void StatePage::setMode(Mode mode)
{
    if (mode == Mode::Table && m_mode != Mode::Table)
        m_tablePath = tablePath().value_or(ValuePath());
    if (m_mode == Mode::Json && mode != Mode::Json)
        m_jsonView->commit();
    m_mode = mode;
    const std::array commands{m_tree, m_json, m_diff, m_table};
    commands[static_cast<size_t>(mode)]->setChecked(true);
    m_depthBox->setEnabled(mode == Mode::Tree);
    if (mode == Mode::Json && !m_size && isLoaded())
        m_size = extentOf(shownValue());
    updateContent();
    updateConflictRow();
    updateCommands();
}

// --- View ---

QVariantMap StatePage::saveView() const
{
    return {{u"mode"_s, static_cast<int>(m_mode)},
            {u"depth"_s, m_depthBox->currentIndex()},
            {u"inspector"_s, m_inspector->isChecked()},
            {u"find"_s, m_treePane->findBar()->query().text},
            {u"tree"_s, m_treeView->saveView()}};
}

void StatePage::restoreView(const QVariantMap &view)
{
    m_wantedView = view;
    const int depth = view.value(u"depth"_s, stateDepthAtFirst - 1).toInt();
    m_depthBox->setCurrentIndex(std::clamp(depth, 0, m_depthBox->count() - 1));
    m_inspector->setChecked(view.value(u"inspector"_s, true).toBool());
    m_treePane->findBar()->setQuery({.text = view.value(u"find"_s).toString()});
    // A table is of one list, which may not be there any more.
    const int mode = view.value(u"mode"_s).toInt();
    setMode(mode == 1 ? Mode::Json : mode == 2 ? Mode::Diff : Mode::Tree);
    if (isLoaded() && m_wantedView.contains(u"tree"_s))
        m_treeView->restoreView(m_wantedView.take(u"tree"_s).toMap());
}

} // namespace rove::ui
