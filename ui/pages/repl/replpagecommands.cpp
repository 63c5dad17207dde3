// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/repl/historypopup.h"
#include "ui/pages/repl/jsscan.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/pages/repl/replexamples.h"
#include "ui/pages/repl/repllimits.h"
#include "ui/pages/repl/replpage.h"
#include "ui/pages/repl/repltext.h"
#include "ui/pages/repl/transcriptview.h"
#include "ui/style/icons.h"
#include "ui/widgets/command.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>

// What the commands of the page do.

using namespace Qt::StringLiterals;

namespace rove::ui {

using Phase = ReplSession::Phase;

// --- Running ---

void ReplPage::runText(const QString &text)
{
    if (!m_session || text.trimmed().isEmpty())
        return;
    const bool isWhole = text == m_editor->toPlainText();
    if (!m_session->run(text)) {
        m_message->showMessage(
            MessageBar::Severity::Warning,
            text.size() > repllimits::inputCharactersMax
                ? ReplText::tr("The input is too long to be run.")
                : ReplText::tr("Too much runs already. Stop the scripts that run, or wait for them."));
        return;
    }
    m_message->clear();
    m_historyPlace = 0;
    if (isWhole)
        m_editor->replaceText({});
    m_view->scrollToEnd();
    m_editor->setFocus();
}

void ReplPage::stepHistory(int step)
{
    if (!m_session)
        return;
    const QStringList &history = m_session->store().history();
    const int place = m_historyPlace - step;
    if (place < 0 || place > history.size())
        return;
    if (m_historyPlace == 0)
        m_ownDraft = m_editor->toPlainText();
    m_historyPlace = place;
    m_editor->replaceText(place == 0 ? m_ownDraft : history.at(history.size() - place));
}

void ReplPage::openHistory()
{
    if (!m_session)
        return;
    auto *popup = new HistoryPopup(m_session->store(), this);
    connect(popup, &HistoryPopup::chosen, this, [this](const QString &input) {
        m_editor->replaceText(input);
        m_editor->setFocus();
    });
    popup->popUp(m_editor);
}

// --- Snippets ---

void ReplPage::fillSnippets(QMenu *menu)
{
    menu->clear();
    if (!m_session)
        return;
    ReplStore &store = m_session->store();
    for (const auto &[name, text] : store.snippets()) {
        QString label = name;
        QAction *insert = menu->addAction(label.replace(u'&', u"&&"_s));
        insert->setToolTip(text);
        connect(insert, &QAction::triggered, this, [this, text] { m_editor->insertText(text); });
    }
    if (store.snippets().empty())
        menu->addAction(ReplText::tr("No snippets are saved"))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(m_commands.saveSnippet);
    QMenu *remove = menu->addMenu(icon("trash3"_L1), ReplText::tr("&Delete Snippet"));
    remove->setEnabled(!store.snippets().empty());
    for (const auto &[name, text] : store.snippets()) {
        QString label = name;
        connect(remove->addAction(label.replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, key = name] { m_session->store().removeSnippet(key); });
    }
}

void ReplPage::saveSnippet()
{
    const QString text = m_editor->toPlainText();
    const QString name = askName(ReplText::tr("Save as Snippet"), ReplText::tr("Name of the snippet:"), {});
    if (name.isEmpty() || !m_session)
        return;
    if (!m_session->store().setSnippet(name, text))
        m_message->showMessage(MessageBar::Severity::Warning,
                               ReplText::tr("There are too many snippets. Delete one first."));
}

QString ReplPage::askName(const QString &title, const QString &label, const QString &suggested)
{
    bool isGiven = false;
    const QString name = QInputDialog::getText(this, title, label, QLineEdit::Normal, suggested, &isGiven);
    return isGiven ? name.trimmed() : QString();
}

// --- The chosen entry ---

void ReplPage::openMenu(const QPoint &globalPosition)
{
    QMenu menu;
    menu.addActions({m_commands.copyResult, m_commands.copyInput});
    menu.addSeparator();
    menu.addActions({m_commands.saveResult, m_commands.insertPath});
    menu.addSeparator();
    menu.addAction(m_commands.clear);
    menu.exec(globalPosition);
}

void ReplPage::copy(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    emit copied(what);
}

void ReplPage::copyChosen()
{
    const QModelIndex index = m_view->currentIndex();
    const ReplEntry *entry = m_session ? m_session->transcript().entryAt(index) : nullptr;
    if (!entry)
        return;
    if (index.data(ReplTranscript::HasValueRole).toBool())
        return copy(toJsonText(withoutShownTags(index.data(ReplTranscript::ValueRole).value<QCborValue>())),
                    ReplText::tr("value as JSON"));
    copy(plainText(*entry), ReplText::tr("text of the entry"));
}

void ReplPage::copyInput()
{
    const ReplEntry *chosen = m_session ? m_session->transcript().entryAt(m_view->currentIndex()) : nullptr;
    if (!chosen)
        return;
    ReplTranscript &transcript = m_session->transcript();
    for (int row = 0; row < transcript.rowCount(); ++row) {
        const ReplEntry &entry = *transcript.entryAt(transcript.index(row, 0));
        if (entry.kind == ReplEntry::Kind::Input && entry.run == chosen->run)
            return copy(entry.text, ReplText::tr("input"));
    }
}

void ReplPage::saveResult()
{
    const QString path = m_view->currentIndex().data(ReplTranscript::ScriptPathRole).toString();
    const QString name =
        askName(ReplText::tr("Save as Variable"), ReplText::tr("Name of the variable:"), u"value"_s);
    if (name.isEmpty() || path.isEmpty() || !m_session)
        return;
    if (!isJsIdentifier(name))
        return m_message->showMessage(MessageBar::Severity::Warning,
                                      ReplText::tr("%1 cannot be the name of a variable.").arg(name));
    runText(u"var %1 = %2"_s.arg(name, path));
}

void ReplPage::insertPath()
{
    m_editor->insertText(m_view->currentIndex().data(ReplTranscript::ScriptPathRole).toString());
}

/// Enter on an input brings it back; on what can be unfolded, unfolds it.
void ReplPage::activateEntry(const QModelIndex &index)
{
    const ReplEntry *entry = m_session ? m_session->transcript().entryAt(index) : nullptr;
    if (!entry)
        return;
    if (m_session->transcript().hasChildren(index))
        return m_view->setExpanded(index, !m_view->isExpanded(index));
    if (entry->kind != ReplEntry::Kind::Input)
        return;
    m_editor->replaceText(entry->text);
    m_editor->setFocus();
}

// --- What can be done ---

void ReplPage::updateCommands()
{
    const QString noActor = m_session ? QString() : ReplText::tr("No actor is chosen.");
    const auto because = [&noActor](bool isWrong, const QString &reason) {
        return noActor.isEmpty() && isWrong ? reason : noActor;
    };
    const bool isStopping = m_session && m_session->phase() == Phase::Stopping;
    const bool isRunning = m_session && (m_session->phase() == Phase::Running || isStopping);
    const QModelIndex chosen = m_view->currentIndex();
    const bool isEmpty = m_editor->toPlainText().trimmed().isEmpty();
    const QString stopping = because(isStopping, ReplText::tr("The scripts are being stopped."));
    const QString nothingTyped = because(isEmpty, ReplText::tr("The editor is empty."));
    const QString nothingChosen = because(!chosen.isValid(), ReplText::tr("No entry is chosen."));
    const bool hasPath = !chosen.data(ReplTranscript::ScriptPathRole).toString().isEmpty();
    const QString noPath = nothingChosen.isEmpty() && !hasPath
                               ? ReplText::tr("This entry is not a kept result.")
                               : nothingChosen;
    setDisabledReason(m_commands.run, stopping.isEmpty() ? nothingTyped : stopping);
    setDisabledReason(m_commands.runSelection,
                      because(!m_editor->textCursor().hasSelection(), ReplText::tr("Nothing is selected.")));
    setDisabledReason(m_commands.cancel, because(!isRunning, ReplText::tr("Nothing runs.")));
    setDisabledReason(m_commands.complete, noActor);
    setDisabledReason(m_commands.history, noActor);
    for (QAction *step : {m_commands.previousInput, m_commands.nextInput})
        setDisabledReason(step, because(m_session && m_session->store().history().isEmpty(),
                                        ReplText::tr("Nothing was run before.")));
    setDisabledReason(m_commands.saveSnippet, nothingTyped);
    setDisabledReason(m_commands.copyInput, nothingChosen);
    setDisabledReason(m_commands.copyResult, nothingChosen);
    setDisabledReason(m_commands.saveResult, noPath);
    setDisabledReason(m_commands.insertPath, noPath);
    const bool isBlank = m_session && m_session->transcript().entryCount() == 0;
    setDisabledReason(m_commands.clear, because(isBlank, ReplText::tr("The transcript is empty.")));
    setDisabledReason(m_commands.restart, because(m_session && m_session->phase() == Phase::Unused,
                                                  ReplText::tr("Nothing was run yet.")));
    setDisabledReason(m_commands.enterRuns, noActor);
    const bool showsTranscript = m_session && !isBlank;
    m_stack->setCurrentIndex(showsTranscript ? m_stack->indexOf(m_view) : 0);
}

} // namespace rove::ui
