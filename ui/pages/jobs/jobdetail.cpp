// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/jobdetail.h"

#include "ui/models/jobtext.h"
#include "ui/pages/jobs/jobstext.h"
#include "ui/pages/jobs/jobtone.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusbadge.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString lineText(const Job::LogLine &line)
{
    return QLocale().toString(line.at.toLocalTime().time(), u"HH:mm:ss"_s) % u"  "_s % line.text;
}

} // namespace

JobDetail::JobDetail(const QList<QAction *> &commands, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_target(new ElidedLabel)
    , m_state(new StatusBadge(StatusBadge::Size::Large))
    , m_progress(new QProgressBar)
    , m_counts(new ElidedLabel)
    , m_reason(new QLabel)
    , m_tabs(new QTabWidget)
    , m_results(new QTableView)
    , m_failedOnly(new QCheckBox(JobsText::tr("Onl&y what failed")))
    , m_log(new QPlainTextEdit)
{
    m_proxy.setSourceModel(&m_items);
    m_proxy.setSortRole(roleOf(TableRole::Value));
    m_proxy.setFilterKeyColumn(static_cast<int>(JobItemsModel::Column::State));
    m_proxy.setFilterRole(roleOf(TableRole::Value));
    makeLayout(commands);
    connect(m_failedOnly, &QCheckBox::toggled, this, [this](bool isOn) {
        const int failed = static_cast<int>(JobItem::State::Failed);
        m_proxy.setFilterRegularExpression(isOn ? u"^%1$"_s.arg(failed) : QString());
    });
    refresh();
}

void JobDetail::makeLayout(const QList<QAction *> &commands)
{
    m_title->setFont(fonts::title());
    m_title->setTextFormat(Qt::PlainText);
    m_target->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(JobsText::tr("Progress"));
    m_counts->setElideMode(Qt::ElideRight);
    m_tabs->setAccessibleName(JobsText::tr("Results and log"));
    m_log->setReadOnly(true);
    m_log->setFont(fonts::code());
    m_log->setAccessibleName(JobsText::tr("Log of the job"));
    m_log->setMaximumBlockCount(static_cast<int>(joblimits::logLineCountMax));
    m_log->setFrameShape(QFrame::NoFrame);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeResults(), JobsText::tr("&Results"));
    m_tabs->addTab(m_log, JobsText::tr("&Log"));

    auto *heading = new QHBoxLayout;
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_state);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    for (QAction *command : commands)
        buttons->addWidget(new CommandButton(command));
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space4, metrics::space3, metrics::space4, metrics::space2);
    layout->setSpacing(metrics::space2);
    layout->addLayout(heading);
    layout->addWidget(m_target);
    layout->addWidget(m_progress);
    layout->addWidget(m_counts);
    layout->addWidget(m_reason);
    layout->addLayout(buttons);
    layout->addWidget(m_tabs, 1);
}

QWidget *JobDetail::makeResults()
{
    using Column = JobItemsModel::Column;
    m_results->setModel(&m_proxy);
    m_results->setSelectionBehavior(QTableView::SelectRows);
    m_results->setAlternatingRowColors(true);
    m_results->setShowGrid(false);
    m_results->setWordWrap(false);
    m_results->setTabKeyNavigation(false);
    m_results->setSortingEnabled(true);
    m_results->sortByColumn(-1, Qt::AscendingOrder);
    m_results->setVerticalScrollMode(QTableView::ScrollPerPixel);
    m_results->verticalHeader()->hide();
    m_results->setAccessibleName(JobsText::tr("What came of each item"));
    m_results->setItemDelegateForColumn(
        static_cast<int>(Column::State),
        new StatusDelegate(
            [](const QModelIndex &index) {
                return toneOf(static_cast<JobItem::State>(index.data(roleOf(TableRole::Value)).toInt()));
            },
            this));
    QHeaderView *header = m_results->horizontalHeader();
    for (int column = 0; column < m_items.columnCount(); ++column)
        header->resizeSection(column, m_items.headers()[static_cast<size_t>(column)].width);
    header->setSectionResizeMode(static_cast<int>(Column::Result), QHeaderView::Stretch);

    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, metrics::space2, 0, 0);
    layout->setSpacing(metrics::space2);
    layout->addWidget(m_failedOnly);
    layout->addWidget(m_results, 1);
    return pane;
}

void JobDetail::setJob(Job *job)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_items.setJob(job);
    if (job) {
        connect(job, &Job::stateChanged, this, &JobDetail::refresh);
        connect(job, &Job::progressChanged, this, &JobDetail::refresh);
        connect(job, &Job::logAdded, this, &JobDetail::appendLog);
    }
    showLog();
    refresh();
}

void JobDetail::refresh()
{
    if (!m_job)
        return;
    const Job::Counts &counts = m_job->counts();
    m_title->setText(m_job->title());
    m_target->setText(m_job->target());
    m_state->setStatus(toneOf(m_job->state()), jobStateWord(m_job->state()));
    m_progress->setRange(0, qMax(1, counts.total));
    m_progress->setValue(counts.ended());
    const QLocale locale;
    QStringList parts{
        JobsText::tr("%1 of %2").arg(locale.toString(counts.ended()), locale.toString(counts.total)),
        jobSummaryText(counts)};
    if (const QString pace = jobPaceText(*m_job); !pace.isEmpty())
        parts.append(pace);
    m_counts->setText(parts.join(u" · "_s));
    m_reason->setText(m_job->reason());
    m_reason->setVisible(!m_job->reason().isEmpty());
}

void JobDetail::showLog()
{
    QStringList lines;
    if (m_job) {
        for (const Job::LogLine &line : m_job->log())
            lines.append(lineText(line));
    }
    m_log->setPlainText(lines.join(u'\n'));
}

void JobDetail::appendLog()
{
    m_log->appendPlainText(lineText(m_job->log().back()));
}

QString JobDetail::countsText() const
{
    return m_counts->text();
}

QString JobDetail::logText() const
{
    return m_log->toPlainText();
}

} // namespace rove::ui
