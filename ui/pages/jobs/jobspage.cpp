// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobspage.h"

#include "ui/models/jobtext.h"
#include "ui/pages/jobs/jobdetail.h"
#include "ui/pages/jobs/jobstext.h"
#include "ui/pages/jobs/jobtone.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/stackfit.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QSaveFile>
#include <QtCore/QThreadPool>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// Enough for what every column of the list shows.
constexpr int listWidth = 520;

Result<> writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return failure(ErrorCode::IoFailed, file.errorString());
    return {};
}

} // namespace

JobsPage::JobsPage(JobListModel &jobs, QWidget *parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_message(new MessageBar)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_split(new SplitView(Qt::Horizontal))
    , m_table(new QTableView)
{
    makeCommands();
    m_detail = new JobDetail({m_pause, m_resume, m_cancel, m_retryFailed, m_exportResults});
    makeTable();
    makeLayout();
    connect(&m_jobs, &JobListModel::jobRemoved, this, [this](const QString &id) {
        if (id != m_chosenId)
            return;
        m_chosenId.clear();
        m_detail->setJob(nullptr);
        updateCommands();
    });
    connect(&m_jobs, &QAbstractItemModel::dataChanged, this, &JobsPage::updateCommands);
    connect(&m_jobs, &QAbstractItemModel::rowsInserted, this, &JobsPage::onRowsChanged);
    connect(&m_jobs, &QAbstractItemModel::rowsRemoved, this, &JobsPage::onRowsChanged);
    onRowsChanged();
}

JobsPage::~JobsPage()
{
    // The view goes after this and lets go of its rows then.
    m_table->selectionModel()->disconnect(this);
}

void JobsPage::makeCommands()
{
    m_pause = makeCommand(this, {.id = u"jobs.pause"_s,
                                 .text = JobsText::tr("&Pause"),
                                 .icon = "pause-fill"_L1,
                                 .toolTip = JobsText::tr("Start nothing more until it is resumed")});
    m_resume = makeCommand(this, {.id = u"jobs.resume"_s,
                                  .text = JobsText::tr("Res&ume"),
                                  .icon = "play-fill"_L1,
                                  .toolTip = JobsText::tr("Go on with the job")});
    m_cancel = makeCommand(this, {.id = u"jobs.cancel"_s,
                                  .text = JobsText::tr("&Cancel Job"),
                                  .icon = "x-lg"_L1,
                                  .toolTip = JobsText::tr("Start nothing more; what is under way ends")});
    m_retryFailed = makeCommand(this, {.id = u"jobs.retryFailed"_s,
                                       .text = JobsText::tr("Retry &Failed"),
                                       .icon = "arrow-clockwise"_L1,
                                       .toolTip = JobsText::tr("Do what failed or was cancelled again")});
    m_exportResults =
        makeCommand(this, {.id = u"jobs.exportResults"_s,
                           .text = JobsText::tr("&Export Results…"),
                           .icon = "download"_L1,
                           .toolTip = JobsText::tr("Write what came of each item to a CSV or JSON file")});
    m_clearFinished = makeCommand(this, {.id = u"jobs.clearFinished"_s,
                                         .text = JobsText::tr("Clear F&inished"),
                                         .icon = "check-lg"_L1,
                                         .toolTip = JobsText::tr("Take jobs that are over off the list")});
    connect(m_pause, &QAction::triggered, this, [this] { chosen()->pause(); });
    connect(m_resume, &QAction::triggered, this, [this] { chosen()->resume(); });
    connect(m_cancel, &QAction::triggered, this, [this] { chosen()->cancel(); });
    connect(m_retryFailed, &QAction::triggered, this, [this] { chosen()->retryFailed(); });
    connect(m_exportResults, &QAction::triggered, this, &JobsPage::askExportPath);
    connect(m_clearFinished, &QAction::triggered, this, [this] { m_jobs.clearFinished(); });
}

QList<QAction *> JobsPage::commands() const
{
    return {m_pause, m_resume, m_cancel, m_retryFailed, m_exportResults, m_clearFinished};
}

void JobsPage::makeTable()
{
    using Column = JobListModel::Column;
    m_proxy.setSourceModel(&m_jobs);
    m_proxy.setSortRole(roleOf(TableRole::Value));
    m_table->setModel(&m_proxy);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(static_cast<int>(Column::Started), Qt::DescendingOrder);
    m_table->setVerticalScrollMode(QTableView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(JobsText::tr("Jobs"));
    m_table->setItemDelegateForColumn(
        static_cast<int>(Column::State),
        new StatusDelegate(
            [](const QModelIndex &index) {
                return toneOf(static_cast<Job::State>(index.data(roleOf(TableRole::Value)).toInt()));
            },
            this));
    m_table->setItemDelegateForColumn(static_cast<int>(Column::Started),
                                      new RelativeTimeDelegate(m_table, static_cast<int>(Column::Started)));
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < m_jobs.columnCount(); ++column)
        header->resizeSection(column, m_jobs.headers()[static_cast<size_t>(column)].width);
    header->setSectionResizeMode(static_cast<int>(Column::Title), QHeaderView::Stretch);
    header->hideSection(static_cast<int>(Column::Target));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JobsPage::onCurrentChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this, &JobsPage::showMenu);
}

