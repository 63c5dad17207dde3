// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/models/serialworker.h"
#include "ui/models/statehistory.h"
#include "ui/models/valueextent.h"
#include "ui/pages/state/statejsonview.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace rove::ui {

class BusyBar;
class ElidedLabel;
class EmptyState;
class IconLabel;
class MessageBar;
class StateDiffView;
class StateEditStrip;
class StateHistoryBar;
class FindBar;
class StateReviewDialog;
class StateTreePane;
class ValueTableModel;
class ValueTableView;
class ValueTreeView;

/// How many levels of a state are open when it is shown first.
inline constexpr int stateDepthAtFirst = 2;

/// The state of one actor, live, as a tree, as JSON, compared with another state, or
/// its lists as a table; with edits that stay
/// while the actor goes on, and with every version that was seen.
///
/// Looking never wakes the actor; Apply writes, reads back and says what came of it. Shows whatever session
/// and history it is given, none included; both belong to the caller, and what is to outlive a change of
/// session is in saveView(). Commands that other places show are in commands(). GUI thread.
class StatePage : public QWidget {
    Q_OBJECT
public:
    enum class Mode { Tree, Json, Diff, Table };

    explicit StatePage(QWidget *parent = nullptr);

    /// Also takes the history away, which belonged to the session before.
    void setSession(ActorSession *session);
    void setHistory(StateHistory *history);
    /// Commands of other owners that empty states and messages offer.
    void setCommands(QAction *wake, QAction *retry);

    /// What is open, where, and how; for the same actor later.
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    /// Those that the page makes; the tree's own are the tree's.
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] QAction *applyCommand() const { return m_apply; }
    [[nodiscard]] QAction *revertCommand() const { return m_revert; }
    [[nodiscard]] QAction *jsonCommand() const { return m_json; }
    [[nodiscard]] QAction *treeCommand() const { return m_tree; }
    [[nodiscard]] ValueTreeView *treeView() const { return m_treeView; }
    [[nodiscard]] ValueTableView *tableView() const { return m_tableView; }
    [[nodiscard]] StateJsonView *jsonView() const { return m_jsonView; }
    [[nodiscard]] StateDiffView *diffView() const { return m_diffView; }
    [[nodiscard]] StateHistoryBar *historyBar() const { return m_historyBar; }
    [[nodiscard]] StateEditStrip *editStrip() const { return m_strip; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    /// Says which version is shown instead of the live state.
    [[nodiscard]] MessageBar *versionBar() const { return m_versionBar; }
    /// Says which file is being previewed.
    [[nodiscard]] MessageBar *importBar() const { return m_importBar; }
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] QString sizeText() const;

    /// Reads a file and compares it with the state; `state.useImport` makes edits of it.
    void importFile(const QString &path);
    void exportTo(const QString &path);
    /// The dialog that `state.review` opens; null without edits. It applies when accepted.
    StateReviewDialog *openReview();

