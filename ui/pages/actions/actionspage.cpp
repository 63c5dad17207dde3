// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actions/actionspage.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/pages/actions/actionstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreeview.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto emptyArguments = "[]"_L1;

QString durationText(std::chrono::microseconds duration)
{
    const double milliseconds = static_cast<double>(duration.count()) / 1000.0;
    const QLocale locale;
    if (milliseconds < 10)
        return ActionsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (milliseconds < 1000)
        return ActionsText::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    return ActionsText::tr("%1 s").arg(locale.toString(milliseconds / 1000, 'f', 2));
}

} // namespace

ActionsPage::ActionsPage(QWidget *parent)
    : QWidget(parent)
    , m_run(makeCommand(this, {.id = u"actions.run"_s,
                               .text = ActionsText::tr("&Run Action"),
                               .icon = "play-fill"_L1,
                               .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Return),
                                             QKeySequence(Qt::CTRL | Qt::Key_Enter)},
                               .toolTip = ActionsText::tr("Call the action with these arguments")}))
    , m_actions(new QComboBox)
    , m_hint(new QLabel)
    , m_arguments(new CodeEditor(CodeEditor::Language::Json))
    , m_busy(new BusyBar)
    , m_outcome(new StatusBadge)
    , m_summary(new ElidedLabel)
    , m_errorText(new QLabel)
    , m_resultModel(new ValueTreeModel(this))
    , m_resultView(new ValueTreeView)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
{
    m_run->setIconText(ActionsText::tr("Run"));
    makeLayout();
    connect(m_run, &QAction::triggered, this, &ActionsPage::run);
    connect(m_actions, &QComboBox::currentTextChanged, this, [this] {
        rememberArguments();
        recallArguments();
        updateCommands();
    });
    connect(m_arguments, &QPlainTextEdit::textChanged, m_arguments, &CodeEditor::clearError);
    updateActions();
    updateCommands();
}

void ActionsPage::makeLayout()
{
    auto *split = new SplitView(Qt::Vertical);
    split->addWidget(makeCallPane());
    split->addWidget(makeResultPane());
    split->setStretchFactor(1, 1);
    split->setSizes({190, 400});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(split);
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
    row->addWidget(new CommandButton(m_run));

    auto *argumentsLabel = new QLabel(ActionsText::tr("Ar&guments, as a JSON array"));
    argumentsLabel->setBuddy(m_arguments);
    m_arguments->setAccessibleName(ActionsText::tr("Arguments, as a JSON array"));
    m_arguments->setPlainText(emptyArguments);
    m_arguments->setMinimumHeight(60);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);

    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, metrics::space2);
    layout->setSpacing(metrics::space1);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    layout->addWidget(argumentsLabel);
    layout->addWidget(m_arguments, 1);
    return pane;
}

QWidget *ActionsPage::makeResultPane()
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

    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, metrics::space1, 0, 0);
    layout->setSpacing(metrics::space1);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
    return pane;
}

void ActionsPage::setSession(ActorSession *session)
{
    rememberArguments();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_shownAction.clear();
    m_isRunning = false;
    m_busy->setBusy(false);
    m_stack->setCurrentWidget(m_empty);
    if (session) {
        connect(session, &ActorSession::actionsChanged, this, &ActionsPage::updateActions);
        connect(session, &ActorSession::phaseChanged, this, &ActionsPage::updateCommands);
        connect(session, &ActorSession::recordChanged, this, &ActionsPage::updateCommands);
    }
    updateActions();
    updateCommands();
}

QString ActionsPage::errorText() const
{
    return m_errorText->text();
}

void ActionsPage::updateActions()
{
    const QString typed = m_actions->currentText();
    const QStringList names = m_session ? m_session->actions() : QStringList();
    const QSignalBlocker blocker(m_actions);
    m_actions->clear();
    m_actions->addItems(names);
    if (!typed.isEmpty() && (names.isEmpty() || names.contains(typed)))
        m_actions->setCurrentText(typed);
    recallArguments();
    updateCommands();
}

