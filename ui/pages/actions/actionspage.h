// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace rove::ui {

class BusyBar;
class CodeEditor;
class ElidedLabel;
class EmptyState;
class StatusBadge;
class ValueTreeView;

/// Calls one action of an actor: its name, its arguments as a JSON array, and what came back, a value or an
/// error shown as one. Remembers the arguments of each action of each type until the program ends; they may
/// hold secrets, so they are written nowhere. The session belongs to the caller. GUI thread.
class ActionsPage : public QWidget {
    Q_OBJECT
public:
    explicit ActionsPage(QWidget *parent = nullptr);

    void setSession(ActorSession *session);

    [[nodiscard]] QList<QAction *> commands() const { return {m_run}; }
    [[nodiscard]] QAction *runCommand() const { return m_run; }
    [[nodiscard]] QComboBox *actionBox() const { return m_actions; }
    [[nodiscard]] CodeEditor *argumentsEditor() const { return m_arguments; }
    /// What the error of the newest call says; empty for a result.
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] ValueTreeModel *resultModel() const { return m_resultModel; }

private:
    void makeLayout();
    QWidget *makeCallPane();
    QWidget *makeResultPane();
    void updateActions();
    void updateCommands();
    void rememberArguments();
    void recallArguments();
    [[nodiscard]] QString memoryKey(const QString &action) const;
    std::optional<QCborArray> readArguments();
    void run();
    void onAnswer(const QString &action, const Result<ActionResult> &answer);
    void openResult();
    void showResult(const QString &action, const ActionResult &result);
    void showError(const QString &action, const Error &error);

    QPointer<ActorSession> m_session;
    QHash<QString, QString> m_remembered;
    QString m_shownAction;
    bool m_isRunning = false;
    QElapsedTimer m_running;
    QAction *m_run;
    QComboBox *m_actions;
    QLabel *m_hint;
    CodeEditor *m_arguments;
    BusyBar *m_busy;
    StatusBadge *m_outcome;
    ElidedLabel *m_summary;
    QLabel *m_errorText;
    ValueTreeModel *m_resultModel;
    ValueTreeView *m_resultView;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace rove::ui
