// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobs/destroyedpage.h"

#include "ui/models/errortext.h"
#include "ui/models/snippets.h"
#include "ui/pages/jobs/jobstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/splitview.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QString contentText(const ActorExport &exported)
{
    const QString state = exported.state ? toJsonText(*exported.state) : JobsText::tr("not known");
    return u"// %1\n%2\n\n// %3\n%4"_s.arg(JobsText::tr("State"), state, JobsText::tr("Record"),
                                           snippets::recordJson(exported.record));
}

} // namespace

DestroyedPage::DestroyedPage(DestroyedArchive &archive, QWidget *parent)
    : QWidget(parent)
    , m_archive(archive)
    , m_restore(
          makeCommand(this, {.id = u"destroyed.restore"_s,
                             .text = JobsText::tr("&Restore"),
                             .icon = "arrow-counterclockwise"_L1,
                             .toolTip = JobsText::tr("Make the actor again, with the key and state it had")}))
    , m_forget(makeCommand(this, {.id = u"destroyed.forget"_s,
                                  .text = JobsText::tr("&Forget Copy"),
                                  .icon = "trash3"_L1,
                                  .toolTip = JobsText::tr("Remove the copy from this machine for good")}))
    , m_message(new MessageBar)
    , m_busy(new BusyBar)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_table(new QTableView)
    , m_content(new CodeEditor(CodeEditor::Language::JavaScript))
{
    makeTable();
    makeLayout();
    connect(m_restore, &QAction::triggered, this, &DestroyedPage::restore);
    connect(m_forget, &QAction::triggered, this, &DestroyedPage::forget);
    connect(&m_archive, &QAbstractItemModel::rowsInserted, this, &DestroyedPage::onRowsChanged);
    connect(&m_archive, &QAbstractItemModel::rowsRemoved, this, &DestroyedPage::onRowsChanged);
    onRowsChanged();
}

DestroyedPage::~DestroyedPage()
{
    // The view goes after this and lets go of its rows then.
    m_table->selectionModel()->disconnect(this);
}

void DestroyedPage::makeTable()
{
    using Column = DestroyedArchive::Column;
    m_proxy.setSourceModel(&m_archive);
    m_proxy.setSortRole(roleOf(TableRole::Value));
    m_table->setModel(&m_proxy);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(static_cast<int>(Column::KeptAt), Qt::DescendingOrder);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(JobsText::tr("Copies of destroyed actors"));
    m_table->setItemDelegateForColumn(static_cast<int>(Column::KeptAt),
                                      new RelativeTimeDelegate(m_table, static_cast<int>(Column::KeptAt)));
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < m_archive.columnCount(); ++column)
        header->resizeSection(column, m_archive.headers()[static_cast<size_t>(column)].width);
    header->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DestroyedPage::showContent);
}

void DestroyedPage::makeLayout()
{
    m_empty->setContent(
        "trash3"_L1, JobsText::tr("No destroyed actors"),
        JobsText::tr("Actors that are destroyed with Rove leave a copy here for a while, from "
                     "which they can be made again."));
    m_content->setReadOnly(true);
    m_content->setAccessibleName(JobsText::tr("State and record of the copy"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    for (QAction *command : commands())
        buttons->addWidget(new CommandButton(command));
    buttons->addStretch(1);
    auto *right = new QWidget;
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(metrics::space4, metrics::panePadding, metrics::panePadding,
                                    metrics::panePadding);
    rightLayout->setSpacing(metrics::space2);
    rightLayout->addLayout(buttons);
    rightLayout->addWidget(m_content, 1);
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                                   metrics::panePadding);
    leftLayout->addWidget(m_table);
    auto *split = new SplitView(Qt::Horizontal);
    split->addWidget(left);
    split->addWidget(right);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_busy);
    layout->addWidget(m_stack, 1);
}

void DestroyedPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_archive.refresh();
}

void DestroyedPage::setConnection(HttpClient *http, const QString &target)
{
    if (m_http)
        m_http->disconnect(this);
    m_http = http;
    m_target = target;
    if (http)
        connect(http, &HttpClient::writeModeChanged, this, &DestroyedPage::updateCommands);
    updateCommands();
}

QString DestroyedPage::chosenFile() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.data(roleOf(TableRole::Key)).toString() : QString();
}

void DestroyedPage::onRowsChanged()
{
    const bool hasRows = m_archive.rowCount() > 0;
    m_stack->setCurrentIndex(hasRows ? 1 : 0);
    if (hasRows && chosenFile().isEmpty())
        m_table->setCurrentIndex(m_proxy.index(0, 0));
    updateCommands();
}

void DestroyedPage::showContent()
{
    updateCommands();
    const QString file = chosenFile();
    m_content->clear();
    if (file.isEmpty())
        return;
    m_archive.read(file).then(this, [this, file](const Result<ActorExport> &exported) {
        if (file != chosenFile())
            return;
        if (exported)
            m_content->setPlainText(contentText(*exported));
        else
            fail(JobsText::tr("The copy cannot be read."), exported.error());
    });
}

void DestroyedPage::updateCommands()
{
    QString why = chosenFile().isEmpty() ? JobsText::tr("No copy is chosen.") : QString();
    setDisabledReason(m_forget, why);
    if (why.isEmpty() && !m_http)
        why = JobsText::tr("Not connected.");
    else if (why.isEmpty() && m_http->writeMode() == WriteMode::ReadOnly)
        why = JobsText::tr("The connection is read-only.");
    else if (why.isEmpty() && m_isRestoring)
        why = JobsText::tr("One is being restored.");
    setDisabledReason(m_restore, why);
}

void DestroyedPage::restore()
{
    if (!m_http || chosenFile().isEmpty() || m_isRestoring)
        return;
    m_isRestoring = true;
    m_busy->setBusy(true);
    m_message->clear();
    updateCommands();
    const QString label = m_table->currentIndex().siblingAtColumn(0).data().toString();
    m_archive.recreate(*m_http, chosenFile()).then(this, [this, label](const Result<CloneResult> &result) {
        m_isRestoring = false;
        m_busy->setBusy(false);
        updateCommands();
        if (!result)
            return fail(
                JobsText::tr("Restoring %1 failed. %2").arg(label, errorSentence(result.error(), m_target)),
                result.error());
        if (result->isWhole())
            m_message->showMessage(MessageBar::Severity::Information,
                                   JobsText::tr("%1 was made again on %2.").arg(label, m_target));
        else
            m_message->showMessage(
                MessageBar::Severity::Warning,
                JobsText::tr("%1 was made again on %2, but without the state it had.").arg(label, m_target));
        emit restored(result->actor);
    });
}

void DestroyedPage::forget()
{
    m_archive.remove(chosenFile()).then(this, [this](const Result<> &removed) {
        if (!removed)
            fail(JobsText::tr("The copy cannot be removed."), removed.error());
    });
}

void DestroyedPage::fail(const QString &text, const Error &error)
{
    m_message->showMessage(MessageBar::Severity::Error, text);
    m_message->setDetails(errorDetails(error));
}

} // namespace rove::ui
