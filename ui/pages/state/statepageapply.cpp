// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/errortext.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statereviewdialog.h"
#include "ui/pages/state/statetext.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>

// What the state page does with edits: apply, review, settle, drop.
namespace rove::ui {

void StatePage::apply()
{
    if (!m_jsonView->commit()) {
        setMode(Mode::Json);
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

void StatePage::applyEdits(const std::vector<quint64> &edits)
{
    if (!m_session || edits.empty())
        return;
    m_message->clear();
    m_session->apply(edits).then(this, [this, session = m_session](const Result<ApplyResult> &result) {
        if (session && session == m_session)
            onApplied(result);
    });
}

StateReviewDialog *StatePage::openReview()
{
    if (!m_jsonView->commit() || !m_session || !m_session->document().isModified())
        return nullptr;
    auto *dialog = new StateReviewDialog(m_session->document(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(true);
    connect(dialog, &QDialog::accepted, this, [this, dialog, session = m_session] {
        if (session && session == m_session)
            applyEdits(dialog->chosen());
    });
    connect(m_session, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->open();
    return dialog;
}

void StatePage::onApplied(const Result<ApplyResult> &result)
{
    if (result)
        return onOutcome(*result);
    const Error &error = result.error();
    if (error.code == ErrorCode::ClientCancelled) {
        m_message->showMessage(MessageBar::Severity::Information,
                               StateText::tr("Applying was given up before anything was written. "
                                             "The edits are still here."));
        return;
    }
    m_message->showMessage(MessageBar::Severity::Error,
                           StateText::tr("The edits were not applied and are still here. %1 %2")
                               .arg(errorSentence(error, actorName()), errorRemedy(error))
                               .trimmed(),
                           {m_apply});
    m_message->setDetails(errorDetails(error));
}

void StatePage::onOutcome(const ApplyResult &result)
{
    using Outcome = ApplyResult::Outcome;
    using Severity = MessageBar::Severity;
    switch (result.outcome) {
    case Outcome::Nothing:
        break;
    case Outcome::Applied:
        m_appliedAt = QDateTime::currentDateTime();
        updateAges();
        break;
    case Outcome::Conflict:
        m_message->showMessage(
            Severity::Warning,
            StateText::tr("Nothing was written: the actor changed what you edited. Choose for each "
                          "conflict whether to keep yours or to take the live value."),
            {m_review});
        break;
    case Outcome::Differs:
        m_message->showMessage(
            Severity::Information,
            StateText::tr("The edits were written, but the actor changed %n value(s) at once.", nullptr,
                          static_cast<int>(result.paths.size())));
        break;
    case Outcome::NotWritable:
        m_message->showMessage(
            Severity::Error,
            StateText::tr("Nothing was written: the value at %1 is more than JSON can say, and this "
                          "actor takes no other form now.")
                .arg(result.paths.front().toString()));
        break;
    case Outcome::Unverified: {
        const Error error = result.error.value_or(Error::of(ErrorCode::ClientCancelled));
        const QString why = error.code == ErrorCode::ClientCancelled
                                ? StateText::tr("You did not wait for it.")
                                : errorSentence(error, actorName());
        m_message->showMessage(
            Severity::Warning,
            StateText::tr("The edits were sent, but it is not known whether the actor has them. %1 "
                          "They are still here; apply them again to find out.")
                .arg(why),
            {m_apply});
        m_message->setDetails(errorDetails(error));
        break;
    }
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
    if (!m_session)
        return;
    m_session->document().resolve(m_treeView->currentPath(), resolution);
    // The bar may have said that there are conflicts.
    if (m_session->document().conflicts().empty() && m_message->severity() == MessageBar::Severity::Warning)
        m_message->clear();
}

void StatePage::goToNextConflict()
{
    if (!document() || document()->conflicts().empty())
        return;
    setMode(Mode::Tree);
    if (m_version)
        showVersion(std::nullopt, false);
    const std::vector<StateConflict> &conflicts = document()->conflicts();
    const auto current = std::ranges::find(conflicts, m_treeView->currentPath(), &StateConflict::path);
    const auto next =
        current == conflicts.end() || current + 1 == conflicts.end() ? conflicts.begin() : current + 1;
    m_treeView->setCurrentPath(next->path);
    m_treeView->setFocus();
}

void StatePage::pasteJson()
{
    if (!m_session)
        return;
    const auto value = parseJsonText(QGuiApplication::clipboard()->text());
    if (!value) {
        m_message->showMessage(MessageBar::Severity::Error,
                               StateText::tr("The clipboard holds no JSON: line %1, column %2: %3")
                                   .arg(value.error().line)
                                   .arg(value.error().column)
                                   .arg(value.error().message));
        return;
    }
    if (!m_session->document().edit(m_treeView->currentPath(), *value))
        m_message->showMessage(MessageBar::Severity::Warning,
                               StateText::tr("Choose the value that is to be replaced first."));
}

} // namespace rove::ui
