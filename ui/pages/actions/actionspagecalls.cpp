// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/models/snippets.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actions/actionstext.h"
#include "ui/pages/actions/argumentform.h"
#include "ui/pages/actions/jsliteral.h"
#include "ui/pages/actions/pastcallsmodel.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QStringListModel>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

// What the page of actions does; actionspage.cpp has how it is laid out.

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr auto emptyArguments = "[]"_L1;
constexpr auto actionKey = "action"_L1;
constexpr auto argumentsKey = "arguments"_L1;
constexpr auto modeKey = "mode"_L1;
constexpr qsizetype rememberedCountMax = 500;

} // namespace

void ActionsPage::setSession(ActorSession *session)
{
    rememberArguments();
    if (m_session)
        m_session->disconnect(this);
    if (m_call)
        m_call->disconnect(this);
    m_session = session;
    m_call = session ? ActionCall::of(*session) : nullptr;
    m_shownAction.clear();
    if (session) {
        connect(session, &ActorSession::actionsChanged, this, &ActionsPage::updateActions);
        connect(session, &ActorSession::phaseChanged, this, &ActionsPage::updateCommands);
        connect(session, &ActorSession::recordChanged, this, &ActionsPage::updateCommands);
        connect(session, &ActorSession::recordChanged, this, &ActionsPage::updateCode);
        connect(m_call, &ActionCall::changed, this, &ActionsPage::showCall);
    }
    m_pastModel->setCall(m_call);
    updateActions();
    showCall();
    updateCode();
}

QVariantMap ActionsPage::saveView() const
{
    return {
        {actionKey, action()}, {argumentsKey, m_arguments->toPlainText()}, {modeKey, m_mode->currentIndex()}};
}

void ActionsPage::restoreView(const QVariantMap &view)
{
    if (const QString name = view.value(actionKey).toString(); !name.isEmpty()) {
        m_actions->setCurrentText(name);
        m_arguments->setPlainText(view.value(argumentsKey).toString());
    }
    m_mode->setCurrentIndex(view.value(modeKey).toInt());
}

QString ActionsPage::errorText() const
{
    return m_errorText->text();
}

QString ActionsPage::action() const
{
    return m_actions->currentText().trimmed();
}

void ActionsPage::updateActions()
{
    const QString typed = m_actions->currentText();
    const QStringList names = m_session ? m_session->actions() : QStringList();
    if (m_names->stringList() != names)
        m_names->setStringList(names);
    {
        const QSignalBlocker blocker(m_actions);
        m_actions->clear();
        m_actions->addItems(names);
        if (!typed.isEmpty() && (names.isEmpty() || names.contains(typed)))
            m_actions->setCurrentText(typed);
    }
    recallArguments();
    updateList();
    updateCommands();
}