void JobsPage::makeLayout()
{
    m_empty->setContent(
        "list-task"_L1, JobsText::tr("No jobs"),
        JobsText::tr("What takes long, such as putting many actors to sleep, appears here with "
                     "its progress. Select several actors and choose a command to start one."));
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                                   metrics::panePadding);
    leftLayout->addWidget(m_table);
    m_split->addWidget(left);
    m_split->addWidget(m_detail);
    m_split->setStretchFactor(0, 2);
    m_split->setStretchFactor(1, 3);
    m_split->setSizes({listWidth, 3 * listWidth / 2});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_split);
    fitToCurrentPage(*m_stack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
}

// --- Choosing ---

Job *JobsPage::chosen() const
{
    return m_jobs.job(m_chosenId);
}

void JobsPage::chooseJob(const QString &id)
{
    m_jobs.flush();
    const int row = m_jobs.indexOf(id);
    if (row >= 0 && m_jobs.job(id)) {
        m_table->setCurrentIndex(m_proxy.mapFromSource(m_jobs.index(row, 0)));
        return;
    }
    m_chosenId.clear();
    m_detail->setJob(nullptr);
    updateCommands();
}

void JobsPage::onCurrentChanged(const QModelIndex &current)
{
    m_chosenId = current.isValid() ? current.data(roleOf(TableRole::Key)).toString() : QString();
    m_message->clear();
    m_detail->setJob(chosen());
    updateCommands();
}

void JobsPage::onRowsChanged()
{
    const bool hasJobs = m_jobs.rowCount() > 0;
    m_stack->setCurrentWidget(hasJobs ? static_cast<QWidget *>(m_split) : m_empty);
    // Whoever comes here first wants to see the newest.
    if (hasJobs && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_proxy.index(0, 0));
    else if (hasJobs && !chosen())
        onCurrentChanged(m_table->currentIndex());
    updateCommands();
}

void JobsPage::updateCommands()
{
    const Job *job = chosen();
    const QString none = job ? QString() : JobsText::tr("No job is chosen.");
    const auto reason = [&none](bool isPossible, const QString &why) {
        return none.isEmpty() && !isPossible ? why : none;
    };
    const bool isRunning = job && job->state() == Job::State::Running;
    const bool isPaused = job && job->state() == Job::State::Paused;
    setDisabledReason(m_pause, reason(isRunning, JobsText::tr("The job does not run.")));
    setDisabledReason(m_resume, reason(isPaused, JobsText::tr("The job is not paused.")));
    setDisabledReason(m_cancel, reason(isRunning || isPaused, JobsText::tr("The job is over.")));
    const bool isClosed = job && job->isOver() && job->counts().failed + job->counts().cancelled > 0;
    setDisabledReason(m_retryFailed,
                      reason(job && job->canRetry(), isClosed ? JobsText::tr("Its connection was closed.")
                                                              : JobsText::tr("Nothing failed.")));
    setDisabledReason(m_exportResults, none);
    setDisabledReason(m_clearFinished,
                      m_jobs.finishedCount() > 0 ? QString() : JobsText::tr("No job is over."));
}

// --- Results ---

void JobsPage::askExportPath()
{
    const QString path = QFileDialog::getSaveFileName(this, JobsText::tr("Export Results"), {},
                                                      JobsText::tr("CSV (*.csv);;JSON (*.json)"));
    if (!path.isEmpty())
        exportResultsTo(path);
}

void JobsPage::exportResultsTo(const QString &path)
{
    const Job *job = chosen();
    if (!job)
        return;
    const bool isCsv = path.endsWith(u".csv"_s, Qt::CaseInsensitive);
    const QByteArray content = isCsv ? jobResultsCsv(*job) : jobResultsJson(*job);
    const Answer<> answer;
    QThreadPool::globalInstance()->start([answer, path, content] { answer.give(writeFile(path, content)); });
    answer.future().then(this, [this, path](const Result<> &written) {
        if (written) {
            m_message->showMessage(MessageBar::Severity::Information,
                                   JobsText::tr("The results were written to %1.").arg(path));
            return;
        }
        m_message->showMessage(MessageBar::Severity::Error,
                               JobsText::tr("The results could not be written to %1.").arg(path));
        m_message->setDetails(written.error().message);
    });
}

void JobsPage::showMenu(const QPoint &position)
{
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    menu.addActions(commands());
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

QVariantMap JobsPage::saveView() const
{
    return {{u"job"_s, m_chosenId}, {u"split"_s, m_split->saveState()}};
}

void JobsPage::restoreView(const QVariantMap &view)
{
    if (view.contains(u"split"_s))
        m_split->restoreState(view.value(u"split"_s).toByteArray());
    chooseJob(view.value(u"job"_s).toString());
}

} // namespace rove::ui
