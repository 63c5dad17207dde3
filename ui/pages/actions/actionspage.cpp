// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/actionspage.h"

#include "ui/pages/actions/actionstext.h"
#include "ui/pages/actions/argumentform.h"
#include "ui/pages/actions/pastcallsmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/filterstore.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringListModel>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int listWidthMin = 160;
/// From this width on there is room for a list beside the call.
constexpr int wideFrom = 720;
constexpr int clockInterval = 100;

QToolButton *commandTool(QAction *command)
{
    auto *button = new QToolButton;
    button->setDefaultAction(command);
    button->setAutoRaise(true);
    button->setAccessibleName(plainText(command));
    return button;
}

} // namespace

ActionsPage::ActionsPage(QWidget *parent)
    : QWidget(parent)
    , m_columns(new SplitView(Qt::Horizontal))
    , m_filter(new FilterBox)
    , m_list(new QListView)
    , m_names(new QStringListModel(this))
    , m_shownNames(new QSortFilterProxyModel(this))
    , m_actions(new QComboBox)
    , m_hint(new QLabel)
    , m_mode(new QTabBar)
    , m_form(new ArgumentForm)
    , m_arguments(new CodeEditor(CodeEditor::Language::Json))
    , m_argumentStack(new QStackedWidget)
    , m_busy(new BusyBar)
    , m_outcome(new StatusBadge)
    , m_summary(new ElidedLabel)
    , m_errorText(new QLabel)
    , m_resultModel(new ValueTreeModel(this))
    , m_resultView(new ValueTreeView)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
    , m_lower(new QTabBar)
    , m_lowerStack(new QStackedWidget)
    , m_pastModel(new PastCallsModel(this))
    , m_past(new QTableView)
    , m_code(new CodeEditor(CodeEditor::Language::JavaScript))
{
    makeCommands();
    makeLayout();
    connectParts();
    updateActions();
    updateCommands();
}

void ActionsPage::makeCommands()
{
    m_run = makeCommand(
        this, {.id = u"actions.run"_s,
               .text = ActionsText::tr("&Run Action"),
               .icon = "play-fill"_L1,
               .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
               .toolTip = ActionsText::tr("Call the action with these arguments")});
    m_run->setIconText(ActionsText::tr("Run"));
    m_cancel = makeCommand(this, {.id = u"actions.cancel"_s,
                                  .text = ActionsText::tr("S&top Waiting"),
                                  .icon = "stop-circle"_L1,
                                  .toolTip = ActionsText::tr("Wait for no answer; the actor goes on")});
    m_cancel->setIconText(ActionsText::tr("Stop"));
    m_toRepl = makeCommand(this, {.id = u"actions.toRepl"_s,
                                  .text = ActionsText::tr("&Open in REPL"),
                                  .icon = "terminal"_L1,
                                  .toolTip = ActionsText::tr("Put this call into the REPL's editor")});
    m_copyCurl = makeCommand(this, {.id = u"actions.copyCurl"_s,
                                    .text = ActionsText::tr("Copy as c&URL"),
                                    .icon = "clipboard"_L1,
                                    .toolTip = ActionsText::tr("Copy this call as a command for a shell")});
    m_copyTypeScript = makeCommand(this, {.id = u"actions.copyTypeScript"_s,
                                          .text = ActionsText::tr("Copy as &TypeScript"),
                                          .icon = "code-slash"_L1,
                                          .toolTip = ActionsText::tr("Copy this call as code for a client")});
    m_copyResult = makeCommand(this, {.id = u"actions.copyResult"_s,
                                      .text = ActionsText::tr("&Copy Result as JSON"),
                                      .icon = "braces"_L1,
                                      .toolTip = ActionsText::tr("Copy the whole result as JSON")});
    connect(m_run, &QAction::triggered, this, &ActionsPage::run);
    connect(m_toRepl, &QAction::triggered, this, &ActionsPage::openInRepl);
    connect(m_copyCurl, &QAction::triggered, this, &ActionsPage::copyCurl);
    connect(m_copyTypeScript, &QAction::triggered, this, &ActionsPage::copyTypeScript);
    connect(m_copyResult, &QAction::triggered, this, &ActionsPage::copyResult);
}

QList<QAction *> ActionsPage::commands() const
{
    return {m_run, m_cancel, m_toRepl, m_copyCurl, m_copyTypeScript, m_copyResult};
}

