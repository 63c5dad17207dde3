// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/repl/replcommands.h"
#include "ui/pages/repl/replcompletion.h"
#include "ui/pages/repl/replsession.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

#include <memory>

class QMenu;
class QStackedWidget;

namespace rove::ui {

class BusyBar;
class ElidedLabel;
class MessageBar;
class ReplEditor;
class ReplExamples;
class SplitView;
class StatusBadge;
class TranscriptView;

/// The console of an actor: what was asked and said, and an editor for the next input. Keeps nothing of an
/// actor; pointing it at another session shows that one's transcript, draft and state. The session belongs to
/// the caller. GUI thread.
class ReplPage : public QWidget {
    Q_OBJECT
public:
    explicit ReplPage(QWidget *parent = nullptr);

    void setSession(ReplSession *session);
    [[nodiscard]] ReplSession *session() const { return m_session; }
    /// Puts a text into the editor, at the cursor, and goes there.
    void insertInput(const QString &text);

    [[nodiscard]] QList<QAction *> commands() const { return m_commands.all(); }
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    [[nodiscard]] ReplEditor *editor() const { return m_editor; }
    [[nodiscard]] TranscriptView *transcriptView() const { return m_view; }
    [[nodiscard]] ReplExamples *examples() const { return m_examples; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QString hintText() const;

signals:
    /// Text went to the clipboard; `what` says in words which.
    void copied(const QString &what);

private:
    void makeLayout();
    QWidget *makeHeader();
    QWidget *makeEditorPane();
    void connectCommands();
    void connectSession();
    void connectEditor();

    void runText(const QString &text);
    void stepHistory(int step);
    void openHistory();
    void fillSnippets(QMenu *menu);
    void saveSnippet();
    void openMenu(const QPoint &globalPosition);
    void copyChosen();
    void copyInput();
    void saveResult();
    void insertPath();
    void activateEntry(const QModelIndex &index);
    void copy(const QString &text, const QString &what);

    void updateExamples();
    void updateStatus();
    void updateCommands();
    void updateHint(const QString &hint);
    [[nodiscard]] CompletionSource completionSource() const;
    [[nodiscard]] QString askName(const QString &title, const QString &label, const QString &suggested);

    QPointer<ReplSession> m_session;
    std::unique_ptr<QObject> m_connections;
    ReplCommands m_commands;
    StatusBadge *m_status;
    ElidedLabel *m_summary;
    BusyBar *m_busy;
    MessageBar *m_message;
    TranscriptView *m_view;
    ReplExamples *m_examples;
    QStackedWidget *m_stack;
    SplitView *m_split;
    ReplEditor *m_editor;
    ElidedLabel *m_hint;
    QTimer m_clock;
    /// Where in the history the editor is, from the end; 0 for a draft of its own, which is kept meanwhile.
    int m_historyPlace = 0;
    QString m_ownDraft;
};

} // namespace rove::ui