void ActionsPage::updateCommands()
{
    QString reason;
    if (!m_session)
        reason = ActionsText::tr("No actor is chosen.");
    else if (m_isRunning)
        reason = ActionsText::tr("An action is running.");
    else if (m_session->phase() == ActorSession::Phase::Gone)
        reason = ActionsText::tr("The actor was destroyed.");
    else if (m_actions->currentText().trimmed().isEmpty())
        reason = ActionsText::tr("No action is named.");
    setDisabledReason(m_run, reason);

    const bool isAsleep = m_session && m_session->phase() == ActorSession::Phase::Asleep;
    QString hint;
    if (isAsleep && m_session->actions().isEmpty())
        hint = ActionsText::tr("The actor sleeps, and its actions are not known. Running one starts it.");
    else if (isAsleep)
        hint = ActionsText::tr("The actor sleeps. Running an action starts it.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

QString ActionsPage::memoryKey(const QString &action) const
{
    const QString type = m_session && m_session->record() ? m_session->record()->name : QString();
    return type % u'\n' % action;
}

void ActionsPage::rememberArguments()
{
    if (!m_shownAction.isEmpty())
        m_remembered.insert(memoryKey(m_shownAction), m_arguments->toPlainText());
}

void ActionsPage::recallArguments()
{
    const QString action = m_actions->currentText().trimmed();
    if (action == m_shownAction)
        return;
    m_shownAction = action;
    m_arguments->setPlainText(m_remembered.value(memoryKey(action), emptyArguments));
}

std::optional<QCborArray> ActionsPage::readArguments()
{
    const QString text = m_arguments->toPlainText();
    if (text.trimmed().isEmpty())
        return QCborArray();
    const auto value = parseJsonText(text);
    if (!value) {
        m_arguments->setError(value.error().line, value.error().column, value.error().message);
        m_arguments->goToError();
        m_arguments->setFocus();
        return std::nullopt;
    }
    if (!value->isArray()) {
        m_arguments->setError(1, 1, ActionsText::tr("Arguments are an array, for example [1, \"two\"]."));
        m_arguments->setFocus();
        return std::nullopt;
    }
    return value->toArray();
}

void ActionsPage::run()
{
    if (!m_session || m_isRunning)
        return;
    const std::optional<QCborArray> arguments = readArguments();
    if (!arguments)
        return;
    rememberArguments();
    const QString action = m_actions->currentText().trimmed();
    m_isRunning = true;
    m_running.start();
    m_busy->setBusy(true);
    updateCommands();
    m_session->callAction(action, *arguments)
        .then(this, [this, action, session = m_session](const Result<ActionResult> &answer) {
            if (session && session == m_session)
                onAnswer(action, answer);
        });
}

void ActionsPage::onAnswer(const QString &action, const Result<ActionResult> &answer)
{
    m_isRunning = false;
    m_busy->setBusy(false);
    updateCommands();
    m_stack->setCurrentIndex(1);
    if (answer)
        showResult(action, *answer);
    else
        showError(action, answer.error());
}

void ActionsPage::showResult(const QString &action, const ActionResult &result)
{
    m_outcome->setStatus(tone::ready, ActionsText::tr("Result"));
    m_summary->setText(ActionsText::tr("%1 answered in %2").arg(action, durationText(result.duration)));
    m_errorText->clear();
    m_errorText->hide();
    m_resultModel->setRootName(u"result"_s);
    m_resultModel->setValue(result.output);
    m_resultView->show();
    openResult();
}

void ActionsPage::openResult()
{
    m_resultView->setCurrentPath(ValuePath());
    m_resultView->expandToDepthHere(2);
}

void ActionsPage::showError(const QString &action, const Error &error)
{
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::nanoseconds(m_running.nsecsElapsed()));
    const QString name = m_session->record() ? actorLabel(*m_session->record()) : m_session->actorId();
    m_outcome->setStatus(tone::error, ActionsText::tr("Error"));
    m_summary->setText(ActionsText::tr("%1 failed after %2").arg(action, durationText(duration)));
    // The actor's own error says everything by itself; others are explained.
    const QString explanation =
        error.code == ErrorCode::UserError
            ? QString()
            : QString(u"%1 %2"_s.arg(errorSentence(error, name), errorRemedy(error)).trimmed() % u'\n');
    m_errorText->setText(explanation % errorDetails(error));
    m_errorText->show();
    m_resultModel->setRootName(u"metadata"_s);
    m_resultView->setVisible(!error.metadata.isEmpty());
    if (!error.metadata.isEmpty()) {
        m_resultModel->setValue(error.metadata);
        openResult();
    }
}

} // namespace rove::ui
