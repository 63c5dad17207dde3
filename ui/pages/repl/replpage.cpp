// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/replpage.h"

#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/pages/repl/replexamples.h"
#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/transcriptview.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using namespace std::chrono_literals;
using Phase = ReplSession::Phase;

constexpr auto draftKey = "draft"_L1;
constexpr auto splitKey = "split"_L1;
constexpr auto clockInterval = 250ms;

QToolButton *menuButton(QLatin1StringView iconName, const QString &name)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setText(name);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    return button;
}

QToolButton *commandTool(QAction *command)
{
    auto *button = new QToolButton;
    button->setDefaultAction(command);
    button->setAutoRaise(true);
    button->setAccessibleName(plainText(command));
    return button;
}

} // namespace

ReplPage::ReplPage(QWidget *parent)
    : QWidget(parent)
    , m_commands(this)
    , m_status(new StatusBadge)
    , m_summary(new ElidedLabel)
    , m_busy(new BusyBar)
    , m_message(new MessageBar)
    , m_view(new TranscriptView)
    , m_examples(new ReplExamples)
    , m_stack(new QStackedWidget)
    , m_split(new SplitView(Qt::Vertical))
    , m_editor(new ReplEditor)
    , m_hint(new ElidedLabel)
{
    makeLayout();
    connectCommands();
    connectEditor();
    m_clock.setInterval(clockInterval);
    connect(&m_clock, &QTimer::timeout, this, &ReplPage::updateStatus);
    connect(m_examples, &ReplExamples::chosen, this, [this](const QString &input) {
        m_editor->replaceText(input);
        m_editor->setFocus();
    });
    connect(m_view, &TranscriptView::currentEntryChanged, this, &ReplPage::updateCommands);
    connect(m_view, &TranscriptView::entryActivated, this, &ReplPage::activateEntry);
    connect(m_view, &TranscriptView::menuAsked, this, &ReplPage::openMenu);
    setSession(nullptr);
}

void ReplPage::makeLayout()
{
    // In a low dock the examples scroll, and the editor below them stays in sight.
    auto *examples = new QScrollArea;
    examples->setWidget(m_examples);
    examples->setWidgetResizable(true);
    examples->setFrameShape(QFrame::NoFrame);
    examples->setFocusPolicy(Qt::NoFocus);
    examples->setMinimumHeight(metrics::hitTarget);
    m_stack->addWidget(examples);
    m_stack->addWidget(m_view);
    m_split->addWidget(m_stack);
    m_split->addWidget(makeEditorPane());
    m_split->setFoldingPane(1);
    m_split->setStretchFactor(0, 1);
    m_split->setSizes({400, 130});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(makeHeader());
    layout->addWidget(m_message);
    layout->addWidget(m_busy);
    layout->addWidget(m_split, 1);
}

QWidget *ReplPage::makeHeader()
{
    auto *header = new QWidget;
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto *snippets = menuButton("bookmark-star"_L1, ReplText::tr("Snippets"));
    auto *snippetMenu = new QMenu(snippets);
    snippets->setMenu(snippetMenu);
    connect(snippetMenu, &QMenu::aboutToShow, this, [this, snippetMenu] { fillSnippets(snippetMenu); });
    auto *more = menuButton("three-dots"_L1, ReplText::tr("More"));
    auto *moreMenu = new QMenu(more);
    moreMenu->addActions({m_commands.runSelection, m_commands.complete, m_commands.previousInput,
                          m_commands.nextInput, m_commands.enterRuns});
    moreMenu->addSeparator();
    moreMenu->addActions({m_commands.clear, m_commands.restart});
    more->setMenu(moreMenu);
    layout->addWidget(m_status);
    layout->addWidget(m_summary, 1);
    layout->addWidget(snippets);
    layout->addWidget(commandTool(m_commands.history));
    layout->addWidget(commandTool(m_commands.clear));
    layout->addWidget(more);
    return header;
}