// --- Layout ---

void ActionsPage::makeLayout()
{
    auto *rows = new SplitView(Qt::Vertical);
    rows->addWidget(makeCallPane());
    rows->addWidget(makeLowerPane());
    rows->setStretchFactor(1, 1);
    rows->setSizes({240, 380});
    m_listPane = makeListPane();
    m_columns->addWidget(m_listPane);
    m_columns->addWidget(rows);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({220, 700});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_columns);
}

QWidget *ActionsPage::makeListPane()
{
    auto *pane = new QWidget;
    pane->setMinimumWidth(listWidthMin);
    m_filter->setPlaceholderText(ActionsText::tr("Filter actions"));
    m_filter->setAccessibleName(ActionsText::tr("Filter actions"));
    m_shownNames->setSourceModel(m_names);
    m_shownNames->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shownNames);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFont(fonts::code());
    m_list->setAccessibleName(ActionsText::tr("Actions"));
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, metrics::space2, 0);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    return pane;
}

QWidget *ActionsPage::makeCallPane()
{
    auto *pane = new QWidget;
    auto *label = new QLabel(ActionsText::tr("A&ction"));
    label->setBuddy(m_actions);
    m_actions->setEditable(true);
    m_actions->setInsertPolicy(QComboBox::NoInsert);
    m_actions->lineEdit()->setPlaceholderText(ActionsText::tr("Name of an action"));
    m_actions->lineEdit()->setAccessibleName(ActionsText::tr("Action"));
    m_actions->completer()->setFilterMode(Qt::MatchContains);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    row->addWidget(label);
    row->addWidget(m_actions, 1);
    for (QAction *command : {m_toRepl, m_copyCurl, m_copyTypeScript})
        row->addWidget(commandTool(command));
    row->addWidget(new CommandButton(m_cancel));
    row->addWidget(new CommandButton(m_run));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);

    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(metrics::space1, 0, 0, metrics::space2);
    layout->setSpacing(metrics::space2);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    layout->addWidget(makeArguments(), 1);
    return pane;
}

QWidget *ActionsPage::makeArguments()
{
    auto *pane = new QWidget;
    auto *title = new QLabel(ActionsText::tr("Arguments"));
    title->setFont(fonts::section());
    m_mode->addTab(ActionsText::tr("Fields"));
    m_mode->addTab(ActionsText::tr("JSON array"));
    m_mode->setAccessibleName(ActionsText::tr("How arguments are written"));
    m_mode->setDrawBase(false);
    m_mode->setExpanding(false);
    m_arguments->setAccessibleName(ActionsText::tr("Arguments, as a JSON array"));
    m_arguments->setPlainText(u"[]"_s);
    m_argumentStack->addWidget(m_form);
    m_argumentStack->addWidget(m_arguments);
    m_argumentStack->setMinimumHeight(80);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_mode);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addLayout(head);
    layout->addWidget(m_argumentStack, 1);
    return pane;
}

QWidget *ActionsPage::makeResult()
{
    m_resultModel->setRootName(u"result"_s);
    m_resultView->setModel(m_resultModel);
    m_resultView->setAccessibleName(ActionsText::tr("Result"));
    m_resultView->setColumnHidden(ValueTreeModel::ChangedColumn, true);
    m_resultView->header()->setStretchLastSection(false);
    m_resultView->header()->setSectionResizeMode(ValueTreeModel::ValueColumn, QHeaderView::Stretch);
    m_errorText->setWordWrap(true);
    m_errorText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_errorText->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_errorText->setContentsMargins(metrics::space6, 0, 0, metrics::space2);
    m_empty->setContent("lightning-charge"_L1, ActionsText::tr("Nothing was run yet"),
                        ActionsText::tr("Choose an action and run it; its result appears here."));
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space2);
    head->addWidget(m_outcome);
    head->addWidget(m_summary, 1);
    head->addWidget(commandTool(m_copyResult));

    auto *result = new QWidget;
    auto *resultLayout = new QVBoxLayout(result);
    resultLayout->setContentsMargins({});
    resultLayout->setSpacing(metrics::space1);
    resultLayout->addLayout(head);
    resultLayout->addWidget(m_errorText);
    resultLayout->addWidget(m_resultView, 1);
    // Takes the room when there is no value to show.
    resultLayout->addStretch();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(result);
    return m_stack;
}

