// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/pages/state/statejsonview.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;

namespace rove::ui {

class BusyBar;
class ElidedLabel;
class EmptyState;
class MessageBar;
class ValueTreeView;

/// The state of one actor, live, as a tree or as JSON, with edits that stay while the actor goes on. Looking
/// never wakes the actor; Apply writes, reads back and says what came of it. Shows whatever session it is
/// given, none included; the session belongs to the caller. Commands that other places show are in
/// commands(). GUI thread.
class StatePage : public QWidget {
    Q_OBJECT
public:
    explicit StatePage(QWidget *parent = nullptr);

    void setSession(ActorSession *session);
    /// Commands of other owners that empty states and messages offer.
    void setCommands(QAction *wake, QAction *retry);

    /// Those that the page makes; the tree's own are the tree's.
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] QAction *applyCommand() const { return m_apply; }
    [[nodiscard]] QAction *revertCommand() const { return m_revert; }
    [[nodiscard]] QAction *jsonCommand() const { return m_json; }
    [[nodiscard]] QAction *treeCommand() const { return m_tree; }
    [[nodiscard]] ValueTreeView *treeView() const { return m_treeView; }
    [[nodiscard]] StateJsonView *jsonView() const { return m_jsonView; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

signals:
    /// Text went to the clipboard; `what` says in words which.
    void copied(const QString &what);

private:
    void makeCommands();
    void makeLayout();
    QLayout *makeToolRow();
    QWidget *makeConflictRow();
    void connectTree();
    void connectDocument();
    void updateAll();
    void updateContent();
    void showEmpty();
    void updateSituation();
    void updateTree();
    void openTree();
    void updateAges();
    void updateEditNote();
    [[nodiscard]] bool wasJustApplied() const;
    void updateCommands();
    [[nodiscard]] QString whyNoApply() const;
    void apply();
    void onApplied(const Result<ApplyResult> &result);
    void revert();
    void resolveCurrent(StateDocument::Resolution resolution);
    void setJsonShown(bool json);
    [[nodiscard]] QString actorName() const;

    QPointer<ActorSession> m_session;
    ValueTreeModel *m_treeModel;
    QAction *m_wake = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_revert = nullptr;
    QAction *m_keepMine = nullptr;
    QAction *m_takeLive = nullptr;
    QAction *m_tree = nullptr;
    QAction *m_json = nullptr;
    BusyBar *m_busy;
    MessageBar *m_situation;
    MessageBar *m_message;
    QLabel *m_noteIcon;
    ElidedLabel *m_note;
    QWidget *m_toolRow;
    QWidget *m_conflictRow;
    ElidedLabel *m_conflictText;
    QStackedWidget *m_stack;
    ValueTreeView *m_treeView;
    StateJsonView *m_jsonView;
    EmptyState *m_empty;
    QTimer m_ageTimer;
    QDateTime m_appliedAt;
    bool m_isJsonShown = false;
};

} // namespace rove::ui