void ActionsPage::updateCommands()
{
    QString reason;
    if (!m_session)
        reason = ActionsText::tr("No actor is chosen.");
    else if (action().isEmpty())
        reason = ActionsText::tr("No action is named.");
    const bool isRunning = m_call && m_call->isRunning();
    QString runReason = reason;
    if (reason.isEmpty() && isRunning)
        runReason = ActionsText::tr("An action is running.");
    else if (reason.isEmpty() && m_session->phase() == ActorSession::Phase::Gone)
        runReason = ActionsText::tr("The actor was destroyed.");
    setDisabledReason(m_run, runReason);
    setDisabledReason(m_cancel, isRunning ? QString() : ActionsText::tr("No action is running."));
    setDisabledReason(m_toRepl, reason);
    const bool isUnknown = reason.isEmpty() && !m_session->record();
    const QString unknown = isUnknown ? ActionsText::tr("The actor's record has not been read yet.") : reason;
    setDisabledReason(m_copyCurl, unknown);
    setDisabledReason(m_copyTypeScript, unknown);
    const bool hasResult = m_call && m_call->answer() && m_call->answer()->has_value();
    setDisabledReason(m_copyResult, hasResult ? QString() : ActionsText::tr("There is no result."));

    const bool isAsleep = m_session && m_session->phase() == ActorSession::Phase::Asleep;
    QString hint;
    if (isAsleep && m_session->actions().isEmpty())
        hint = ActionsText::tr("The actor sleeps, and its actions are not known. Running one starts it.");
    else if (isAsleep)
        hint = ActionsText::tr("The actor sleeps. Running an action starts it.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

// --- Arguments ---

QString ActionsPage::memoryKey(const QString &action) const
{
    const QString type = m_session && m_session->record() ? m_session->record()->name : QString();
    return type % u'\n' % action;
}

void ActionsPage::rememberArguments()
{
    if (m_shownAction.isEmpty())
        return;
    const QString key = memoryKey(m_shownAction);
    if (m_remembered.size() < rememberedCountMax || m_remembered.contains(key))
        m_remembered.insert(key, m_arguments->toPlainText());
}

void ActionsPage::recallArguments()
{
    const QString name = action();
    if (name == m_shownAction)
        return;
    m_shownAction = name;
    m_arguments->setPlainText(m_remembered.value(memoryKey(name), emptyArguments));
    syncForm();
}

/// The fields of what the array says; an array that cannot be read is shown as it is.
void ActionsPage::syncForm()
{
    if (m_isSyncing)
        return;
    const QString text = m_arguments->toPlainText();
    const auto value = parseJsonText(text.trimmed().isEmpty() ? u"[]"_s : text);
    const bool isShort = value && value->toArray().size() <= ArgumentForm::argumentCountMax;
    if (value && value->isArray() && isShort) {
        m_form->setArguments(value->toArray());
        return;
    }
    m_mode->setCurrentIndex(ArrayMode);
    m_argumentStack->setCurrentIndex(ArrayMode);
}

std::optional<QCborArray> ActionsPage::readArguments()
{
    if (m_mode->currentIndex() == FieldsMode)
        return m_form->read();
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

// --- The call ---

void ActionsPage::run()
{
    if (!m_call || m_call->isRunning())
        return;
    const std::optional<QCborArray> arguments = readArguments();
    if (!arguments)
        return;
    rememberArguments();
    m_lower->setCurrentIndex(ResultTab);
    m_call->run(action(), *arguments);
}

void ActionsPage::showCall()
{
    const bool isRunning = m_call && m_call->isRunning();
    m_busy->setBusy(isRunning);
    isRunning ? m_clock.start() : m_clock.stop();
    if (!m_call || (!isRunning && !m_call->answer())) {
        m_stack->setCurrentWidget(m_empty);
    } else if (isRunning) {
        // What was there stays until there is something else.
        m_outcome->setStatus(tone::starting, ActionsText::tr("Running"));
        showDuration();
    } else if (*m_call->answer()) {
        m_stack->setCurrentIndex(1);
        showResult(**m_call->answer());
    } else {
        m_stack->setCurrentIndex(1);
        showError(m_call->answer()->error());
    }
    updateCommands();
}

void ActionsPage::showDuration()
{
    if (m_call && m_call->isRunning())
        m_summary->setText(ActionsText::tr("%1 for %2", "action that runs, time so far")
                               .arg(m_call->action(), callDurationText(m_call->duration())));
}

void ActionsPage::showResult(const ActionResult &result)
{
    m_outcome->setStatus(tone::ready, ActionsText::tr("Result"));
    m_summary->setText(
        ActionsText::tr("%1 answered in %2").arg(m_call->action(), callDurationText(result.duration)));
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

void ActionsPage::showError(const Error &error)
{
    const QString name = m_session->record() ? actorLabel(*m_session->record()) : m_session->actorId();
    m_resultModel->setRootName(u"metadata"_s);
    m_resultView->setVisible(!error.metadata.isEmpty());
    if (!error.metadata.isEmpty()) {
        m_resultModel->setValue(error.metadata);
        openResult();
    }
    const QString duration = callDurationText(m_call->duration());
    if (error.code == ErrorCode::ClientCancelled) {
        m_outcome->setStatus(tone::unknown, ActionsText::tr("Not awaited"));
        m_summary->setText(
            ActionsText::tr("%1 was no longer waited for after %2").arg(m_call->action(), duration));
        m_errorText->setText(ActionsText::tr("The actor goes on with it; an action cannot be taken back."));
        m_errorText->show();
        return;
    }
    m_outcome->setStatus(tone::error, ActionsText::tr("Error"));
    m_summary->setText(ActionsText::tr("%1 failed after %2").arg(m_call->action(), duration));
    // The actor's own error says everything by itself; others are explained.
    const QString explanation =
        error.code == ErrorCode::UserError
            ? QString()
            : QString(u"%1 %2"_s.arg(errorSentence(error, name), errorRemedy(error)).trimmed() % u'\n');
    m_errorText->setText(explanation % errorDetails(error));
    m_errorText->show();
}

// --- Taking it elsewhere ---

void ActionsPage::copyText(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    emit copied(what);
}

void ActionsPage::copyCurl()
{
    if (const auto arguments = readArguments(); arguments && m_session && m_session->record())
        copyText(snippets::curlAction(m_session->endpoint(), *m_session->record(), action(), *arguments),
                 ActionsText::tr("call as cURL"));
}

void ActionsPage::copyTypeScript()
{
    if (const auto arguments = readArguments(); arguments && m_session && m_session->record())
        copyText(typeScript(*arguments), ActionsText::tr("call as TypeScript"));
}

/// With a session and its record.
QString ActionsPage::typeScript(const QCborArray &arguments) const
{
    return snippets::typeScript(m_session->endpoint(), *m_session->record()) % u"const result = "_s %
           jsActionCall(action(), arguments) % u";\n"_s;
}

/// What cannot be read is no call; the last one that could be stays.
void ActionsPage::updateCode()
{
    if (m_lower->currentIndex() != CodeTab)
        return;
    if (!m_session || !m_session->record() || action().isEmpty()) {
        m_code->setPlainText({});
        return;
    }
    const QString text = m_arguments->toPlainText().trimmed();
    const auto arguments = parseJsonText(text.isEmpty() ? u"[]"_s : text);
    if (!arguments || !arguments->isArray())
        return;
    // What somebody has selected in it stays, unless it is another call.
    if (const QString code = typeScript(arguments->toArray()); code != m_code->toPlainText())
        m_code->setPlainText(code);
}

void ActionsPage::callAgain(const QModelIndex &index)
{
    const PastCall *call = m_pastModel->at(index.row());
    if (!call || !call->arguments)
        return;
    // Takes what it needs: the other action's own arguments come first.
    const QString arguments = toJsonText(QCborValue(*call->arguments));
    m_actions->setCurrentText(call->action);
    m_arguments->setPlainText(arguments);
    m_actions->setFocus();
}

void ActionsPage::copyResult()
{
    if (m_call && m_call->answer() && *m_call->answer())
        copyText(toJsonText((*m_call->answer())->output), ActionsText::tr("result as JSON"));
}

void ActionsPage::openInRepl()
{
    if (const auto arguments = readArguments())
        emit replAsked(jsActionCall(action(), *arguments));
}

} // namespace rove::ui
