// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/jobitemsmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QTabWidget;
class QTableView;

namespace rove::ui {

class ElidedLabel;
class StatusBadge;

/// One job: its state, progress and pace, what came of each item, and its log. Follows the job, which belongs
/// to the caller and may go at any time. GUI thread.
class JobDetail : public QWidget {
    Q_OBJECT
public:
    /// The commands belong to the caller.
    explicit JobDetail(const QList<QAction *> &commands, QWidget *parent = nullptr);

    void setJob(Job *job);
    [[nodiscard]] Job *job() const { return m_job; }

    [[nodiscard]] QTableView *results() const { return m_results; }
    [[nodiscard]] QCheckBox *failedOnlyBox() const { return m_failedOnly; }
    [[nodiscard]] QString countsText() const;
    [[nodiscard]] QString logText() const;

private:
    void makeLayout(const QList<QAction *> &commands);
    QWidget *makeResults();
    void refresh();
    void showLog();
    void appendLog();

    QPointer<Job> m_job;
    JobItemsModel m_items;
    QSortFilterProxyModel m_proxy;
    QLabel *m_title;
    ElidedLabel *m_target;
    StatusBadge *m_state;
    QProgressBar *m_progress;
    ElidedLabel *m_counts;
    QLabel *m_reason;
    QTabWidget *m_tabs;
    QTableView *m_results;
    QCheckBox *m_failedOnly;
    QPlainTextEdit *m_log;
};

} // namespace rove::ui
