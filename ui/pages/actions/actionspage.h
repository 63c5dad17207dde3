// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/pages/actions/actioncall.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;
class QStringListModel;
class QTabBar;
class QTableView;

namespace rove::ui {

class ArgumentForm;
class BusyBar;
class CodeEditor;
class ElidedLabel;
class EmptyState;
class FilterBox;
class PastCallsModel;
class SplitView;
class StatusBadge;
class ValueTreeView;

/// Calls one action of an actor: its name, chosen from a list where there is room for one, its arguments as
/// fields or as one JSON array, and below one of three: what came back, a value or an error shown as one; the
/// calls before, to make one of them again; the call as code of a client. Remembers the arguments of each
/// action of each type until the program ends; they may hold secrets, so they are written nowhere. A call
/// belongs to the session (ActionCall), so it goes on while another actor is shown. The session belongs to
/// the caller. GUI thread.
class ActionsPage : public QWidget {
    Q_OBJECT
public:
    explicit ActionsPage(QWidget *parent = nullptr);

    void setSession(ActorSession *session);

    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] QAction *runCommand() const { return m_run; }
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    [[nodiscard]] QComboBox *actionBox() const { return m_actions; }
    [[nodiscard]] QListView *actionList() const { return m_list; }
    [[nodiscard]] ArgumentForm *argumentForm() const { return m_form; }
    [[nodiscard]] CodeEditor *argumentsEditor() const { return m_arguments; }
    /// What the error of the newest call says; empty for a result.
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] ValueTreeModel *resultModel() const { return m_resultModel; }
    [[nodiscard]] QTableView *pastCalls() const { return m_past; }
    /// The call as code of a client, as it is in the fields.
    [[nodiscard]] CodeEditor *codeView() const { return m_code; }
    /// What the lower part shows, one of three tabs.
    enum Lower { ResultTab, PastTab, CodeTab };
    [[nodiscard]] QTabBar *lowerTabs() const { return m_lower; }

signals:
    /// Text went to the clipboard; `what` says in words which.
    void copied(const QString &what);
    /// The call as an input for the console.
    void replAsked(const QString &input);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Mode { FieldsMode, ArrayMode };

    void makeCommands();
    void makeLayout();
    QWidget *makeListPane();
    QWidget *makeCallPane();
    QWidget *makeArguments();
    QWidget *makeLowerPane();
    QWidget *makeResult();
    void makePastCalls();
    void connectParts();
    void updateActions();
    void updateCommands();
    void updateList();
    void rememberArguments();
    void recallArguments();
    [[nodiscard]] QString memoryKey(const QString &action) const;
    [[nodiscard]] QString action() const;
    [[nodiscard]] std::optional<QCborArray> readArguments();
    void syncForm();
    void run();
    void showCall();
    void showDuration();
    void openResult();
    void showResult(const ActionResult &result);
    void showError(const Error &error);
    void copyText(const QString &text, const QString &what);
    void copyCurl();
    void copyTypeScript();
    void copyResult();
    void openInRepl();
    [[nodiscard]] QString typeScript(const QCborArray &arguments) const;
    void updateCode();
    void callAgain(const QModelIndex &index);

    QPointer<ActorSession> m_session;
    QPointer<ActionCall> m_call;
    QHash<QString, QString> m_remembered;
    QString m_shownAction;
    bool m_isSyncing = false;
    QTimer m_clock;
    QAction *m_run = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_toRepl = nullptr;
    QAction *m_copyCurl = nullptr;
    QAction *m_copyTypeScript = nullptr;
    QAction *m_copyResult = nullptr;
    SplitView *m_columns;
    QWidget *m_listPane = nullptr;
    FilterBox *m_filter;
    QListView *m_list;
    QStringListModel *m_names;
    QSortFilterProxyModel *m_shownNames;
    QComboBox *m_actions;
    QLabel *m_hint;
    QTabBar *m_mode;
    ArgumentForm *m_form;
    CodeEditor *m_arguments;
    QStackedWidget *m_argumentStack;
    BusyBar *m_busy;
    StatusBadge *m_outcome;
    ElidedLabel *m_summary;
    QLabel *m_errorText;
    ValueTreeModel *m_resultModel;
    ValueTreeView *m_resultView;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QTabBar *m_lower;
    QStackedWidget *m_lowerStack;
    PastCallsModel *m_pastModel;
    QTableView *m_past;
    CodeEditor *m_code;
};

} // namespace rove::ui