void ActionsPage::makePastCalls()
{
    m_past->setModel(m_pastModel);
    m_past->setAccessibleName(ActionsText::tr("Earlier calls"));
    m_past->setSelectionBehavior(QTableView::SelectRows);
    m_past->setSelectionMode(QTableView::SingleSelection);
    m_past->setAlternatingRowColors(true);
    m_past->setShowGrid(false);
    m_past->setWordWrap(false);
    m_past->setTabKeyNavigation(false);
    m_past->verticalHeader()->hide();
    m_past->verticalHeader()->setDefaultSectionSize(Style::rowHeight(Density::Normal));
    m_past->horizontalHeader()->setHighlightSections(false);
    m_past->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_past->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_past->horizontalHeader()->setSectionResizeMode(PastCallsModel::CallColumn, QHeaderView::Stretch);
    m_past->horizontalHeader()->setSectionResizeMode(PastCallsModel::AnswerColumn, QHeaderView::Stretch);
    m_past->setToolTip(ActionsText::tr("Enter or a double click puts a call back into the fields"));
    connect(m_past, &QTableView::activated, this, &ActionsPage::callAgain);
}

QWidget *ActionsPage::makeLowerPane()
{
    makePastCalls();
    m_code->setReadOnly(true);
    m_code->setAccessibleName(ActionsText::tr("The call as code of a client"));
    for (const QString &title :
         {ActionsText::tr("Result"), ActionsText::tr("Earlier calls"), ActionsText::tr("As code")})
        m_lower->addTab(title);
    m_lower->setAccessibleName(ActionsText::tr("What is shown of the call"));
    m_lower->setDrawBase(false);
    m_lower->setExpanding(false);
    m_lowerStack->addWidget(makeResult());
    m_lowerStack->addWidget(m_past);
    m_lowerStack->addWidget(m_code);
    // Nothing has come back yet, but what would be sent can be read.
    m_lower->setCurrentIndex(CodeTab);
    m_lowerStack->setCurrentIndex(CodeTab);

    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(metrics::space1, metrics::space1, 0, 0);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_busy);
    layout->addWidget(m_lower, 0, Qt::AlignLeading);
    layout->addWidget(m_lowerStack, 1);
    return pane;
}

void ActionsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateList();
}

/// The list is there where there is room and something to choose from.
void ActionsPage::updateList()
{
    m_listPane->setVisible(width() >= wideFrom && m_names->rowCount() > 0);
    const QModelIndexList found =
        m_shownNames->match(m_shownNames->index(0, 0), Qt::DisplayRole, action(), 1, Qt::MatchFixedString);
    const QSignalBlocker blocker(m_list->selectionModel());
    m_list->setCurrentIndex(found.value(0));
    m_list->viewport()->update();
}

void ActionsPage::connectParts()
{
    m_clock.setInterval(clockInterval);
    connect(&m_clock, &QTimer::timeout, this, &ActionsPage::showDuration);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shownNames->setFilterFixedString(text);
        m_filter->setResultText(text.isEmpty() ? QString() : QLocale().toString(m_shownNames->rowCount()));
        updateList();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    m_actions->setCurrentText(current.data().toString());
            });
    connect(m_list, &QListView::activated, m_run, &QAction::trigger);
    connect(m_actions, &QComboBox::currentTextChanged, this, [this] {
        rememberArguments();
        recallArguments();
        updateList();
        updateCommands();
        updateCode();
    });
    connect(m_mode, &QTabBar::currentChanged, this, [this](int mode) {
        if (mode == FieldsMode)
            syncForm();
        m_argumentStack->setCurrentIndex(m_mode->currentIndex());
    });
    connect(m_form, &ArgumentForm::edited, this, [this] {
        m_isSyncing = true;
        m_arguments->setPlainText(m_form->arrayText());
        m_isSyncing = false;
    });
    connect(m_arguments, &QPlainTextEdit::textChanged, this, [this] {
        m_arguments->clearError();
        // Not while it is being typed: the form is made when it is looked at.
        if (!m_isSyncing && m_mode->currentIndex() == FieldsMode)
            syncForm();
        updateCode();
    });
    connect(m_lower, &QTabBar::currentChanged, this, [this](int tab) {
        m_lowerStack->setCurrentIndex(tab);
        updateCode();
    });
    connect(m_cancel, &QAction::triggered, this, [this] {
        if (m_call)
            m_call->cancel();
    });
}

} // namespace rove::ui
