// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/joblistmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QWidget>

class QStackedWidget;
class QTableView;

namespace rove::ui {

class EmptyState;
class JobDetail;
class MessageBar;
class SplitView;

/// The jobs of the program: their list, newest first, and everything about the one chosen, with the commands
/// on it. The model outlives the page. GUI thread.
class JobsPage : public QWidget {
    Q_OBJECT
public:
    explicit JobsPage(JobListModel &jobs, QWidget *parent = nullptr);
    ~JobsPage() override;

    void chooseJob(const QString &id);
    [[nodiscard]] QString chosenId() const { return m_chosenId; }
    /// `jobs.pause`, `jobs.resume`, `jobs.cancel`, `jobs.retryFailed`, `jobs.exportResults`,
    /// `jobs.clearFinished`.
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);

    /// Writes the results of the chosen job: CSV if the name ends so, JSON otherwise.
    void exportResultsTo(const QString &path);

    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] JobDetail *detail() const { return m_detail; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }

private:
    void makeCommands();
    void makeTable();
    void makeLayout();
    [[nodiscard]] Job *chosen() const;
    void onCurrentChanged(const QModelIndex &current);
    void onRowsChanged();
    void updateCommands();
    void askExportPath();
    void showMenu(const QPoint &position);

    JobListModel &m_jobs;
    QSortFilterProxyModel m_proxy;
    QString m_chosenId;
    QAction *m_pause;
    QAction *m_resume;
    QAction *m_cancel;
    QAction *m_retryFailed;
    QAction *m_exportResults;
    QAction *m_clearFinished;
    MessageBar *m_message;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    SplitView *m_split;
    QTableView *m_table;
    JobDetail *m_detail;
};

} // namespace rove::ui