QWidget *ReplPage::makeEditorPane()
{
    auto *pane = new QWidget;
    m_editor->setMinimumHeight(m_editor->fontMetrics().lineSpacing() * 2 + metrics::space2);
    m_editor->setCompletionSource([this] { return completionSource(); });
    m_hint->setElideMode(Qt::ElideRight);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setFont(fonts::small());
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(metrics::space2);
    bottom->addWidget(m_hint, 1);
    bottom->addWidget(new CommandButton(m_commands.cancel));
    bottom->addWidget(new CommandButton(m_commands.run));
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, metrics::space2, 0, 0);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_editor, 1);
    layout->addLayout(bottom);
    return pane;
}

void ReplPage::connectCommands()
{
    const auto on = [this](QAction *command, auto slot) {
        connect(command, &QAction::triggered, this, slot);
    };
    on(m_commands.run, [this] { runText(m_editor->toPlainText()); });
    on(m_commands.runSelection, [this] {
        QString text = m_editor->textCursor().selectedText();
        runText(text.replace(QChar::ParagraphSeparator, u'\n'));
    });
    on(m_commands.cancel, [this] {
        if (m_session)
            m_session->cancel();
    });
    on(m_commands.complete, [this] {
        m_editor->setFocus();
        m_editor->complete();
    });
    on(m_commands.previousInput, [this] { stepHistory(-1); });
    on(m_commands.nextInput, [this] { stepHistory(1); });
    on(m_commands.history, [this] { openHistory(); });
    on(m_commands.saveSnippet, [this] { saveSnippet(); });
    on(m_commands.copyInput, [this] { copyInput(); });
    on(m_commands.copyResult, [this] { copyChosen(); });
    on(m_commands.saveResult, [this] { saveResult(); });
    on(m_commands.insertPath, [this] { insertPath(); });
    on(m_commands.clear, [this] {
        if (m_session)
            m_session->clear();
    });
    on(m_commands.restart, [this] {
        if (m_session)
            m_session->restart();
    });
    connect(m_commands.enterRuns, &QAction::toggled, this, [this](bool runs) {
        if (m_session)
            m_session->store().setEnterRuns(runs);
    });
}

void ReplPage::connectEditor()
{
    connect(m_editor, &ReplEditor::submitted, m_commands.run, &QAction::trigger);
    connect(m_editor, &ReplEditor::historyAsked, this, &ReplPage::stepHistory);
    connect(m_editor, &ReplEditor::hintChanged, this, &ReplPage::updateHint);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_session)
            m_session->setDraft(m_editor->toPlainText());
        updateCommands();
    });
    connect(m_editor, &QPlainTextEdit::selectionChanged, this, &ReplPage::updateCommands);
}

void ReplPage::setSession(ReplSession *session)
{
    m_connections.reset();
    // First, so that emptying the editor is not taken for emptying the old draft.
    m_session = session;
    m_historyPlace = 0;
    m_message->clear();
    m_view->setTranscript(session ? &session->transcript() : nullptr);
    const QString draft = session ? session->draft() : QString();
    m_editor->setPlainText(draft);
    m_editor->moveCursor(QTextCursor::End);
    m_editor->setReadOnly(!session);
    if (session)
        connectSession();
    updateExamples();
    updateStatus();
    updateHint({});
}

/// All with one context, which goes when the page is pointed elsewhere.
void ReplPage::connectSession()
{
    m_connections = std::make_unique<QObject>();
    QObject *context = m_connections.get();
    ReplStore &store = m_session->store();
    ActorSession &actor = m_session->actor();
    connect(m_session, &ReplSession::phaseChanged, context, [this] { updateStatus(); });
    connect(&actor, &ActorSession::actionsChanged, context, [this] { updateExamples(); });
    connect(&actor, &ActorSession::phaseChanged, context, [this] { updateStatus(); });
    connect(&actor.document(), &StateDocument::liveChanged, context, [this] {
        if (m_stack->currentWidget() != m_view)
            updateExamples();
    });
    const ReplTranscript &transcript = m_session->transcript();
    connect(&transcript, &QAbstractItemModel::rowsInserted, context, [this] { updateCommands(); });
    connect(&transcript, &QAbstractItemModel::modelReset, context, [this] { updateCommands(); });
    connect(&store, &ReplStore::failed, context, [this](const Error &error) {
        m_message->showMessage(MessageBar::Severity::Warning,
                               ReplText::tr("The history and the snippets could not be saved."));
        m_message->setDetails(error.message);
    });
    connect(&store, &ReplStore::enterRunsChanged, context, [this](bool runs) {
        m_editor->setEnterRuns(runs);
        updateHint({});
    });
    m_editor->setEnterRuns(store.doesEnterRun());
    const QSignalBlocker blocker(m_commands.enterRuns);
    m_commands.enterRuns->setChecked(store.doesEnterRun());
}