signals:
    /// Text went to the clipboard; `what` says in words which.
    void copied(const QString &what);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    /// An earlier version that is shown instead of what the actor holds.
    struct ShownVersion {
        quint64 number = 0;
        /// None while it is being read.
        std::optional<QCborValue> value;
        /// It is shown because nothing newer is known, not because somebody chose it.
        bool isLastKnown = false;
    };
    struct Import {
        QString name;
        QCborValue value;
    };

    // statepagecommands.cpp
    void makeCommands();
    void makeEditCommands();
    void makeModeCommands();
    void makeHistoryCommands();
    void makeFileCommands();
    void updateCommands();
    void updateHistoryCommands();
    [[nodiscard]] QString whyNoApply() const;

    // statepagelayout.cpp
    void makeLayout();
    QLayout *makeToolRow();
    QLayout *makeFooter();
    QWidget *makeConflictRow();
    void connectTree();
    void connectDocument();
    template <class Source>
    void connectRequests(Source *source);

    void updateAll();
    void updateContent();
    void updateTree();
    void openTree();
    void updateSize();
    void updateTable();
    [[nodiscard]] std::optional<ValuePath> tablePath() const;
    [[nodiscard]] FindBar *findBar() const;
    void setMode(Mode mode);
    [[nodiscard]] bool isLoaded() const;
    [[nodiscard]] QCborValue shownValue() const;
    [[nodiscard]] const StateDocument *document() const;
    void setDepth(int depth);

    // statepagestates.cpp
    void showEmpty();
    void showReading();
    void showNoState();
    void updateSituation();
    void updateNotes();
    void updateEditNote();
    void updateConflictRow();
    void updateAges();
    void updateVersionBar();
    [[nodiscard]] bool wasJustApplied() const;
    [[nodiscard]] QString applyStepText() const;
    [[nodiscard]] QString actorName() const;

    // statepageapply.cpp
    void apply();
    void applyEdits(const std::vector<quint64> &edits);
    void onApplied(const Result<ApplyResult> &result);
    void onOutcome(const ApplyResult &result);
    void revert();
    void resolveCurrent(StateDocument::Resolution resolution);
    void goToNextConflict();
    void pasteJson();

    // statepageversions.cpp
    void onVersionsChanged();
    void showVersion(std::optional<quint64> version, bool isLastKnown);
    void restoreVersion();
    void eraseHistory();
    void compareShown();
    void updateSides();
    void compareSides();
    void withSide(const QString &id, const std::function<void(const std::optional<QCborValue> &)> &use);
    void chooseImport();
    void takeImport(const QString &name, const Result<QCborValue> &value);
    void useImport();
    void dropImport();
    void chooseExport();

    QPointer<ActorSession> m_session;
    QPointer<StateHistory> m_history;
    ValueTreeModel *m_treeModel;
    QAction *m_wake = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_cancelApply = nullptr;
    QAction *m_revert = nullptr;
    QAction *m_review = nullptr;
    QAction *m_keepMine = nullptr;
    QAction *m_takeLive = nullptr;
    QAction *m_nextConflict = nullptr;
    QAction *m_pasteJson = nullptr;
    QAction *m_tree = nullptr;
    QAction *m_json = nullptr;
    QAction *m_diff = nullptr;
    QAction *m_table = nullptr;
    QAction *m_inspector = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_compareFrom = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_erase = nullptr;
    QAction *m_import = nullptr;
    QAction *m_useImport = nullptr;
    QAction *m_export = nullptr;

    BusyBar *m_busy;
    MessageBar *m_situation;
    MessageBar *m_message;
    MessageBar *m_versionBar;
    MessageBar *m_importBar;
    QWidget *m_toolRow;
    QComboBox *m_depthBox;
    IconLabel *m_liveIcon;
    ElidedLabel *m_liveNote;
    StateEditStrip *m_strip = nullptr;
    QWidget *m_conflictRow;
    QLabel *m_conflictText;
    QStackedWidget *m_stack;
    StateTreePane *m_treePane;
    ValueTreeView *m_treeView;
    ValueTableModel *m_tableModel;
    ValueTableView *m_tableView;
    StateJsonView *m_jsonView;
    StateDiffView *m_diffView;
    EmptyState *m_empty;
    EmptyState *m_tooLarge;
    QWidget *m_footer;
    QLabel *m_sizeLabel;
    StateHistoryBar *m_historyBar;

    Mode m_mode = Mode::Tree;
    std::optional<ShownVersion> m_version;
    std::optional<Import> m_imported;
    std::optional<ValueExtent> m_size;
    /// The left side of the next comparison, if a version was chosen for it.
    QString m_compareWith;
    QVariantMap m_wantedView;
    QTimer m_ageTimer;
    QTimer m_sizePause;
    QTimer m_comparePause;
    QTimer m_livePause;
    SerialWorker m_worker;
    /// Count what is asked for on other threads, so that a late answer is not shown.
    quint64 m_versionRequest = 0;
    quint64 m_sizeRequest = 0;
    quint64 m_compareRequest = 0;
    QDateTime m_appliedAt;
    /// When it began to wait for the state; null while it does not.
    QDateTime m_readingSince;
    QDateTime m_pausedAt;
    /// Which list the table shows.
    ValuePath m_tablePath;
    /// True between the two signals of a document that say that the actor changed its state.
    bool m_isLiveNews = false;
    bool m_isContentOld = false;
    bool m_isFreshTree = true;
};

} // namespace rove::ui