void ReplPage::insertInput(const QString &text)
{
    m_editor->insertText(text);
}

// --- What is shown ---

CompletionSource ReplPage::completionSource() const
{
    if (!m_session)
        return {};
    ActorSession &actor = m_session->actor();
    CompletionSource source{.actions = actor.actions(),
                            .savedNames = m_session->transcript().savedNames(),
                            .declared = m_session->declaredNames(),
                            .snippets = m_session->store().snippets()};
    source.lastArguments = [this](const QString &action) { return m_session->lastArguments(action); };
    source.saved = [this](const QString &name) { return m_session->transcript().saved(name); };
    if (actor.document().isLoaded())
        source.state = actor.document().live();
    return source;
}

void ReplPage::updateExamples()
{
    if (!m_session) {
        m_examples->setReason(ReplText::tr("Choose an actor first."));
        return;
    }
    ActorSession &actor = m_session->actor();
    QString key;
    for (const auto &[name, value] : actor.document().live().toMap()) {
        if (name.isString() && isJsIdentifier(name.toString())) {
            key = name.toString();
            break;
        }
    }
    m_examples->setActor(actor.actions(), key);
}

void ReplPage::updateStatus()
{
    const Phase phase = m_session ? m_session->phase() : Phase::Unused;
    const bool isBusy = phase == Phase::Running || phase == Phase::Stopping;
    m_busy->setBusy(isBusy);
    if (isBusy != m_clock.isActive())
        isBusy ? m_clock.start() : m_clock.stop();
    QString summary;
    switch (phase) {
    case Phase::Unused:
        m_status->setStatus(tone::unknown, ReplText::tr("Not started"));
        if (m_session)
            summary = ReplText::tr("The first input starts a world of its own for this actor.");
        break;
    case Phase::Ready:
        m_status->setStatus(tone::ready, ReplText::tr("Ready"));
        break;
    case Phase::Running:
    case Phase::Stopping: {
        const bool isStopping = phase == Phase::Stopping;
        m_status->setStatus(tone::starting, isStopping ? ReplText::tr("Stopping") : ReplText::tr("Running"));
        const qint64 seconds = m_session->runningSince().secsTo(QDateTime::currentDateTime());
        if (m_session->pendingCalls() > 0)
            summary =
                ReplText::tr("%n answer(s) awaited", nullptr, static_cast<int>(m_session->pendingCalls()));
        else if (seconds > 0)
            summary = ReplText::tr("for %n second(s)", nullptr, static_cast<int>(seconds));
        break;
    }
    }
    if (m_session && !isBusy && m_session->actor().phase() == ActorSession::Phase::Asleep)
        summary = ReplText::tr("The actor sleeps. Calling an action starts it; reading state does not.");
    m_summary->setText(summary);
    updateCommands();
}

void ReplPage::updateHint(const QString &hint)
{
    const bool doesEnterRun = m_session && m_session->store().doesEnterRun();
    m_hint->setText(!hint.isEmpty() ? hint
                    : doesEnterRun
                        ? ReplText::tr("Enter runs · Shift+Enter begins a line · Ctrl+Space completes")
                        : ReplText::tr("Ctrl+Enter runs · Ctrl+Space completes"));
}

QString ReplPage::statusText() const
{
    return m_status->word();
}

QString ReplPage::hintText() const
{
    return m_hint->text();
}

// --- The view's own state ---

QVariantMap ReplPage::saveView() const
{
    return {{draftKey, m_editor->toPlainText()}, {splitKey, m_split->saveState()}};
}

void ReplPage::restoreView(const QVariantMap &view)
{
    if (m_session && m_session->draft().isEmpty() && m_session->transcript().entryCount() == 0)
        m_editor->replaceText(view.value(draftKey).toString());
    m_split->restoreState(view.value(splitKey).toByteArray());
}

} // namespace rove::ui
